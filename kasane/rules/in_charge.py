"""Who of a desk carries a case, who stands in for whom, and which files belong together (W-3 to W-5)."""

from datetime import date

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

DESK = "窓口の中の分担"


@rule(
    "W-3",
    source="窓口の中の分担（実施計画 2-1）",
    says="担当は、相談を受けた人にはじまり、本人か管理者が、引継ぎを書いて同じ窓口の人に替える。",
)
def may_hand_over(
    *, current: int | None, to: int, by: int, is_manager: bool, of_desk: frozenset[int], note: str
) -> Verdict:
    """Whether a case's worker in charge may be changed; all are ids of staff, `of_desk` those of the desk today."""
    if to not in of_desk:
        return refused("担当にできるのは、いまこの窓口で働いている人です。", basis=DESK, rule="W-3")
    if current == to:
        return refused("この方は、すでに担当です。", basis=DESK, rule="W-3")
    if current is None:
        return allowed("W-3")
    # Who has left the desk can hand nothing over any more; a colleague then takes it.
    if by != current and not is_manager and current in of_desk:
        return refused(
            "担当を替えられるのは、いまの担当か、窓口の管理者です。",
            basis=DESK,
            rule="W-3",
            remedy="担当の方か管理者に頼んでください。不在のときは、担当代理を決められます。",
        )
    if not note.strip():
        return refused(
            "引継ぎが書かれていません。",
            basis=DESK,
            rule="W-3",
            remedy="次の担当に伝えることを書いてください。",
        )
    return allowed("W-3")


@rule(
    "W-4",
    source="窓口の中の分担（実施計画 2-1）",
    says="担当代理は、不在の本人か管理者が、同じ窓口の人から、期間を決めて置く。",
)
def may_stand_in(
    *,
    absent: int,
    deputy: int,
    by: int,
    is_manager: bool,
    of_desk: frozenset[int],
    from_on: date,
    until_on: date,
    today: date,
) -> Verdict:
    """Whether a colleague may stand in for somebody who is away."""
    if by != absent and not is_manager:
        return refused("ほかの人の担当代理を決められるのは、窓口の管理者です。", basis=DESK, rule="W-4")
    if absent == deputy:
        return refused("ご自身の代理にはなれません。", basis=DESK, rule="W-4")
    if not {absent, deputy} <= of_desk:
        return refused("担当代理は、同じ窓口の人どうしで決めます。", basis=DESK, rule="W-4")
    if until_on < from_on or until_on < today:
        return refused(
            "不在の期間を確かめてください。",
            basis=DESK,
            rule="W-4",
            remedy="終わりの日は、きょう以降の日にします。",
        )
    return allowed("W-4")


@rule(
    "W-5",
    source="課題の解きほぐし（実施計画 2-2）",
    says="関連するケースは、どちらも見られる人が記し、記録は混ぜない。",
)
def may_be_linked(*, case: int, other: int, linked: frozenset[int]) -> Verdict:
    """Whether two cases may be recorded as belonging together; `linked` are those of the first already."""
    if case == other:
        return refused("同じケースどうしは、関連づけられません。", basis="課題の解きほぐし", rule="W-5")
    if other in linked:
        return refused("このケースは、すでに関連づけられています。", basis="課題の解きほぐし", rule="W-5")
    return allowed("W-5")
