"""The household over time: a split and a joining with history, a marriage that ended, a death and its keys."""

import pytest
from django.db import DatabaseError, connection, transaction

from kasane.access.actor import Actor
from kasane.cases.actions.consultations import ConsultationWords, take
from kasane.cases.actions.rooms import add_person, lay_open
from kasane.consents.actions import ConsentWords, record
from kasane.consents.models import Consent
from kasane.people.actions.household import MoveWords, move, take_back_move
from kasane.people.actions.life import DeathWords, RepresentativeWords, record_death, represent
from kasane.people.actions.striking import end, strike
from kasane.people.actions.ties import BondWords, KinshipWords, bond, tie
from kasane.people.facts import PersonWords
from kasane.people.models import Bond, Identity, Kinship, Membership, Representative
from kasane.people.queries import households_of, people_of
from kasane.rooms.queries import own_room
from kasane.rules.consents import ConsentAnswer, ConsentMethod, GivenBy
from kasane.rules.verdicts import Refused
from tests.world import World

NAMES = ("堀 静江", "堀 健二", "堀 真由美")


def horis(sato: Actor) -> tuple[int, int, dict[str, int]]:
    """静江さん, her son 健二 and his wife 真由美 under one roof; returns the case, sato's room, and who is who."""
    case = take(
        ConsultationWords(received_at=sato.at, channel="phone", consulter="family", content="母の介護"),
        people=[
            PersonWords(name=NAMES[0], birth_year=1944, sex="female"),
            PersonWords(name=NAMES[1], birth_year=1970, sex="male", relation="son"),
            PersonWords(name=NAMES[2], birth_year=1972, sex="female", relation="child_in_law"),
        ],
        issues=[],
        dispositions=[],
        by=sato,
    )
    home = own_room(case, sato)
    assert home is not None
    return case, home, {p.identity.name: p.id for p in people_of(case, sato)}


def together(case: int, by: Actor) -> dict[str, tuple[int | None, int]]:
    """Name → (household, with how many others)."""
    return {p.identity.name: (p.household, p.co_residents) for p in people_of(case, by)}


def test_a_household_splits_and_two_join_and_every_step_stays_on_record(world: World) -> None:
    with world.acting("sato") as sato:
        case, home, who = horis(sato)
        assert set(together(case, sato).values()) == {(1, 2)}
        couple = frozenset({who["堀 健二"], who["堀 真由美"]})
        number = move(
            MoveWords(couple, "2024-04", "independence", is_new=True, name="長男の世帯"),
            case=case,
            home=home,
            by=sato,
        )
        assert together(case, sato) == {"堀 静江": (1, 0), "堀 健二": (number, 1), "堀 真由美": (number, 1)}
        assert [h.name for h in households_of(people_of(case, sato))] == ["静江さんの世帯", "長男の世帯"]
        move(
            MoveWords(frozenset({who["堀 静江"]}), "2026-01", "care", household=number, name="長男の世帯"),
            case=case,
            home=home,
            by=sato,
        )
        assert set(together(case, sato).values()) == {(number, 2)}
        rows = Membership.objects.filter(person_id=who["堀 静江"]).order_by("written_at", "since")
        assert [(m.household, m.since, m.until) for m in rows] == [
            (1, "", "2026-01"),
            (number, "2026-01", ""),
        ]


def test_whoever_goes_to_live_apart_leaves_the_others_counted_right(world: World) -> None:
    with world.acting("sato") as sato:
        case, home, who = horis(sato)
        mother = frozenset({who["堀 静江"]})
        move(MoveWords(mother, "2026-02", "facility", place="施設"), case=case, home=home, by=sato)
        assert together(case, sato) == {"堀 静江": (None, 0), "堀 健二": (1, 1), "堀 真由美": (1, 1)}


