"""How a part went, in the words of the day each sheet was written."""

from dataclasses import dataclass
from datetime import date

from kasane.cases.models import Note, TakenBack
from kasane.cases.queries import taken_back_of
from kasane.code_lists.queries import Labels, labels_of
from kasane.directory.queries import staff_names
from kasane.rules.plans import Occasion
from kasane.rules.undoing import may_be_taken_back
from kasane.rules.verdicts import Verdict
from kasane.support_plans.actions.follow_ups import marked_on
from kasane.support_plans.actions.pauses import may_try_be_taken_back
from kasane.support_plans.models import Evaluation, FollowUp, Monitoring, Outcome, PlanPart, Suspension
from kasane.support_plans.queries import Sheet, evaluations_of, follow_ups_of, monitorings_of, suspensions_of

LISTS = ("goal_progress", "goal_outcome", "action_outcome", "observed_change", "closing", "suspension")


@dataclass(frozen=True)
class ToldOutcome:
    """What became of one goal or action: what it was, the result, and a word on it or whom it was handed to."""

    what: str
    result: str
    beside: str


@dataclass(frozen=True)
class ToldSheet:
    record: Monitoring | Evaluation
    outcomes: list[ToldOutcome]
    changes: str
    # Of a monitoring, the occasion a sitting is asked for; of an evaluation, how the part is closed.
    ahead: str


@dataclass(frozen=True)
class ToldPause:
    """A pause, and whether the mark that somebody was tried again may go today; those that went."""

    sheet: Suspension
    reason: str
    attempts: list[Note]
    may_undo: Verdict
    taken_back: list[TakenBack]
    writers: dict[int, str]


@dataclass(frozen=True)
class Course:
    """Monitorings, evaluations and pauses of a part, each the newest first."""

    monitorings: list[ToldSheet]
    evaluations: list[ToldSheet]
    pauses: list[ToldPause]


def course_of(part: PlanPart, today: date) -> Course:
    labels = labels_of(*LISTS)
    return Course(
        [_told(sheet, "goal_progress", labels) for sheet in monitorings_of(part)],
        [_told(sheet, "goal_outcome", labels) for sheet in evaluations_of(part)],
        _told_pauses(part, labels, today),
    )


def _told_pauses(part: PlanPart, labels: Labels, today: date) -> list[ToldPause]:
    found = suspensions_of(part)
    if not found:
        return []
    kept = taken_back_of(sheet.pk for sheet, _ in found)
    writers = staff_names(one.written_by for one in kept)
    return [
        ToldPause(
            sheet,
            labels.at(sheet.written_at).get(("suspension", sheet.reason), ""),
            notes,
            may_try_be_taken_back(sheet, today=today),
            [of_it for of_it in kept if of_it.of_record == sheet.pk],
            writers,
        )
        for sheet, notes in found
    ]


@dataclass(frozen=True)
class ToldFollowUp:
    """A follow-up, whether its mark may be taken back today, and the marks that were."""

    follow_up: FollowUp
    may_undo: Verdict
    taken_back: list[TakenBack]
    writers: dict[int, str]


def told_follow_ups(part: PlanPart, today: date) -> list[ToldFollowUp]:
    """The follow-ups of a part, in a number of statements that does not grow with them."""
    found = follow_ups_of(part)
    kept = taken_back_of(one.pk for one in found)
    writers = staff_names(one.written_by for one in kept)
    return [
        ToldFollowUp(
            one,
            may_be_taken_back(done_on=marked_on(one), today=today),
            [of_it for of_it in kept if of_it.of_record == one.pk],
            writers,
        )
        for one in found
    ]


def _told(sheet: Sheet, of_goals: str, labels: Labels) -> ToldSheet:
    record, words = sheet.record, labels.at(sheet.record.written_at)
    goals = [_outcome(one, words.get((of_goals, one.code), "")) for one in sheet.goals]
    actions = [_outcome(one, words.get(("action_outcome", one.code), "")) for one in sheet.actions]
    if isinstance(record, Monitoring):
        ahead = Occasion(record.calls_for).label if record.calls_for else ""
    else:
        ahead = words.get(("closing", record.closing), "")
    changes = "、".join(words.get(("observed_change", code), "") for code in record.changes)
    return ToldSheet(record, [*goals, *actions], changes, ahead)


def _outcome(outcome: Outcome, result: str) -> ToldOutcome:
    what = outcome.goal.text if outcome.goal else outcome.action.sentence if outcome.action else ""
    return ToldOutcome(what, result, outcome.text or outcome.handed_to)
