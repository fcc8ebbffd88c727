"""資料の写し: where a numbered copy is, and when one that did not come back is missing (M-7)."""

from datetime import date, timedelta
from enum import Enum

from kasane.rules.lifecycles import StateTable
from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused


class CopyState(Enum):
    PRINTED = "printed"
    HANDED_OUT = "handed_out"
    COLLECTED = "collected"
    DESTROYED = "destroyed"
    MISSING = "missing"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS = {
    CopyState.PRINTED: "印刷済み",
    CopyState.HANDED_OUT: "配付中",
    CopyState.COLLECTED: "回収済み",
    CopyState.DESTROYED: "廃棄済み",
    CopyState.MISSING: "所在不明",
}


class CopyMove(Enum):
    HAND_OUT = "hand_out"
    COLLECT = "collect"
    DESTROY = "destroy"
    MISS = "miss"

    @property
    def label(self) -> str:
        return MOVE_LABELS[self]


MOVE_LABELS = {
    CopyMove.HAND_OUT: "配付した",
    CopyMove.COLLECT: "回収した",
    CopyMove.DESTROY: "廃棄した",
    CopyMove.MISS: "所在不明にする",
}

COPY_TABLE = StateTable(
    first=CopyState.PRINTED,
    rows=(
        (CopyState.PRINTED, CopyMove.HAND_OUT, CopyState.HANDED_OUT),
        (CopyState.PRINTED, CopyMove.DESTROY, CopyState.DESTROYED),
        (CopyState.PRINTED, CopyMove.MISS, CopyState.MISSING),
        (CopyState.HANDED_OUT, CopyMove.COLLECT, CopyState.COLLECTED),
        (CopyState.HANDED_OUT, CopyMove.DESTROY, CopyState.DESTROYED),
        (CopyState.HANDED_OUT, CopyMove.MISS, CopyState.MISSING),
        (CopyState.COLLECTED, CopyMove.DESTROY, CopyState.DESTROYED),
        (CopyState.COLLECTED, CopyMove.MISS, CopyState.MISSING),
        (CopyState.MISSING, CopyMove.COLLECT, CopyState.COLLECTED),
    ),
)
# What still lies somewhere outside the cupboard.
IS_OUT = frozenset({CopyState.HANDED_OUT, CopyState.MISSING})


@rule(
    "M-7",
    source="domain 2.2",
    says="紙の資料は番号を付けて渡し、回収と廃棄を一枚ずつ記録する。戻らない写しは、見つかるまで示す。",
)
def may_move_copy(move: CopyMove, state: CopyState) -> Verdict:
    """Whether a copy may take this step."""
    if COPY_TABLE.next_state(state, move) is not None:
        return allowed("M-7")
    return refused(
        f"「{state.label}」の写しは、「{move.label}」と記録できません。",
        basis="会議資料の回収",
        rule="M-7",
        remedy="画面を開き直して、いまの状態を確かめてください。",
    )


def is_astray(state: CopyState, *, held_on: date, days: int, today: date) -> bool:
    """Whether a copy should have come back: lost, or still out `days` days after the sitting."""
    return state is CopyState.MISSING or (
        state is CopyState.HANDED_OUT and today > held_on + timedelta(days=days)
    )
