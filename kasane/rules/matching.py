"""名寄せ: when two records are declared one person, or two, and when that is taken back."""

from enum import Enum

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused


class MatchDecision(Enum):
    """What the coordinator decides; open again takes a decision back."""

    OPEN = "open"
    SAME = "same"
    DIFFERENT = "different"

    @property
    def label(self) -> str:
        return {"open": "確認待ち", "same": "同じ人", "different": "別人"}[self.value]


@rule(
    "N-1",
    source="個人情報保護法65条・66条",
    says="同じ人かどうかは福祉総合相談担当がわけを添えて決め、前の状態を残し、取り消せる。別人としたことは覚えておく。",
)
def may_be_decided(decision: MatchDecision, *, is_open: bool, why: str) -> Verdict:
    """Whether a matching may be decided (or its decision taken back) as it stands."""
    if (decision is MatchDecision.OPEN) == is_open:
        return _refused(
            "この名寄せは、ほかの人がすでに決めているか、まだ決まっていません。",
            "画面を開き直して確かめてください。",
        )
    if not why.strip():
        return _refused("決めたわけが書かれていません。", "何で確かめたかを書いてください。")
    return allowed("N-1")


def _refused(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis="個人情報保護法65条", rule="N-1", remedy=remedy)