def test_a_room_that_knows_only_the_mother_counts_on_from_what_it_was_told(town: World) -> None:
    """生活自立 was told of 花子さん and 「同居の家族 1名」; the son stays counted when somebody joins."""
    case = town.one("select case_id from people_identity where name = '山田 花子' limit 1")
    with town.acting("suzuki") as suzuki:
        add_person(PersonWords(called="遠縁の人"), case=int(str(case)), by=suzuki)
        told = {
            p.identity.called or p.identity.name: p.co_residents for p in people_of(int(str(case)), suzuki)
        }
        assert told == {"山田 花子": 2, "遠縁の人": 2}


def test_a_mistaken_move_is_taken_back_and_both_rows_remain(world: World) -> None:
    with world.acting("sato") as sato:
        case, home, who = horis(sato)
        mother = frozenset({who["堀 静江"]})
        move(MoveWords(mother, "2026-02", "facility"), case=case, home=home, by=sato)
        newest = Membership.objects.get(person_id=who["堀 静江"], until="")
        with pytest.raises(Refused, match="わけが書かれていません"):
            take_back_move(newest, why=" ", by=sato)
        take_back_move(newest, why="入所は取りやめだった", by=sato)
        assert set(together(case, sato).values()) == {(1, 2)}
        assert Membership.objects.filter(person_id=who["堀 静江"]).count() == 3
        assert Membership.objects.filter(struck_why="入所は取りやめだった").count() == 2


def test_who_divorced_marries_again_only_after_the_end_and_the_former_stays(world: World) -> None:
    with world.acting("sato") as sato:
        case, home, who = horis(sato)
        kenji, mayumi = who["堀 健二"], who["堀 真由美"]
        married = tie(KinshipWords(mayumi, kenji, "spouse", since="1999"), case=case, home=home, by=sato)
        another = add_person(PersonWords(name="長谷 圭"), case=case, by=sato)
        with pytest.raises(Refused, match="まだ続いています"):
            tie(KinshipWords(another, kenji, "spouse"), case=case, home=home, by=sato)
        tie(KinshipWords(another, who["堀 静江"], "lodger"), case=case, home=home, by=sato)
        end(married, until="2025-06", why="離婚", by=sato)
        tie(KinshipWords(another, kenji, "spouse", since="2026"), case=case, home=home, by=sato)
        kept = Kinship.objects.get(pk=married.pk)
        assert (kept.since, kept.until, kept.ended_why) == ("1999", "2025-06", "離婚")


def test_a_correction_strikes_out_what_was_wrong_and_nobody_writes_over_it(world: World) -> None:
    with world.acting("sato") as sato:
        case, home, who = horis(sato)
        kenji, mayumi = who["堀 健二"], who["堀 真由美"]
        wrong = bond(BondWords(kenji, mayumi, "close"), case=case, home=home, by=sato)
        bond(
            BondWords(kenji, mayumi, "distant"),
            case=case,
            home=home,
            by=sato,
            instead_of=wrong,
            why="聞きちがい",
        )
        assert sorted(Bond.objects.values_list("kind", "struck_why")) == [
            ("close", "聞きちがい"),
            ("distant", ""),
        ]
        with pytest.raises(Refused, match="すでに取り消されている"):
            strike(wrong, why="もう一度", by=sato)
        with pytest.raises(DatabaseError, match="すでに取り消されています"), transaction.atomic():
            Bond.objects.filter(pk=wrong.pk).update(struck_at=None)
        with pytest.raises(DatabaseError), transaction.atomic():
            Bond.objects.filter(pk=wrong.pk).update(kind="violence")


def test_an_ended_row_cannot_be_given_another_end(world: World) -> None:
    with world.acting("sato") as sato:
        case, home, who = horis(sato)
        married = tie(KinshipWords(who["堀 真由美"], who["堀 健二"], "spouse"), case=case, home=home, by=sato)
        end(married, until="2025", why="離婚", by=sato)
        with pytest.raises(DatabaseError, match="すでに終わっています"), transaction.atomic():
            Kinship.objects.filter(pk=married.pk).update(until="2024")


