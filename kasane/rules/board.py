"""Where a case of 多機関協働 stands, as the coordinator's board shows it; derived, never typed (W-6)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from kasane.rules.plans import PartState
from kasane.rules.registry import rule

SOON = timedelta(days=14)


class Stage(Enum):
    NEW = "new"
    GATHERING = "gathering"
    MEETING = "meeting"
    ACTIVE = "active"
    MONITORING = "monitoring"
    ENDING = "ending"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Stage.NEW: "受け付けたばかり",
    Stage.GATHERING: "同意と情報を集めている",
    Stage.MEETING: "会議を予定している",
    Stage.ACTIVE: "プランを進めている",
    Stage.MONITORING: "モニタリングの時期",
    Stage.ENDING: "プランを終えた",
}


@dataclass(frozen=True)
class CaseFacts:
    """Parts as (state, next monitoring), whether somebody consented, and the next sitting."""

    parts: tuple[tuple[PartState, date | None], ...] = ()
    has_consent: bool = False
    next_sitting: date | None = None


@rule(
    "W-6",
    source="実施計画 3-1(3)",
    says="多機関協働のケースの段階は、同意・会議・プランの記録から導き、手では付けない。",
)
def stage_of(facts: CaseFacts, today: date) -> Stage:
    """The stage that asks most of the coordinator: monitoring due, then a sitting, then what the plan says."""
    active = [next_on for state, next_on in facts.parts if state is PartState.ACTIVE]
    if any(next_on is not None and next_on <= today + SOON for next_on in active):
        return Stage.MONITORING
    if facts.next_sitting is not None:
        return Stage.MEETING
    if active:
        return Stage.ACTIVE
    if facts.parts and all(state in (PartState.ENDED, PartState.SUSPENDED) for state, _ in facts.parts):
        return Stage.ENDING
    if facts.has_consent or facts.parts:
        return Stage.GATHERING
    return Stage.NEW


def next_day(facts: CaseFacts) -> date | None:
    """The next day anything is planned for a case; none: nothing holds it."""
    active = (next_on for state, next_on in facts.parts if state is PartState.ACTIVE)
    days = [day for day in (facts.next_sitting, *active) if day is not None]
    return min(days, default=None)
