"""元に戻す: what was said to be over comes back the same day, by the same desk, and both stay known."""

import pytest

from kasane.cases.actions.issues import StepWords, step_issue, take_back_end
from kasane.cases.actions.notes import finish_next, take_back_next
from kasane.cases.actions.team import finish_role, take_back_role
from kasane.cases.models import Issue, Note, RoleAssignment, TakenBack
from kasane.cases.queries import issue_steps, next_steps, own_issue, own_note, own_role
from kasane.people.actions.household import MoveWords, move, take_back_whole_move
from kasane.people.models import Membership
from kasane.people.queries import moves_written, own_membership
from kasane.rooms.queries import own_room
from kasane.rules.issues import IssueStepKind
from kasane.rules.verdicts import Refused
from kasane.support_plans.actions.follow_ups import follow_up_done, plan_follow_up, take_back_follow_up
from kasane.support_plans.models import FollowUp, PlanPart
from kasane.support_plans.queries import own_follow_up
from tests.domain.test_issues import added
from tests.domain.test_notes import case_of, mother_of, written
from tests.world import World


def settled(town: World, ago: int = 0) -> int:
    """An issue that 田中 wrote, and that is over as she says."""
    with town.acting("tanaka", ago, "09:00") as tanaka:
        issue = added(tanaka)
        step_issue(
            issue,
            StepWords(IssueStepKind.SETTLE, town.clock.day(ago), "屋根を直された"),
            edition=1,
            by=tanaka,
        )
        return issue.pk


def test_an_issue_goes_on_and_its_end_stays_in_its_history(town: World) -> None:
    number = settled(town)
    with town.acting("tanaka", at="11:00") as tanaka:
        take_back_end(Issue.objects.get(pk=number), by=tanaka)
        now = Issue.objects.get(pk=number)
        assert (now.state, now.edition) == ("open", 3)
        assert [(step.kind, step.text) for step in issue_steps(now)] == [
            ("settle", "屋根を直された"),
            ("taken_back", ""),
        ]
        with pytest.raises(Refused, match="すでに戻されています"):
            take_back_end(now, by=tanaka)


def test_the_next_day_an_issue_that_is_over_stays_over(town: World) -> None:
    number = settled(town, ago=1)
    with town.acting("tanaka") as tanaka, pytest.raises(Refused, match="その日のうちだけ"):
        take_back_end(Issue.objects.get(pk=number), by=tanaka)


def test_an_issue_that_is_a_concern_again_has_no_end_to_take_back(town: World) -> None:
    number = settled(town)
    with town.acting("tanaka", at="11:00") as tanaka:
        again = StepWords(IssueStepKind.REOPEN, town.clock.day(0), "また漏れた")
        step_issue(Issue.objects.get(pk=number), again, edition=2, by=tanaka)
    with (
        town.acting("tanaka", at="12:00") as tanaka,
        pytest.raises(Refused, match="元に戻すものがありません"),
    ):
        take_back_end(Issue.objects.get(pk=number), by=tanaka)


def test_another_desk_that_reads_the_issue_finds_nothing_to_take_back(town: World) -> None:
    number = settled(town)
    with town.acting("sato") as sato:
        assert own_issue(number, sato) is None
    with town.acting("tanaka") as tanaka:
        assert own_issue(number, tanaka) is not None


def test_what_was_planned_next_waits_again(town: World) -> None:
    day = town.clock.day(0)
    number = written(town, next_on=day, next_words="電話をかけ直す")
    with town.acting("kimura") as kimura:
        finish_next(Note.objects.get(pk=number), by=kimura)
    with town.acting("sato", at="11:00") as sato:
        take_back_next(Note.objects.get(pk=number), by=sato)
        assert number in [one.pk for one in next_steps(sato, day)], "his colleague's mark, the same desk's"
        (kept,) = TakenBack.objects.filter(of_record=number)
        assert "電話をかけ直す" in kept.said
        with pytest.raises(Refused, match="すでに戻されています"):
            take_back_next(Note.objects.get(pk=number), by=sato)
    with town.acting("tanaka") as tanaka:
        assert own_note(number, tanaka) is None


def test_what_was_done_yesterday_stays_done(town: World) -> None:
    number = written(town, next_on=town.clock.day(0), next_words="電話をかけ直す")
    with town.acting("kimura", 1) as kimura:
        finish_next(Note.objects.get(pk=number), by=kimura)
    with town.acting("kimura") as kimura, pytest.raises(Refused, match="その日のうちだけ"):
        take_back_next(Note.objects.get(pk=number), by=kimura)


