"""How a part ends or is suspended: the evaluation sheet, what is handed over, the attempts, and lost consent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from kasane.rules.consents import ConsentFacts, is_in_force
from kasane.rules.plans import PartKind, may_end_multi_agency
from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

BASIS = "実施計画 3-1(3)"
# Codes of the lists `suspension`, `action_outcome` and `withdrawal` on which a rule branches.
NO_CONTACT = "no_contact"
HANDED_OVER = "handed_over"
MOVED_AWAY = "moved_away"


class Proposal(Enum):
    """今後の方針 of an evaluation sheet."""

    END = "end"
    REPLAN = "replan"
    SUSPEND = "suspend"

    @property
    def label(self) -> str:
        return {"end": "終結", "replan": "再プランして継続", "suspend": "中断"}[self.value]


class EndGap(Enum):
    """One thing that is missing before a part may end; the database holds the same list."""

    EVALUATION = "evaluation"
    PROPOSAL = "proposal"
    CLOSING = "closing"
    GOALS = "goals"
    ACTIONS = "actions"
    LEAD = "lead"
    FOLLOW_UP = "follow_up"

    @property
    def sentence(self) -> str:
        return {
            "evaluation": "いまの版の評価シートがない",
            "proposal": "評価シートの今後の方針が「終結」ではない",
            "closing": "終結区分が選ばれていない",
            "goals": "結果の書かれていない目標がある",
            "actions": "済んだとも引き継いだとも書かれていない、実施することがある",
            "lead": "引き継ぐ先を引き受ける主担当が、まだ承諾していない",
            "follow_up": "フォローアップが要るのに、日の決まった予定がない",
        }[self.value]


class SuspensionGap(Enum):
    """One thing that is missing before a part may be suspended; the database holds the same list."""

    SHEET = "sheet"
    ATTEMPTS = "attempts"

    @property
    def sentence(self) -> str:
        return {
            "sheet": "中断の用紙（わけと、また連絡する日）がない",
            "attempts": "連絡不通なのに、連絡を試みた記録が選ばれていない",
        }[self.value]


@dataclass(frozen=True)
class EndFacts:
    """The newest evaluation of the version in force, and what stands beside it."""

    kind: PartKind
    has_evaluation: bool = False
    proposal: Proposal | None = None
    closing: str = ""
    has_open_goals: bool = False
    has_open_actions: bool = False
    is_handed_over: bool = False
    is_lead_accepted: bool = False
    needs_follow_up: bool = False
    has_follow_up: bool = False


def end_gaps(facts: EndFacts) -> tuple[EndGap, ...]:
    """What is missing before a part may end, in the order it is written."""
    if not facts.has_evaluation:
        return (EndGap.EVALUATION,)
    needs_lead = facts.is_handed_over or facts.kind is PartKind.MULTI_AGENCY
    missing = {
        EndGap.EVALUATION: False,
        EndGap.PROPOSAL: facts.proposal is not Proposal.END,
        EndGap.CLOSING: not facts.closing,
        EndGap.GOALS: facts.has_open_goals,
        EndGap.ACTIONS: facts.has_open_actions,
        EndGap.LEAD: needs_lead and not facts.is_lead_accepted,
        EndGap.FOLLOW_UP: facts.needs_follow_up and not facts.has_follow_up,
    }
    return tuple(gap for gap in EndGap if missing[gap])


@rule(
    "P-3",
    source="実施計画 3-1(3)、domain 1.9",
    says="終結は、評価シートで目標ごとの結果を書き、実施することを済ませるか引き継ぎ、フォローアップの日を決めてから。",
)
def may_be_ended(facts: EndFacts) -> Verdict:
    """Whether a sitting may end a part; 多機関協働 only once roles are agreed and a lead agency stands (P-4)."""
    missing = end_gaps(facts)
    if not missing:
        return allowed("P-3")
    if facts.kind is PartKind.MULTI_AGENCY and set(missing) <= {EndGap.ACTIONS, EndGap.LEAD}:
        return may_end_multi_agency(
            roles_agreed=EndGap.ACTIONS not in missing, lead_accepted=EndGap.LEAD not in missing
        )
    return refused(
        "終結の前に、整っていないことがあります。",
        basis=BASIS,
        rule="P-3",
        remedy="評価シートを書いてください。",
        details=tuple(gap.sentence for gap in missing),
    )


def suspension_gaps(*, has_sheet: bool, reason: str, attempts: int) -> tuple[SuspensionGap, ...]:
    if not has_sheet:
        return (SuspensionGap.SHEET,)
    return (SuspensionGap.ATTEMPTS,) if reason == NO_CONTACT and not attempts else ()


@rule(
    "P-3",
    source="実施計画 3-1(3)",
    says="中断は、一覧から選んだわけと、また連絡する日を決めてから。連絡不通は、記録にある連絡の試みを証しとする。",
)
def may_be_suspended(missing: tuple[SuspensionGap, ...]) -> Verdict:
    if not missing:
        return allowed("P-3")
    return refused(
        "中断の前に、整っていないことがあります。",
        basis=BASIS,
        rule="P-3",
        remedy="中断の用紙を書いてください。",
        details=tuple(gap.sentence for gap in missing),
    )


@rule("P-3", source="実施計画 3-1(3)", says="また連絡する日とフォローアップの日は、書く日より先にする。")
def may_be_due(*, due_on: date, today: date) -> Verdict:
    """Whether a date to come back to lies ahead."""
    if due_on > today:
        return allowed("P-3")
    return refused(
        "日付は、今日より先の日にしてください。", basis=BASIS, rule="P-3", remedy="日付を確かめてください。"
    )


class ConsentEnd(Enum):
    """Which of the four happened after which 終結 and 中断 are decided without M-1 (P-2b)."""

    DIED = "died"
    MOVED_AWAY = "moved_away"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"

    @property
    def label(self) -> str:
        return {
            "died": "本人が亡くなられた",
            "moved_away": "本人が転出された",
            "withdrawn": "同意が取りやめられた",
            "expired": "同意の期間が終わった",
        }[self.value]


@rule(
    "P-2b",
    source="実施計画 3-1(3)",
    says="同意なしに終結・中断を決められるのは、一度された同意が、撤回・期間の終わり・死亡・転出のどれかで終わった後だけ。",
)
def how_consent_ended(
    *,
    persons: frozenset[int],
    consents: tuple[ConsentFacts, ...],
    whys: Mapping[int, str],
    dead: bool,
    on: date,
) -> ConsentEnd | None:
    """How the consent of all these persons ended by a day; None while one stands, or where none was ever given.

    `whys`: consent → code of the list `withdrawal`, as far as who acts may read it.
    """
    theirs = [consent for consent in consents if consent.person in persons and consent.is_given]
    if not theirs or any(is_in_force(one, on) or _is_to_begin(one, on) for one in theirs):
        return None
    if dead:
        return ConsentEnd.DIED
    withdrawn = [consent for consent in theirs if consent.ended_on is not None]
    if any(whys.get(consent.id) == MOVED_AWAY for consent in withdrawn):
        return ConsentEnd.MOVED_AWAY
    return ConsentEnd.WITHDRAWN if withdrawn else ConsentEnd.EXPIRED


def _is_to_begin(consent: ConsentFacts, on: date) -> bool:
    return consent.ended_on is None and consent.valid_from > on
