"""課題の解きほぐし: the states of one issue, and what each change must say (I-3)."""

from datetime import date
from enum import Enum

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

BASIS = "実施計画 1-1"


class IssueState(Enum):
    """Whether an issue still weighs on somebody, and if not, why."""

    OPEN = "open"
    SETTLED = "settled"
    HANDED_OVER = "handed_over"

    @property
    def label(self) -> str:
        return {"open": "続いている", "settled": "落ち着いた", "handed_over": "引き継いだ"}[self.value]


class IssueStepKind(Enum):
    """What may happen to an issue, one dated line each."""

    HOLD = "hold"
    SETTLE = "settle"
    HAND_OVER = "hand_over"
    REOPEN = "reopen"
    # An end that was none, on its own day; `take_back_end` alone writes it.
    TAKEN_BACK = "taken_back"

    @property
    def label(self) -> str:
        return STEP_LABELS[self]

    @property
    def state(self) -> IssueState:
        """The state an issue has after this step."""
        ended = {IssueStepKind.SETTLE: IssueState.SETTLED, IssueStepKind.HAND_OVER: IssueState.HANDED_OVER}
        return ended.get(self, IssueState.OPEN)


STEP_LABELS = {
    IssueStepKind.HOLD: "担当を替えた",
    IssueStepKind.SETTLE: "落ち着いた",
    IssueStepKind.HAND_OVER: "引き継いだ",
    IssueStepKind.REOPEN: "再び課題になった",
    IssueStepKind.TAKEN_BACK: "終わりを元に戻した",
}


@rule("I-3", source="実施計画 1-1、2-2", says="課題は、だれの、どの分野の、どんな課題かを書く。")
def may_be_written(*, field: str, text: str, concerns: frozenset[int]) -> Verdict:
    """Whether an issue says what it is and whom it concerns."""
    told = (("分野", field), ("課題", text.strip()), ("だれの", concerns))
    missing = tuple(label for label, given in told if not given)
    if missing:
        return refused(
            "課題に、まだ書かれていないところがあります。",
            basis=BASIS,
            rule="I-3",
            remedy="だれの、どの分野の課題かがわかると、支える機関を決められます。",
            details=missing,
        )
    return allowed("I-3")


@rule(
    "I-3",
    source="実施計画 1-1、2-2",
    says="課題の担当は日付とともに替わり、前の担当は残る。落ち着いたとき・引き継いだときは、ことばを添える。",
)
def may_step(
    *, state: IssueState, kind: IssueStepKind, text: str, is_same_holder: bool, on: date, today: date
) -> Verdict:
    """Whether a step may be added to an issue: what is over is reopened first, and a new holder is another one."""
    if kind is IssueStepKind.TAKEN_BACK:
        return _refused("元に戻すのは、終わりを書いたあとだけです。", "「元に戻す」から戻してください。")
    if on > today:
        return _refused("日付が今日より後です。", "日付を確かめてください。")
    if (kind is IssueStepKind.REOPEN) is (state is IssueState.OPEN):
        remedy = "画面を開き直して、いまの状態を確かめてください。"
        return _refused(f"「{state.label}」の課題には、「{kind.label}」とは書けません。", remedy)
    if kind is IssueStepKind.HOLD and is_same_holder:
        return _refused("いまの担当と同じ機関です。", "ほかの機関を選んでください。")
    if kind is not IssueStepKind.HOLD and not text.strip():
        return _refused("どうなったのかが書かれていません。", "一言でも書いてください。")
    return allowed("I-3")


def _refused(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis=BASIS, rule="I-3", remedy=remedy)
