"""Taking a consultation, and what becomes of it (I-1, I-2)."""

from collections.abc import Iterable
from datetime import date
from enum import Enum

from kasane.rules.registry import rule
from kasane.rules.timing import business_days_between
from kasane.rules.verdicts import Verdict, allowed, refused


class Disposition(Enum):
    """対応の区分: a consultation has one or several."""

    CONTINUES_HERE = "continues_here"
    ANSWERED = "answered"
    INFORMATION_ONLY = "information_only"
    REFERRAL = "referral"
    MULTI_AGENCY = "multi_agency"
    SUPPORT_CONFERENCE = "support_conference"

    @property
    def label(self) -> str:
        return DISPOSITION_LABELS[self]


DISPOSITION_LABELS = {
    Disposition.CONTINUES_HERE: "この窓口で続ける（同意に向けた関わりを含む）",
    Disposition.ANSWERED: "この場でお答えした",
    Disposition.INFORMATION_ONLY: "情報の受付のみ",
    Disposition.REFERRAL: "ほかの窓口につなぐ",
    Disposition.MULTI_AGENCY: "多機関協働（福祉総合相談担当）へ",
    Disposition.SUPPORT_CONFERENCE: "支援会議へ（本人の同意なし）",
}
FINISHED = frozenset({Disposition.ANSWERED, Disposition.INFORMATION_ONLY})


@rule(
    "I-1",
    source="実施計画 2-1",
    says="どの窓口も、属性・世代・内容を問わず、名前のわからない相談も受け止める。",
)
def may_be_taken(*, content: str) -> Verdict:
    """Whether a consultation can be stored: it needs what was said, and nothing else of anybody."""
    if content.strip():
        return allowed("I-1")
    return refused(
        "相談の内容がまだ書かれていません。",
        basis="実施計画 2-1",
        rule="I-1",
        remedy="聞いたことばのまま、一行でも書いてください。お名前はわからなくてもかまいません。",
    )


@rule(
    "I-2",
    source="実施計画 2-1",
    says="相談ごとに対応の区分を一つ以上決め、終わらない相談は経過日数とともに示す。",
)
def is_open(dispositions: Iterable[Disposition]) -> bool:
    """Whether something is still to be done: nothing decided yet, or more than an answer."""
    decided = frozenset(dispositions)
    return not decided or not decided <= FINISHED


@rule("I-2", source="実施計画 2-1", says="対応の区分は、決まっていないものから一つ以上選ぶ。")
def may_be_disposed(*, wanted: frozenset[Disposition]) -> Verdict:
    """Whether a decision on a consultation can be stored: it names at least one that was not decided before."""
    if wanted:
        return allowed("I-2")
    return refused(
        "対応が選ばれていません。",
        basis="実施計画 2-1",
        rule="I-2",
        remedy="当てはまるものを一つ以上選んでください。",
    )


def age_in_business_days(received_on: date, today: date) -> int:
    """How long a consultation has been open, in business days."""
    return business_days_between(received_on, today)
