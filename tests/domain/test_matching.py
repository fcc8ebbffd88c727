"""名寄せ: the same person at two desks is noticed without either desk learning anything of the other's."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction

from kasane.cases.actions.consultations import ConsultationWords, take
from kasane.people.actions.matching import decide_match
from kasane.people.actions.persons import correct_identity
from kasane.people.facts import PersonWords
from kasane.people.models import Identity, MatchTask, Person
from kasane.people.queries import is_hinted, matches
from kasane.rules.intake import Disposition
from kasane.rules.matching import MatchDecision
from kasane.rules.verdicts import Refused
from tests.walls.oracle import Oracle
from tests.world import World

YUKO = PersonWords(
    name="渡邉 優子",
    kana="わたなべ ゆうこ",
    birth_on=date(1961, 2, 3),
    sex="female",
    address="南湖二丁目5番6号 メゾン海201号室",
    phone="0467-00-0042",
)
AGAIN = replace(YUKO, name="渡辺 優子", kana="ワタナベ ユーコ", address="茅ヶ崎市南湖2-5-6")


def registers(world: World, who: str, words: PersonWords, desk: str = "") -> bool:
    """Somebody takes a consultation of one person; whether they are told that another may be helping."""
    with world.acting(who, desk=desk) as actor:
        case = take(
            ConsultationWords(
                received_at=actor.at, channel="phone", consulter="person", content="相談したい"
            ),
            people=[words],
            issues=[],
            dispositions=[Disposition.CONTINUES_HERE],
            by=actor,
        )
        return is_hinted(case)


def tasks(world: World) -> int:
    return int(str(world.one("select count(*) from people_matchtask where state = 'open'")))


def test_the_second_desk_learns_that_somebody_may_be_helping_and_nothing_else(world: World) -> None:
    assert not registers(world, "sato", YUKO)
    assert registers(world, "suzuki", AGAIN)
    with world.acting("suzuki"):
        assert not MatchTask.objects.exists()
        assert {i.name for i in Identity.objects.all()} == {"渡辺 優子"}
    with world.acting("tanaka"):
        (pair,) = matches(MatchDecision.OPEN)
        assert [side.desk for side in pair.sides] == [
            "生活支援課 生活自立相談窓口",
            "地域包括支援センター（南湖地区）",
        ]
        assert not Identity.objects.exists(), "the task shows who it is; the records stay where they are"


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "佐藤 優子", "kana": "さとう ゆうこ"},
        {"name": "佐藤 優子", "kana": "さとう ゆうこ", "former_surname": "渡辺", "phone": "", "address": ""},
        {"name": "優子 渡辺", "kana": "ゆうこ わたなべ"},
        {"name": "渡辺優子", "kana": "わたなべゆうこ"},
        {"kana": "わたなべ ゆうか"},
        {"kana": "", "phone": ""},
        {"name": "わたなべ ゆうこ", "kana": "わたなべ ゆうこ"},
        {"birth_on": date(1961, 2, 8)},
        {"birth_on": None, "birth_year": 1961},
        {"birth_on": None, "phone": ""},
        {"address": "平塚市1-1", "phone": ""},
    ],
)
def test_she_is_recognised_by_what_is_left(world: World, changed: dict[str, object]) -> None:
    registers(world, "sato", YUKO)
    assert registers(world, "suzuki", replace(AGAIN, **changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [
        # Her sister, in the same household; her daughter; her twin; a stranger of her name; one who gives no name.
        {"name": "渡辺 恵子", "kana": "わたなべ けいこ", "birth_on": date(1963, 5, 9)},
        {"name": "渡辺 舞", "kana": "わたなべ まい", "birth_on": date(1990, 5, 9)},
        {"name": "渡辺 幸子", "kana": "わたなべ さちこ"},
        {"birth_on": date(1975, 11, 30), "address": "小和田1-1-1", "phone": "0467-00-0099"},
        {"name": "", "kana": "", "called": "高齢の母"},
        {"birth_on": None, "address": "", "phone": ""},
    ],
)
def test_who_only_resembles_her_is_left_alone(world: World, changed: dict[str, object]) -> None:
    registers(world, "sato", YUKO)
    assert not registers(world, "suzuki", replace(AGAIN, **changed))  # type: ignore[arg-type]
    assert tasks(world) == 0


def test_a_resident_run_desk_is_told_nothing_and_the_coordinator_is(world: World) -> None:
    registers(world, "sato", YUKO)
    assert not registers(world, "takahashi", AGAIN, desk="chiku-vc-nango")
    assert tasks(world) == 1


@pytest.mark.parametrize("kind", ["is_quiet", "is_resident_run"])
def test_nobody_is_told_of_a_quiet_desk_or_of_one_that_residents_run(world: World, kind: str) -> None:
    world.superuser.execute(f"update directory_desk set {kind} = true where code = 'houkatsu-nango'")
    registers(world, "sato", YUKO)
    assert not registers(world, "suzuki", AGAIN)
    assert tasks(world) == 1


def test_of_a_protected_person_only_the_coordinator_hears_and_without_an_address(town: World) -> None:
    mori = PersonWords(name="森 さくら", kana="もり さくら", birth_on=date(1992, 8, 3), sex="female")
    assert not registers(town, "watanabe", mori)
    with town.acting("tanaka"):
        (pair,) = [m for m in matches(MatchDecision.OPEN) if m.sides[0].name == "森 さくら"]
        assert [side.is_protected for side in pair.sides] == [False, True]
        assert [side.address for side in pair.sides] == ["", ""]


def test_the_same_person_is_one_by_a_pointer_that_is_taken_back_without_a_trace(world: World) -> None:
    registers(world, "sato", YUKO)
    registers(world, "suzuki", AGAIN)
    before = readable(world)
    with world.acting("tanaka") as tanaka:
        task = MatchTask.objects.get()
        with pytest.raises(Refused, match="わけ"):
            decide_match(task, MatchDecision.SAME, why="", by=tanaka)
        decide_match(task, MatchDecision.SAME, why="本人に電話で確かめた", by=tanaka)
    assert world.one("select count(*) from people_person where same_as_id is not null") == 1
    assert readable(world) == before, "no room opens because two records are one person's"
    with world.acting("tanaka") as tanaka:
        decide_match(MatchTask.objects.get(), MatchDecision.OPEN, why="生年月日の聞きまちがい", by=tanaka)
    assert world.one("select count(*) from people_person where same_as_id is not null") == 0


def readable(world: World) -> dict[tuple[str, str], set[int]]:
    """Every identity that anybody may read under any hat."""
    seen = {}
    for who, hats in world.clock.tokens.items():
        for desk in hats:
            with world.acting(who, desk=desk) as actor:
                oracle = Oracle(world.superuser, actor.at, is_stepped_up=False)
                seen[who, desk] = set(Identity.objects.values_list("id", flat=True))
                assert seen[who, desk] == oracle.readable("people_identity", actor.staff, actor.desk)
    return seen


def test_that_they_are_two_is_remembered(world: World) -> None:
    registers(world, "sato", YUKO)
    registers(world, "suzuki", AGAIN)
    with world.acting("tanaka") as tanaka:
        decide_match(MatchTask.objects.get(), MatchDecision.DIFFERENT, why="双子の姉妹", by=tanaka)
    with world.acting("suzuki", at="11:00") as suzuki:
        identity = Identity.objects.get()
        correct_identity(identity, AGAIN, edition=identity.edition, by=suzuki)
        assert not is_hinted(identity.case_id)
    assert tasks(world) == 0


def test_a_decision_is_not_made_twice(world: World) -> None:
    registers(world, "sato", YUKO)
    registers(world, "suzuki", AGAIN)
    with world.acting("tanaka") as tanaka:
        stale = MatchTask.objects.get()
        decide_match(MatchTask.objects.get(), MatchDecision.SAME, why="確かめた", by=tanaka)
        with pytest.raises(Refused, match="すでに"), transaction.atomic():
            decide_match(stale, MatchDecision.DIFFERENT, why="確かめた", by=tanaka)


def test_suzuki_neither_decides_nor_reads_what_is_compared(world: World) -> None:
    registers(world, "sato", YUKO)
    registers(world, "suzuki", AGAIN)
    task = world.one("select id from people_matchtask")
    with world.acting("suzuki"), connection.cursor() as cursor:
        cursor.execute("select count(*) from match_sides('open')")
        assert cursor.fetchone() == (0,)
        for statement in (
            f"select decide_match({task}, 'same', 'x')",
            "select * from people_matchkey",
            "select * from likely_same(1)",
        ):
            with pytest.raises(Exception, match=r"見つかりません|permission denied"), transaction.atomic():
                cursor.execute(statement)


def test_three_records_of_one_person_come_apart_in_the_order_they_were_joined(world: World) -> None:
    for who in ("sato", "suzuki", "watanabe"):
        registers(world, who, AGAIN)
    with world.acting("tanaka") as tanaka:
        asked = list(MatchTask.objects.order_by("found_at", "id"))
        assert len(asked) == 3
        decide_match(asked[0], MatchDecision.SAME, why="確かめた", by=tanaka)
        decide_match(asked[1], MatchDecision.SAME, why="確かめた", by=tanaka)
        with pytest.raises(Refused, match="すでに同じ人"), transaction.atomic():
            decide_match(asked[2], MatchDecision.SAME, why="確かめた", by=tanaka)
        decide_match(MatchTask.objects.get(pk=asked[0].pk), MatchDecision.OPEN, why="取り消す", by=tanaka)
    joined = world.superuser.execute(
        "select cardinality(same_persons(id)) from people_person order by 1"
    ).fetchall()
    assert joined == [(1,), (2,), (2,)]


def test_the_application_cannot_join_persons_itself(world: World) -> None:
    registers(world, "sato", YUKO)
    with world.acting("sato"), pytest.raises(ProgrammingError, match="permission denied"):
        Person.objects.update(same_as=Person.objects.get())
