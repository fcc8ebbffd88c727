"""緊急の閲覧: what must be said before somebody's file is opened to save them, and what is found afterwards."""

from datetime import timedelta
from enum import Enum

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

BASIS = "個人情報保護法69条2項4号・27条1項2号"
LASTS = timedelta(hours=72)
SHORTEST_REASON = 10


class Finding(Enum):
    JUSTIFIED = "justified"
    UNJUSTIFIED = "unjustified"

    @property
    def label(self) -> str:
        return {"justified": "必要だった", "unjustified": "必要とはいえない"}[self.value]


@rule(
    "K-1",
    source=BASIS,
    says="緊急の閲覧は、氏名と住所を知っている一人について、守るものとわけを書いて、72時間だけ開く。",
)
def may_begin(*, name: str, address: str, danger: str, reason: str) -> Verdict:
    """Whether an emergency access may be asked for; whether somebody is found, the database alone decides."""
    if not name.strip() or not address.strip():
        return _refused(
            "氏名と住所の両方がわからない方の記録は、緊急でも開けません。",
            "福祉総合相談担当へ電話してください。",
        )
    if not danger:
        return _refused("何を守るためかが選ばれていません。", "一つ選んでください。")
    if len(reason.strip()) < SHORTEST_REASON:
        return _refused(
            "緊急に見なければならないわけが、まだ書かれていません。",
            "いま起きていることを、あとで確かめられるように書いてください。",
        )
    return allowed("K-1")


@rule(
    "K-1",
    source=BASIS,
    says="緊急の閲覧は、見た人とは別の個人情報担当が、あとで一件ずつ確かめる。",
)
def may_be_reviewed(*, is_reviewed: bool, is_own: bool, words: str) -> Verdict:
    """Whether a finding may be recorded."""
    if is_reviewed or is_own:
        return _refused(
            "この緊急の閲覧は、すでに確かめられているか、ご自身のものです。", "画面を開き直してください。"
        )
    if not words.strip():
        return _refused("確かめたことが書かれていません。", "だれに何を聞いたかを書いてください。")
    return allowed("K-1")


def _refused(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis=BASIS, rule="K-1", remedy=remedy)
