"""The ways in which a pledge (誓約) reaches a sitting, and which of them opens the packet when (M-3)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

LAW = "社会福祉法106条の6第5項"


class PledgeWay(Enum):
    OWN = "own"
    PAPER = "paper"
    ORAL = "oral"
    YEARLY = "yearly"

    @property
    def label(self) -> str:
        return {"own": "画面で", "paper": "書面で", "oral": "口頭で（緊急）", "yearly": "年度の誓約"}[
            self.value
        ]


@dataclass(frozen=True)
class PledgeFacts:
    """One pledge as the packet asks about it; what does not belong to its way is left out."""

    way: PledgeWay
    pledged_on: date
    held_on: date
    on: date
    # Signed paper, taken in.
    has_paper: bool = False
    # Who heard it is known, and the sitting is of 緊急.
    is_heard: bool = False
    is_urgent: bool = False
    # Of a yearly one: whether it is of this kind of sitting, and its last day.
    is_of_this_kind: bool = False
    valid_to: date | None = None


@rule(
    "M-3",
    source=LAW,
    says="資料を開く誓約は、本人が画面でするか、署名した書面か、その年度のものか、緊急のときの聞いた人のある口頭に限る。",
)
def is_accepted(facts: PledgeFacts) -> Verdict:
    """Whether this pledge opens the packet of the sitting."""
    if facts.pledged_on > facts.on:
        return _no("誓約の日が、きょうより後です。", "日付を確かめてください。")
    return {
        PledgeWay.OWN: lambda: allowed("M-3"),
        PledgeWay.PAPER: lambda: _on_paper(facts),
        PledgeWay.ORAL: lambda: _oral(facts),
        PledgeWay.YEARLY: lambda: _yearly(facts),
    }[facts.way]()


def _on_paper(facts: PledgeFacts) -> Verdict:
    if not facts.has_paper:
        return _no("署名した書面が添えられていません。", "書面を読み取って、添えてください。")
    return allowed("M-3")


def _oral(facts: PledgeFacts) -> Verdict:
    if not facts.is_urgent:
        return _no("口頭の誓約は、緊急の支援会議に限ります。", "画面か書面で誓約をいただいてください。")
    if not facts.is_heard:
        return _no("だれが聞いたかが書かれていません。", "聞いた人を選んでください。")
    return allowed("M-3")


def _yearly(facts: PledgeFacts) -> Verdict:
    if not facts.is_of_this_kind:
        return _no("この種類の会議についての誓約ではありません。", "この会議の誓約をいただいてください。")
    if facts.valid_to is None or not facts.pledged_on <= facts.held_on <= facts.valid_to:
        return _no("開催日が、年度の誓約の期間に入っていません。", "この会議の誓約をいただいてください。")
    return allowed("M-3")


def _no(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis=LAW, rule="M-3", remedy=remedy)
