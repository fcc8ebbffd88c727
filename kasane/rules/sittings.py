"""会議の進み: from the day it is fixed to the minutes' publication, each step with its guard (M-1, M-3, M-5, P-3)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from kasane.rules.lifecycles import StateTable
from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused


class SittingState(Enum):
    PLANNED = "planned"
    INVITED = "invited"
    OPEN = "open"
    CONCLUDED = "concluded"
    PUBLISHED = "published"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS = {
    SittingState.PLANNED: "準備中",
    SittingState.INVITED: "開催通知済み",
    SittingState.OPEN: "開会中",
    SittingState.CONCLUDED: "閉会",
    SittingState.PUBLISHED: "議事録を公開",
    SittingState.CANCELLED: "中止",
}
# Something may still be put on its agenda and somebody still be invited.
IS_AHEAD = frozenset({SittingState.PLANNED, SittingState.INVITED})
# What was said there may still be written down.
IS_WRITABLE = frozenset({SittingState.OPEN, SittingState.CONCLUDED})


class SittingMove(Enum):
    INVITE = "invite"
    OPEN = "open"
    CONCLUDE = "conclude"
    PUBLISH = "publish"
    POSTPONE = "postpone"
    CANCEL = "cancel"

    @property
    def label(self) -> str:
        return MOVE_LABELS[self]

    @property
    def done_label(self) -> str:
        return DONE_LABELS[self]


MOVE_LABELS = {
    SittingMove.INVITE: "開催通知を出す",
    SittingMove.OPEN: "開会する",
    SittingMove.CONCLUDE: "閉会する",
    SittingMove.PUBLISH: "議事録を公開する",
    SittingMove.POSTPONE: "延期する",
    SittingMove.CANCEL: "中止する",
}
DONE_LABELS = {
    SittingMove.INVITE: "開催通知",
    SittingMove.OPEN: "開会",
    SittingMove.CONCLUDE: "閉会",
    SittingMove.PUBLISH: "議事録の公開",
    SittingMove.POSTPONE: "延期",
    SittingMove.CANCEL: "中止",
}

SITTING_TABLE = StateTable(
    first=SittingState.PLANNED,
    rows=(
        (SittingState.PLANNED, SittingMove.INVITE, SittingState.INVITED),
        (SittingState.PLANNED, SittingMove.POSTPONE, SittingState.PLANNED),
        (SittingState.PLANNED, SittingMove.CANCEL, SittingState.CANCELLED),
        (SittingState.INVITED, SittingMove.OPEN, SittingState.OPEN),
        (SittingState.INVITED, SittingMove.POSTPONE, SittingState.INVITED),
        (SittingState.INVITED, SittingMove.CANCEL, SittingState.CANCELLED),
        (SittingState.OPEN, SittingMove.CONCLUDE, SittingState.CONCLUDED),
        (SittingState.CONCLUDED, SittingMove.PUBLISH, SittingState.PUBLISHED),
    ),
)


@dataclass(frozen=True)
class ItemProgress:
    """One item as closing and publishing ask about it; `topic` is what a refusal names it by."""

    topic: str
    decides_a_plan: bool
    is_decided: bool
    is_deferred: bool
    has_minutes: bool


@dataclass(frozen=True)
class MoveFacts:
    """What the guards ask of a sitting; `host` and `csw` say who of the standing members is there by now."""

    state: SittingState
    held_on: date
    items: tuple[ItemProgress, ...] = ()
    is_host_there: bool = False
    is_csw_there: bool = False


@rule(
    "M-3",
    source="実施計画 3-1(2)、3-1(3)",
    says="会議は、開催通知、開会、閉会、議事録の公開の順に進む。延期と中止には、わけを書いて知らせる。",
)
@rule(
    "M-5",
    source="実施計画 3-1(2)4",
    says="主催する福祉総合相談担当がいなければ開会しない。CSWがいないときは、わけを残して開会する。",
)
def may_move(
    move: SittingMove, facts: MoveFacts, *, reason: str = "", new_day: date | None = None
) -> Verdict:
    """Whether a sitting may take this step; `reason` is asked where one must be left, `new_day` on postponing."""
    if SITTING_TABLE.next_state(facts.state, move) is None:
        return _no(
            f"「{facts.state.label}」の会議は、{move.label}ことができません。",
            "画面を開き直して、いまの進みを確かめてください。",
        )
    guards = {
        SittingMove.INVITE: lambda: _may_invite(facts),
        SittingMove.OPEN: lambda: _may_open(facts, reason),
        SittingMove.CONCLUDE: lambda: _may_conclude(facts),
        SittingMove.PUBLISH: lambda: _may_publish(facts),
        SittingMove.POSTPONE: lambda: _may_postpone(facts, reason, new_day),
        SittingMove.CANCEL: lambda: _with_reason(SittingMove.CANCEL, reason),
    }
    return guards[move]()


def _may_invite(facts: MoveFacts) -> Verdict:
    if not facts.items:
        return _no("議題がまだ立っていません。", "議題を立ててから、開催通知を出してください。")
    return allowed("M-3")


def _may_open(facts: MoveFacts, reason: str) -> Verdict:
    basis = "実施計画 3-1(2)4"
    if not facts.is_host_there:
        return refused(
            "主催する福祉総合相談担当が、出席していません。",
            basis=basis,
            rule="M-5",
            remedy="主催者の出席を確かめてから開会してください。",
        )
    if not facts.is_csw_there and not reason.strip():
        return refused(
            "社会福祉協議会のCSWが出席していません。",
            basis=basis,
            rule="M-5",
            remedy="CSWなしで開くときは、そのわけを書いてください。",
        )
    return allowed("M-5")


def _may_conclude(facts: MoveFacts) -> Verdict:
    pending = tuple(
        item.topic
        for item in facts.items
        if item.decides_a_plan and not item.is_decided and not item.is_deferred
    )
    if pending:
        return refused(
            "決定していない議題があります。",
            basis="実施計画 3-1(3)",
            rule="P-3",
            remedy="決定するか、わけを書いて次回に持ち越してください。",
            details=pending,
        )
    return allowed("M-3")


def _may_publish(facts: MoveFacts) -> Verdict:
    unwritten = tuple(item.topic for item in facts.items if not item.has_minutes and not item.is_deferred)
    if unwritten:
        return _no(
            "議事録がまだ書かれていない議題があります。", "書いてから公開してください。", details=unwritten
        )
    return allowed("M-3")


def _may_postpone(facts: MoveFacts, reason: str, new_day: date | None) -> Verdict:
    if new_day is None or new_day == facts.held_on:
        return _no("新しい開催日が選ばれていません。", "いまとちがう日を選んでください。")
    return _with_reason(SittingMove.POSTPONE, reason)


def _with_reason(move: SittingMove, reason: str) -> Verdict:
    if reason.strip():
        return allowed("M-3")
    return _no(f"{move.label}わけが書かれていません。", "出席者に知らせる文を書いてください。")


def _no(reason: str, remedy: str, details: tuple[str, ...] = ()) -> Verdict:
    return refused(reason, basis="実施計画 3-1(2)", rule="M-3", remedy=remedy, details=details)
