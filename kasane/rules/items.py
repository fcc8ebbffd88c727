"""議題の進み: how far an agenda item has come, and what may still be done with it (P-3)."""

from enum import Enum

from kasane.rules.lifecycles import StateTable
from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused


class ItemState(Enum):
    TO_DO = "to_do"
    BEGUN = "begun"
    DECIDED = "decided"
    DEFERRED = "deferred"
    RESUMED = "resumed"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


class ItemMove(Enum):
    WRITE = "write"
    DECIDE = "decide"
    DEFER = "defer"
    RESUME = "resume"


STATE_LABELS = {
    ItemState.TO_DO: "これから",
    ItemState.BEGUN: "記録中",
    ItemState.DECIDED: "決定済み",
    ItemState.DEFERRED: "次回に持ち越し",
    ItemState.RESUMED: "次の会議に立てた",
}
REFUSED = {
    ItemMove.DECIDE: ("決定する", "決定を改めるときは、次の会議に議題を立ててください。"),
    ItemMove.DEFER: ("次回に持ち越す", "画面を開き直して、いまの進みを確かめてください。"),
    ItemMove.RESUME: ("次の会議に立てる", "持ち越した議題だけを、一度だけ立てられます。"),
}

# What was said is still written down after a decision and after a carrying-over, until the minutes are published.
ITEM_TABLE = StateTable(
    first=ItemState.TO_DO,
    rows=(
        (ItemState.TO_DO, ItemMove.WRITE, ItemState.BEGUN),
        (ItemState.TO_DO, ItemMove.DECIDE, ItemState.DECIDED),
        (ItemState.TO_DO, ItemMove.DEFER, ItemState.DEFERRED),
        (ItemState.BEGUN, ItemMove.WRITE, ItemState.BEGUN),
        (ItemState.BEGUN, ItemMove.DECIDE, ItemState.DECIDED),
        (ItemState.BEGUN, ItemMove.DEFER, ItemState.DEFERRED),
        (ItemState.DECIDED, ItemMove.WRITE, ItemState.DECIDED),
        (ItemState.DEFERRED, ItemMove.WRITE, ItemState.DEFERRED),
        (ItemState.DEFERRED, ItemMove.RESUME, ItemState.RESUMED),
        (ItemState.RESUMED, ItemMove.WRITE, ItemState.RESUMED),
    ),
)


def item_state(*, is_begun: bool, is_decided: bool, is_deferred: bool, is_resumed: bool) -> ItemState:
    """How far an item has come, from what is written of it; decided: a judgement on a plan, or a 関わりの方針."""
    if is_resumed:
        return ItemState.RESUMED
    if is_deferred:
        return ItemState.DEFERRED
    if is_decided:
        return ItemState.DECIDED
    return ItemState.BEGUN if is_begun else ItemState.TO_DO


@rule(
    "P-3",
    source="実施計画 3-1(3)",
    says="議題は、一度だけ、決定するか、わけを書いて次回に持ち越す。持ち越した議題は、同じ種類の会議に一度だけ立て直す。",
)
def may_go_on(move: ItemMove, state: ItemState) -> Verdict:
    """Whether an item that has come so far may be decided, carried over or taken up again."""
    if ITEM_TABLE.next_state(state, move) is not None:
        return allowed("P-3")
    does, remedy = REFUSED[move]
    return refused(
        f"「{state.label}」の議題は、{does}ことができません。",
        basis="実施計画 3-1(3)",
        rule="P-3",
        remedy=remedy,
    )
