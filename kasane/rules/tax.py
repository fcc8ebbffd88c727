"""税情報: where it may never go (M-4)."""

from enum import Enum

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused


class TaxOrigin(Enum):
    SELF_REPORT = "self_report"
    CONSENTED = "consented"
    TAX_OFFICE = "tax_office"

    @property
    def label(self) -> str:
        return ORIGIN_LABELS[self]


ORIGIN_LABELS = {
    TaxOrigin.SELF_REPORT: "本人の申告",
    TaxOrigin.CONSENTED: "本人の同意による税務担当からの提供",
    TaxOrigin.TAX_OFFICE: "税務担当の保有情報",
}


@rule(
    "M-4",
    source="地方税法22条",
    says="税情報は、出どころ（本人の申告・同意の番号・税務担当）とともに、ほかの記録から分けて書く。",
)
def may_be_written(*, information_class: str, origin: TaxOrigin | None, consent_id: int | None) -> Verdict:
    """Whether a record of a class may be written with an origin; only 税情報 has one."""
    if (information_class == "tax") != (origin is not None):
        return refused(
            "税情報は、出どころを選んで、ほかの内容と分けて書きます。",
            basis="地方税法22条",
            rule="M-4",
            remedy="情報の区分と出どころを確かめてください。",
        )
    if origin is TaxOrigin.CONSENTED and consent_id is None:
        return refused(
            "同意による税情報には、その同意が要ります。",
            basis="地方税法22条",
            rule="M-4",
            remedy="税情報を含む書面の同意を選んでください。",
        )
    return allowed("M-4")


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