def test_a_role_is_the_holder_s_to_take_back(town: World) -> None:
    with town.acting("ito") as ito:
        number = RoleAssignment.objects.filter(home__desk_id=ito.desk, done_on=None).values_list(
            "pk", flat=True
        )[0]
        finish_role(RoleAssignment.objects.get(pk=number), by=ito)
    with town.acting("ito", at="11:00") as ito:
        take_back_role(found := RoleAssignment.objects.get(pk=number), by=ito)
        assert RoleAssignment.objects.get(pk=number).done_on is None
        assert found.text in TakenBack.objects.get(of_record=number).said
    with town.acting("suzuki") as suzuki:
        assert own_role(number, suzuki) is None


def followed(town: World, ago: int) -> int:
    """A follow-up of 山田家 that 田中 marked as done so many days ago."""
    with town.acting("tanaka", ago) as tanaka:
        part = PlanPart.objects.filter(case_id=case_of(town)).earliest("written_at")
        planned = plan_follow_up(part, due_on=town.clock.day(ago), what="電話", by=tanaka)
        follow_up_done(planned, done_on=town.clock.day(ago), result="変わりなし", by=tanaka)
        return planned.pk


def test_a_follow_up_that_was_not_made_waits_again_and_its_result_stays_known(town: World) -> None:
    number = followed(town, 0)
    with town.acting("tanaka", at="11:00") as tanaka:
        take_back_follow_up(FollowUp.objects.get(pk=number), by=tanaka)
        now = FollowUp.objects.get(pk=number)
        assert (now.done_at, now.result, now.told_at) == (None, "", None)
        assert "変わりなし" in TakenBack.objects.get(of_record=number).said
    with town.acting("sato") as sato:
        assert own_follow_up(number, sato) is None
        assert not TakenBack.objects.filter(of_record=number).exists(), "it stays in its room"


def test_a_follow_up_made_known_yesterday_stays_done(town: World) -> None:
    number = followed(town, 1)
    with town.acting("tanaka") as tanaka, pytest.raises(Refused, match="その日のうちだけ"):
        take_back_follow_up(FollowUp.objects.get(pk=number), by=tanaka)


def moved(town: World, ago: int = 0) -> int:
    """The mother goes to a home, as 佐藤 writes."""
    with town.acting("sato", ago) as sato:
        home = own_room(case_of(town), sato)
        assert home is not None
        words = MoveWords(frozenset({mother_of(town)}), "2026-10", "facility", place="施設")
        move(words, case=case_of(town), home=home, by=sato)
        (begun,) = moves_written(home, sato.at)
        return begun.pk


def standing_of(membership: Membership) -> Membership:
    return Membership.objects.get(
        home_id=membership.home_id, person_id=membership.person_id, until="", struck_at=None
    )


def test_a_move_that_was_none_is_struck_out_and_the_mother_lives_where_she_lived(town: World) -> None:
    number = moved(town)
    with town.acting("sato", at="11:00") as sato:
        mistaken = Membership.objects.get(pk=number)
        take_back_whole_move(mistaken, by=sato)
        assert standing_of(mistaken).household is not None
        struck = Membership.objects.get(pk=number)
        assert struck.struck_why == "その日のうちに元に戻した"
    with town.acting("sato", at="12:00") as sato:
        with pytest.raises(Refused, match="元に戻すものがありません"):
            take_back_whole_move(standing_of(mistaken), by=sato)
        assert own_membership(number, sato) is None
    with town.acting("tanaka") as tanaka:
        assert own_membership(number, tanaka) is None


@pytest.mark.parametrize("then", ["the next day", "another move"])
def test_a_move_stays_the_next_day_and_under_another_move(town: World, then: str) -> None:
    number = moved(town, ago=1 if then == "the next day" else 0)
    if then == "another move":
        with town.acting("sato", at="11:00") as sato:
            home = own_room(case_of(town), sato)
            assert home is not None
            again = MoveWords(frozenset({mother_of(town)}), "2026-11", "facility", place="病院")
            move(again, case=case_of(town), home=home, by=sato)
    says = {"the next day": "その日のうちだけ", "another move": "新しいこと"}[then]
    with town.acting("sato", at="12:00") as sato, pytest.raises(Refused, match=says):
        take_back_whole_move(Membership.objects.get(pk=number), by=sato)