def consents(case: int, person: int, by: Actor) -> Consent:
    mothers = Consent.objects.filter(case_id=case, answer="given").first()
    assert mothers is not None
    words = ConsentWords(
        person=person,
        answer=ConsentAnswer.GIVEN,
        method=ConsentMethod.WRITTEN,
        given_by=GivenBy.PERSON,
        text_version=mothers.text_version,
        asked_at=by.at,
        agencies=frozenset(mothers.agencies),
        purposes=frozenset(mothers.purposes),
        classes=frozenset(mothers.classes),
        valid_from=by.today,
        valid_to=None,
    )
    return record(words, case=case, by=by)


LIVE = (
    "select count(*) from rooms_grant where source_kind = 'consent' and source_id = %s and ended_at is null"
)


def test_with_the_sons_death_his_consent_and_its_keys_end_and_the_mothers_stay(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        son = Identity.objects.get(name="山田 太郎")
        mothers = Consent.objects.get(answer="given")
        his = consents(son.case_id, son.person_id, tanaka)
    before = town.one(LIVE, mothers.pk)
    assert town.one(LIVE, his.pk) == 3
    assert before == 4
    with town.acting("tanaka") as tanaka:
        home = own_room(son.case_id, tanaka)
        assert home is not None
        died = DeathWords(son.person_id, tanaka.today.isoformat())
        record_death(died, case=son.case_id, home=home, by=tanaka)
        with pytest.raises(Refused, match="すでに記録"):
            record_death(died, case=son.case_id, home=home, by=tanaka)
    assert town.one(LIVE, his.pk) == 0
    assert town.one("select ended_why from consents_consent where id = %s", his.pk) == "亡くなられた"
    assert town.one(LIVE, mothers.pk) == before, "the mother lives, and her consent stands"
    assert town.one("select ended_at from consents_consent where id = %s", mothers.pk) is None


def test_after_a_death_those_left_are_one_fewer_and_nobody_acts_for_the_dead(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        mother = Identity.objects.get(name="山田 花子", home__desk_id=tanaka.desk)
        home = mother.home_id
        case = mother.case_id
        record_death(DeathWords(mother.person_id, "2026-11"), case=case, home=home, by=tanaka)
        told = {p.identity.name: p for p in people_of(case, tanaka)}
        assert told["山田 太郎"].co_residents == 0
        assert told["山田 花子"].died == "2026-11"
        assert told["山田 花子"].household is None
        assert told["山田 花子"].representatives == ()
        assert Representative.objects.get(person_id=mother.person_id).until == "2026-11"


def test_curators_need_their_scope_and_somebody_of_the_case_is_named_by_who_they_are(world: World) -> None:
    with world.acting("sato") as sato:
        case, home, who = horis(sato)
        words = RepresentativeWords(who["堀 静江"], "curator", by_person=who["堀 健二"])
        with pytest.raises(Refused, match="審判で決められた範囲"):
            represent(words, case=case, home=home, by=sato)
        acting = represent(
            RepresentativeWords(who["堀 静江"], "curator", by_person=who["堀 健二"], scope="預貯金の管理"),
            case=case,
            home=home,
            by=sato,
        )
        assert acting.concerns == sorted((who["堀 静江"], who["堀 健二"]))


def test_a_tie_of_two_is_not_laid_open_as_if_it_were_one_persons(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        care = Bond.objects.get(kind="care", home__desk_id=tanaka.desk)
        with pytest.raises(Refused, match="決まっています"):
            lay_open(care, concerns=[care.person_id], by=tanaka)
        lay_open(care, concerns=[care.person_id, care.other_id], by=tanaka)
    with town.acting("suzuki"):
        assert not Bond.objects.filter(kind="care", case_id=care.case_id).exists(), "the son does not consent"
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("update people_bond set concerns = '{}'")
            if cursor.rowcount == 0:
                raise DatabaseError
