"""I-3 through the actions: 山田家's issues change hands on record, and what is laid open tells no more than consent lets."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from kasane.access.actor import Actor
from kasane.cases.actions.issues import IssueTold, StepWords, add_issue, correct_issue, step_issue
from kasane.cases.actions.rooms import lay_open
from kasane.cases.actions.team import describe_seat
from kasane.cases.models import Case, Issue, IssueStep, TeamMember
from kasane.cases.queries import holders_of, issue_steps
from kasane.directory.models import Agency
from kasane.people.models import Identity
from kasane.rooms.queries import own_room
from kasane.rules.issues import IssueStepKind
from kasane.rules.verdicts import Refused
from kasane.web.issues.shown import untangled
from tests.world import World


def yamada() -> Case:
    return Case.objects.filter(is_multi_agency=True).earliest("opened_at")


def mother() -> int:
    return Identity.objects.filter(name="山田 花子").values_list("person_id", flat=True)[0]


def agency(code: str) -> int:
    return Agency.objects.get(code=code).pk


def added(by: Actor) -> Issue:
    told = IssueTold("housing", "雨漏りがする", frozenset({mother()}), ("housing",), "serious", 2024, 6)
    return add_issue(told, case=yamada().pk, by=by)


def held(by: Actor, issue: Issue, code: str, ago_day: object, edition: int) -> None:
    words = StepWords(IssueStepKind.HOLD, ago_day, agency=agency(code))  # type: ignore[arg-type]
    step_issue(issue, words, edition=edition, by=by)


def test_who_held_it_before_stays_written_with_its_day(town: World) -> None:
    with town.acting("tanaka", 20) as tanaka:
        issue = added(tanaka)
    with town.acting("tanaka", 10) as tanaka:
        held(tanaka, Issue.objects.get(pk=issue.pk), "jiritsu", town.clock.day(10), 1)
    with town.acting("tanaka", 5) as tanaka:
        held(tanaka, Issue.objects.get(pk=issue.pk), "sumai", town.clock.day(5), 2)
        now = Issue.objects.get(pk=issue.pk)
        assert (holders_of([now])[now.pk], now.held_since) == (agency("sumai"), town.clock.day(5))
        assert [(s.agency_id, s.happened_on) for s in issue_steps(now)] == [
            (agency("fukushi-sogo"), town.clock.day(20)),
            (agency("jiritsu"), town.clock.day(10)),
            (agency("sumai"), town.clock.day(5)),
        ]
        with pytest.raises(Refused, match="いまの担当と同じ"):
            held(tanaka, now, "sumai", town.clock.day(5), 3)


def test_what_is_settled_is_no_reason_any_more_until_it_is_a_concern_again(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        (before,) = (r for r in untangled(yamada(), tanaka).complex_because if r.code == "fields")
        issue = added(tanaka)
        assert "住まい" in codes(tanaka)["fields"]
        settled = StepWords(IssueStepKind.SETTLE, town.clock.day(0), "屋根を直された")
        with pytest.raises(Refused, match="どうなったのか"):
            step_issue(issue, replace(settled, text=" "), edition=1, by=tanaka)
        step_issue(issue, settled, edition=1, by=tanaka)
        assert codes(tanaka)["fields"] == before.sentence
        again = StepWords(IssueStepKind.REOPEN, town.clock.day(0), "また漏った")
        step_issue(Issue.objects.get(pk=issue.pk), again, edition=2, by=tanaka)
        assert "住まい" in codes(tanaka)["fields"]


def codes(by: Actor) -> dict[str, str]:
    return {reason.code: reason.sentence for reason in untangled(yamada(), by).complex_because}


def test_two_who_write_at_once_do_not_overwrite_one_another(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        issue = added(tanaka)
        told = IssueTold("housing", "雨漏りと床の傷み", frozenset({mother()}))
        correct_issue(issue, told, edition=1, by=tanaka)
    with town.acting("shimizu") as shimizu, pytest.raises(Refused, match="ほかの人がこの課題を"):
        correct_issue(Issue.objects.get(pk=issue.pk), told, edition=1, by=shimizu)


def test_another_desk_of_the_team_neither_corrects_nor_steps(town: World) -> None:
    """鈴木 holds the mother's key and a room of his own; the issue lies in 田中's."""
    with town.acting("tanaka") as tanaka:
        issue = added(tanaka)
        lay_open(issue, concerns=[mother()], by=tanaka)
    with town.acting("suzuki") as suzuki:
        opened = Issue.objects.get(pk=issue.pk)
        told = IssueTold("housing", "直った", frozenset({mother()}))
        with pytest.raises(Refused), transaction.atomic():
            correct_issue(opened, told, edition=1, by=suzuki)
        words = StepWords(IssueStepKind.SETTLE, town.clock.day(0), "直った")
        with pytest.raises((Refused, DatabaseError)), transaction.atomic():
            step_issue(opened, words, edition=1, by=suzuki)
        with connection.cursor() as cursor:
            cursor.execute("update cases_issue set text = 'x' where id = %s", [issue.pk])
            assert cursor.rowcount == 0


def test_who_reads_what_was_laid_open_learns_no_agency_outside_her_consent(town: World) -> None:
    """住宅政策 holds the issue and is not in the mother's consent; 生活自立 is."""
    with town.acting("tanaka") as tanaka:
        issue = added(tanaka)
        held(tanaka, Issue.objects.get(pk=issue.pk), "sumai", town.clock.day(0), 1)
        lay_open(Issue.objects.get(pk=issue.pk), concerns=[mother()], by=tanaka)
    with town.acting("suzuki") as suzuki:
        line = next(one for one in untangled(yamada(), suzuki).lines if one.issue.pk == issue.pk)
        assert (line.is_own, line.holder) == (False, "")
        assert not IssueStep.objects.filter(issue_id=issue.pk).exists()
    with town.acting("tanaka") as tanaka:
        held(tanaka, Issue.objects.get(pk=issue.pk), "jiritsu", town.clock.day(0), 2)
        line = next(one for one in untangled(yamada(), tanaka).lines if one.issue.pk == issue.pk)
        assert line.holder == "生活支援課 生活自立相談窓口"
    with town.acting("suzuki") as suzuki:
        line = next(one for one in untangled(yamada(), suzuki).lines if one.issue.pk == issue.pk)
        assert line.holder == "生活支援課 生活自立相談窓口"


