"""F-1 before sending: 佐藤 is told that she sent the same person there already, out of another case of her own desk."""

from dataclasses import replace
from datetime import date

from kasane.cases.actions.consultations import ConsultationWords, take
from kasane.directory.models import Desk
from kasane.people.actions.matching import decide_match
from kasane.people.facts import PersonWords
from kasane.people.models import Identity, MatchTask
from kasane.referrals.actions import SheetWords, move, send
from kasane.referrals.models import Referral
from kasane.referrals.queries import SentBefore, sent_before
from kasane.rules.intake import Disposition
from kasane.rules.matching import MatchDecision
from kasane.rules.referrals import NamesBasis, ReferralState
from kasane.rules.referrals import ReferralMove as Move
from kasane.rules.sent_before import Sameness
from tests.world import World

TOMI = PersonWords(name="深沢 トミ", kana="ふかざわ とみ", birth_on=date(1939, 8, 2))


def takes(town: World, who: str, person: PersonWords, ago: int) -> int:
    with town.acting(who, ago) as actor:
        words = ConsultationWords(actor.at, "phone", "person", "買い物に行けない")
        return take(words, people=[person], issues=(), dispositions=[Disposition.CONTINUES_HERE], by=actor)


def person_of(case: int) -> int:
    return Identity.objects.values_list("person_id", flat=True).get(case_id=case)


def jiritsu() -> int:
    return Desk.objects.get(code="jiritsu").pk


def sends(town: World, who: str, case: int, ago: int, **changed: object) -> int:
    with town.acting(who, ago) as actor:
        words = SheetWords(
            to_desk=jiritsu(),
            basis=NamesBasis.DANGER,
            persons=frozenset({person_of(case)}),
            content="食べるものがない",
            asks_for="家計の見直し",
            keeps_doing="訪問を続ける",
            reason="倒れておられた",
        )
        return send(replace(words, **changed), case=case, by=actor)  # type: ignore[arg-type]


def moves(town: World, who: str, number: int, wanted: Move, ago: int, **told: object) -> None:
    with town.acting(who, ago) as actor:
        move(Referral.objects.get(pk=number), wanted, by=actor, **told)  # type: ignore[arg-type]


def told(town: World, case: int, who: str = "sato") -> list[SentBefore]:
    with town.acting(who) as actor:
        return sent_before({person_of(case)}, case=case, to_desk=jiritsu(), actor=actor)


def test_she_is_told_of_whom_she_sent_out_of_another_case_with_day_and_state(town: World) -> None:
    before, now = takes(town, "sato", TOMI, 30), takes(town, "sato", TOMI, 5)
    assert told(town, now) == []
    number = sends(town, "sato", before, 20)
    (one,) = told(town, now)
    assert (one.referral.pk, one.name, one.why) == (number, "深沢 トミ", Sameness.ALIKE)
    assert (one.state, one.referral.sent_at.date()) == (ReferralState.SENT, town.clock.day(20))
    assert told(town, before) == [], "in the case itself it is the household's own warning"
    assert sends(town, "sato", now, 1), "it warns, and does not forbid"


def test_a_withdrawn_one_an_old_answer_and_another_receiver_are_not_told(town: World) -> None:
    before, now = takes(town, "sato", TOMI, 200), takes(town, "sato", TOMI, 5)
    withdrawn = sends(town, "sato", before, 199)
    moves(town, "sato", withdrawn, Move.WITHDRAW, 1, said="行き違い")
    returned = sends(town, "sato", before, 150)
    moves(town, "suzuki", returned, Move.RETURN, 91, said="対象ではない", code="other_desk")
    assert told(town, now) == []
    again = sends(town, "sato", before, 85)
    moves(town, "suzuki", again, Move.RETURN, 80, said="対象ではない", code="other_desk")
    assert [one.referral.pk for one in told(town, now)] == [again]
    with town.acting("sato") as sato:
        sumai = Desk.objects.get(code="sumai").pk
        assert sent_before({person_of(now)}, case=now, to_desk=sumai, actor=sato) == []


def test_a_namesake_is_not_told_until_the_coordinator_says_they_are_one(town: World) -> None:
    before = takes(town, "sato", TOMI, 30)
    now = takes(town, "sato", replace(TOMI, birth_on=date(1939, 8, 3), phone="0467-00-0099"), 5)
    sends(town, "sato", before, 20)
    assert told(town, now) == []
    with town.acting("sato"):
        pair = {person_of(before), person_of(now)}
    number = town.one(
        "insert into people_matchtask (id, identity_id, person_id, other_identity_id, other_person_id, bits, was_hinted,"
        " found_at, state, reason) select 77, a.id, a.person_id, b.id, b.person_id, 25, false, now(), 'open', ''"
        " from people_identity a, people_identity b where a.person_id = %s and b.person_id = %s"
        " limit 1 returning id",
        *sorted(pair),
    )
    with town.acting("tanaka") as tanaka:
        task = MatchTask.objects.get(pk=number)
        decide_match(task, MatchDecision.SAME, why="本人に電話で確かめた", by=tanaka)
    assert [one.why for one in told(town, now)] == [Sameness.MATCHED]


def test_nothing_is_told_of_another_desks_case_however_much_they_are_one(town: World) -> None:
    theirs, own = takes(town, "watanabe", TOMI, 30), takes(town, "sato", TOMI, 5)
    sends(town, "watanabe", theirs, 20)
    assert told(town, own) == []
    assert [one.why for one in told(town, takes(town, "watanabe", TOMI, 4), "watanabe")] == [Sameness.ALIKE]


def test_without_names_everybody_of_the_case_it_came_from_counts(town: World) -> None:
    before, now = takes(town, "sato", TOMI, 30), takes(town, "sato", TOMI, 5)
    nameless = {
        "basis": NamesBasis.NAMELESS,
        "persons": frozenset(),
        "fields_line": "生活困窮",
        "urgency": "week",
    }
    number = sends(town, "sato", before, 20, **nameless)
    assert [one.referral.pk for one in told(town, now)] == [number]
    stranger = takes(town, "sato", replace(TOMI, name="深沢 さと", kana="ふかざわ さと"), 5)
    assert told(town, stranger) == []
