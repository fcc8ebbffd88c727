"""訪問の予定: what a visit needs to be planned, and what may still become of it."""

from datetime import date
from enum import Enum

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused


class VisitState(Enum):
    PLANNED = "planned"
    DONE = "done"
    PUT_OFF = "put_off"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    VisitState.PLANNED: "予定",
    VisitState.DONE: "訪問した",
    VisitState.PUT_OFF: "延期",
    VisitState.CANCELLED: "取りやめ",
}


@rule("O-4", source="実施計画 2-3", says="訪問の予定には、行く人と目的と、これからの日が要る。")
def may_be_planned(*, goers: frozenset[int], purpose: str, planned_on: date, on: date) -> Verdict:
    """Whether a visit may be planned on a day."""
    if planned_on < on:
        return _refused(
            "訪問する日が、きょうより前です。", "済んだ訪問は、予定ではなく経過として書いてください。"
        )
    if not goers or not purpose.strip():
        return _refused("行く人と目的が、まだ決まっていません。", "両方を書いてください。")
    return allowed("O-4")


@rule(
    "O-4",
    source="実施計画 2-3",
    says="延期・取りやめ・結果の記録ができるのは、まだ予定の訪問だけ。わけを書く。",
)
def may_be_changed(*, state: VisitState, why: str) -> Verdict:
    """Whether a visit may be put off or cancelled, for a reason."""
    if state is not VisitState.PLANNED:
        return _refused(
            f"この訪問は、すでに「{state.label}」になっています。", "訪問の予定を開き直して確かめてください。"
        )
    if not why.strip():
        return _refused("わけが書かれていません。", "わけを書いてください。")
    return allowed("O-4")


def _refused(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis="実施計画 2-3", rule="O-4", remedy=remedy)
