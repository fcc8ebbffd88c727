"""関わり方の注意 (O-3): proposed by anybody, in force once the manager agreed, reviewed by its day."""

from datetime import date
from enum import Enum

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

BASIS = "個人情報保護法65条・69条2項4号"


class CautionKind(Enum):
    SAFETY = "safety"
    AVOID = "avoid"
    WORKS = "works"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    CautionKind.SAFETY: "安全",
    CautionKind.AVOID: "避ける関わり方",
    CautionKind.WORKS: "うまくいく関わり方",
}


@rule(
    "O-3",
    source="実施計画 2-3・個人情報保護法65条",
    says="訪問の注意はだれでも提案できる。安全の注意には、わけを書かない一行を添える。",
)
def may_be_proposed(*, kind: CautionKind, line: str) -> Verdict:
    """Whether a caution may be proposed: one of safety brings the line that every visitor reads."""
    if kind is CautionKind.SAFETY and not line.strip():
        return _refused(
            "安全の注意には、訪問する人みなに伝える一行が要ります。",
            "わけを書かずに、することだけを書いてください（例：2名で訪問）。",
        )
    return allowed("O-3")


@rule(
    "O-3",
    source="実施計画 2-3・個人情報保護法65条",
    says="注意は、窓口の管理者が決めてはじめて働く。本人に伝えたか、伝えないわけと、見直す日を書く。",
)
def may_be_agreed(*, is_manager: bool, told_words: str, review_on: date, on: date) -> Verdict:
    """Whether the manager's agreement may be stored on a day."""
    if not is_manager:
        return _refused(
            "注意を決められるのは、この窓口の管理者だけです。", "提案のままにして、管理者に頼んでください。"
        )
    if not told_words.strip():
        return _refused(
            "本人にどう伝えたか、または伝えないわけが書かれていません。", "どちらかを書いてください。"
        )
    if review_on <= on:
        return _refused("見直す日が、きょうより後ではありません。", "これから先の日を入れてください。")
    return allowed("O-3")


@rule(
    "O-3",
    source="実施計画 2-3",
    says="決まった注意を終えるのは管理者、提案を取り下げるのは提案した人か管理者。",
)
def may_be_ended(*, is_agreed: bool, has_ended: bool, is_manager: bool, is_proposer: bool) -> Verdict:
    if has_ended:
        return _refused("この注意は、すでに終わっています。", "画面を開き直して確かめてください。")
    if is_manager or (is_proposer and not is_agreed):
        return allowed("O-3")
    if is_agreed:
        return _refused(
            "決まった注意を終えられるのは、この窓口の管理者だけです。", "管理者に頼んでください。"
        )
    return _refused("提案を取り下げられるのは、提案した人と管理者だけです。", "提案した人に伝えてください。")


def _refused(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis=BASIS, rule="O-3", remedy=remedy)
