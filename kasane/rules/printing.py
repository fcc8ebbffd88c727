"""Printing a form: for whom it is, what is left out of it, and whose consent it needs."""

from datetime import date
from enum import Enum

from kasane.rules.consents import ConsentFacts
from kasane.rules.meetings import Named, uncovered_pairs
from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused


class Audience(Enum):
    """For whom a paper is printed."""

    PERSON = "person"
    OFFICE = "office"
    AGENCY = "agency"
    # Whoever attends a sitting, of papers that name no case.
    ATTENDEE = "attendee"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Audience.PERSON: "本人控え",
    Audience.OFFICE: "庁内",
    Audience.AGENCY: "機関あて",
    Audience.ATTENDEE: "出席者あて",
}


_PLAIN = frozenset({"general", "sensitive"})
# 税情報 and informants stay in the office that may read them; a protected address is on no paper at all.
PRINTED: dict[Audience, frozenset[str]] = {
    Audience.PERSON: _PLAIN,
    Audience.OFFICE: _PLAIN | {"tax", "informant"},
    Audience.AGENCY: _PLAIN,
    Audience.ATTENDEE: _PLAIN,
}


@rule(
    "U-2",
    source="地方税法22条、DV等支援措置（domain 6.3）、個人情報保護法78条",
    says="支援措置の住所は、だれに宛てた紙にも刷らない。税情報と情報提供者は、庁内の紙だけに刷る。",
)
def is_printed(information_class: str, audience: Audience) -> bool:
    """Whether what is of a class (`InformationClass`) stands on a paper for somebody."""
    return information_class in PRINTED[audience]


@rule(
    "U-2",
    source="個人情報保護法78条1項2号",
    says="本人控えには、ほかの方の生年月日・住所・電話を刷らない。",
)
def is_own_or_known(audience: Audience, *, person: int, receiver: int | None) -> bool:
    """Whether a person's own particulars stand on a paper: on another's copy they do not."""
    return audience is not Audience.PERSON or person == receiver


@rule(
    "U-3",
    source="個人情報保護法69条2項1号、実施計画 3-1(2)",
    says="機関あての紙は、書かれている全員が、その機関との支援と共有に同意しているときに刷る。",
)
def may_be_printed(
    audience: Audience,
    *,
    persons: tuple[Named, ...],
    agency: Named | None,
    consents: tuple[ConsentFacts, ...],
    on: date,
    is_sealed: bool = False,
) -> Verdict:
    """Whether a form about some persons may be printed for somebody; a sealed one speaks of a 支援会議."""
    if is_sealed and audience is not Audience.OFFICE:
        return refused(
            "支援会議の議事録は、会議の外に渡せません。",
            basis="社会福祉法106条の6第5項",
            rule="U-3",
            remedy="同意の範囲に写したものを、別に刷ってください。",
        )
    if audience is not Audience.AGENCY:
        return allowed("U-3")
    if agency is None:
        return _refused("どの機関に宛てるかが選ばれていません。", "宛てる機関を選んでください。")
    if not persons:
        return _refused(
            "だれについての紙かが分かりません。", "対象の方を選んだ記録か、庁内の紙にしてください。"
        )
    missing = uncovered_pairs(persons=persons, agencies=(agency,), consents=consents, on=on)
    if not missing:
        return allowed("U-3")
    return _refused(
        f"{agency.name}との共有について、本人の同意が確認できていません。",
        "同意を得てから刷るか、名前を伝えないつなぎにしてください。",
        tuple(person.name for _, person in missing),
    )


def _refused(reason: str, remedy: str, details: tuple[str, ...] = ()) -> Verdict:
    return refused(reason, basis="個人情報保護法69条2項1号", rule="U-3", remedy=remedy, details=details)
