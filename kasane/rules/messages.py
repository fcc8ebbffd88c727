"""伝言: to whom one may be written (B-1)."""

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

BASIS = "実施計画 3-1(2)、個人情報保護法69条2項1号"


@rule(
    "B-1",
    source="実施計画 3-1(2)、個人情報保護法69条2項1号",
    says="伝言は同じ窓口の人に書く。ほかの窓口へは、だれについてかを選び、同意の範囲に開いて書く。",
)
def may_be_left(*, text: str, is_to_own_desk: bool, concerns: frozenset[int]) -> Verdict:
    """Whether a message may be left as it stands; whether the consents reach is asked where it is laid open."""
    if not text.strip():
        return refused(
            "伝言が書かれていません。", basis="伝言のきまり", rule="B-1", remedy="一言でも書いてください。"
        )
    if not is_to_own_desk and not concerns:
        return refused(
            "ほかの窓口への伝言は、だれについてかを選んで書きます。",
            basis=BASIS,
            rule="B-1",
            remedy="だれについてかを選ぶか、あて先をこの窓口にしてください。",
        )
    return allowed("B-1")
