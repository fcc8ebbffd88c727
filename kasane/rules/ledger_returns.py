"""取り込みの取り消し: whether a whole ledger may still be struck (L-4)."""

from collections.abc import Sequence
from datetime import date

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused


@rule(
    "L-4",
    source="台帳の取り込み（設計 5）",
    says="取り込んだ台帳は、窓口の管理者が、決めた日数のうちに、何も書き足されていなければ、丸ごと取り消せる。",
)
def may_be_taken_back(
    *, is_manager: bool, taken_on: date, days: int, blocks: Sequence[str], why: str, on: date
) -> Verdict:
    """Whether a ledger that was taken in may be struck as a whole; `blocks` say what was written on top of it."""
    if not is_manager:
        return refused(
            "取り込みを取り消せるのは、窓口の管理者だけです。",
            basis="窓口の管理者の役割",
            rule="L-4",
            remedy="窓口の管理者に頼んでください。",
        )
    if (on - taken_on).days > days:
        return refused(
            f"取り込んでから{days}日を過ぎたので、丸ごとは取り消せません。",
            basis="市の決めた日数",
            rule="L-4",
            remedy="まちがった記録は、一件ずつ書き直すか取り消してください。",
        )
    if blocks:
        return refused(
            "取り込んだあとに書き足されたことがあるので、取り消せません。",
            basis="",
            rule="L-4",
            remedy="書き足した人に確かめ、その行は一件ずつ直してください。",
            details=tuple(blocks),
        )
    if not why.strip():
        return refused(
            "取り消すわけが書かれていません。", basis="", rule="L-4", remedy="一言でも書いてください。"
        )
    return allowed("L-4")