def test_whom_a_laid_open_issue_concerns_is_not_changed_afterwards(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        issue = added(tanaka)
        lay_open(issue, concerns=[mother()], by=tanaka)
        son = Identity.objects.filter(name="山田 太郎").values_list("person_id", flat=True)[0]
        opened = Issue.objects.get(pk=issue.pk)
        told = IssueTold("housing", "雨漏りと床の傷み", frozenset({son}))
        correct_issue(opened, told, edition=1, by=tanaka)
        now = Issue.objects.get(pk=issue.pk)
        assert (now.text, now.concerns, now.is_laid_open) == ("雨漏りと床の傷み", [mother()], True)


def test_what_a_desk_does_in_the_team_is_said_by_itself_or_the_coordinator(town: World) -> None:
    with town.acting("tanaka"):
        seat = TeamMember.objects.get(
            desk_id=town.one("select id from directory_desk where code = 'jiritsu'")
        ).pk
        case = yamada().pk
    for who in ("suzuki", "tanaka"):
        with town.acting(who) as actor:
            describe_seat(seat, f"{who}が書いた", case=case, by=actor)
            assert TeamMember.objects.get(pk=seat).role_text == f"{who}が書いた"
    for who in ("sato", "watanabe"):
        with town.acting(who) as actor, pytest.raises(Refused, match="チームでの役割を書けるのは"):
            describe_seat(seat, "x", case=case, by=actor)


def test_the_desk_that_took_the_call_holds_it_from_that_day(town: World) -> None:
    with town.acting("sato") as sato:
        own = Issue.objects.filter(home_id=own_room(yamada().pk, sato), field="care").get()
        assert (holders_of([own])[own.pk], own.held_since) == (sato.agency, town.clock.day(150))
