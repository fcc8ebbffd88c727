"""税情報: where it may never go (M-4)."""

from enum import Enum

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused


class TaxOrigin(Enum):
    SELF_REPORT = "self_report"
    CONSENTED = "consented"
    TAX_OFFICE = "tax_office"


@rule(
    "M-4",
    source="地方税法22条、実施計画 3-1(2)5",
    says="税務職員の持つ情報は、本人の同意の番号がなければ、支援会議にも資料にも入れない。",
)
def may_enter(*, origin: TaxOrigin, consent_id: int | None, into_sealed_or_packet: bool) -> Verdict:
    """Whether tax information may be put into a sealed room or a packet."""
    needs_consent = origin is not TaxOrigin.SELF_REPORT and into_sealed_or_packet
    if not needs_consent or consent_id is not None:
        return allowed("M-4")
    return refused(
        "税務に関する情報は、本人の同意なく会議で共有できません。",
        basis="地方税法22条",
        rule="M-4",
        remedy="書面の同意を得て、その同意を選んでください。",
    )
