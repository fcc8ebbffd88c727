"""無かった資源: recorded in one tap, anywhere (R-2)."""

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused


@rule(
    "R-2",
    source="実施計画 3-1(2)3③",
    says="合う資源が無いときは、種類と一言で記録する。市全体には、種類・地区・月だけが残る。",
)
def may_record_gap(*, kind: str, kinds: frozenset[str], text: str, names: tuple[str, ...]) -> Verdict:
    """Whether a gap may be recorded; `names` are those of the case, which its line does not carry."""
    if kind not in kinds:
        return _no("資源の種類が選ばれていません。", "一覧から選んでください。")
    if not text.strip():
        return _no("どんな資源が無かったかが書かれていません。", "一言で書いてください。")
    told = tuple(name for name in names if name and name in text)
    if told:
        return refused(
            "足りない資源の記録には、個人の名前を書けません。",
            basis="実施計画 3-1(2)3③",
            rule="R-2",
            remedy="名前を消して、必要な資源だけを書いてください。",
            details=told,
        )
    return allowed("R-2")


def _no(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis="実施計画 3-1(2)3③", rule="R-2", remedy=remedy)
