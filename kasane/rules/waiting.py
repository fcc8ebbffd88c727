"""What waits, in the order of harm if it is ignored, and what may be put off (W-1, W-2)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

# How far ahead what has a day is shown.
AHEAD = timedelta(days=14)


class Waiting(Enum):
    """One kind of thing that waits."""

    EMERGENCY = "emergency"
    REFERRAL = "referral"
    CALL = "call"
    CONSULTATION = "consultation"
    MESSAGE = "message"
    SILENCE = "silence"
    MONITORING = "monitoring"
    UNCONFIRMED = "unconfirmed"
    TRY_AGAIN = "try_again"
    PAPER = "paper"
    CONSENT_ENDING = "consent_ending"
    LEAD_OFFER = "lead_offer"
    ROLE = "role"
    SITTING = "sitting"
    PART = "part"
    COPY = "copy"
    UNHANDED = "unhanded"
    ELSEWHERE = "elsewhere"
    MATCH = "match"
    ISSUE = "issue"
    FOLLOW_UP = "follow_up"
    NEXT_STEP = "next_step"
    VISIT = "visit"
    CAUTION = "caution"
    APPROVAL = "approval"
    AFTER_REFERRAL = "after_referral"
    DRAFT = "draft"
    DEATH = "death"
    MINUTES = "minutes"
    DEFERRED = "deferred"
    POLICY_REVIEW = "policy_review"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Waiting.EMERGENCY: "緊急の閲覧",
    Waiting.REFERRAL: "つなぎへの回答",
    Waiting.CALL: "電話メモ",
    Waiting.MESSAGE: "伝言",
    Waiting.CONSULTATION: "対応が決まらない相談",
    Waiting.SILENCE: "連絡が取れていない方",
    Waiting.MONITORING: "モニタリング",
    Waiting.UNCONFIRMED: "未確認の支援",
    Waiting.TRY_AGAIN: "中断した方への連絡",
    Waiting.PAPER: "書面にする同意",
    Waiting.CONSENT_ENDING: "終わりの近い同意",
    Waiting.LEAD_OFFER: "主担当の依頼",
    Waiting.ROLE: "窓口の役割",
    Waiting.SITTING: "会議",
    Waiting.PART: "準備シート",
    Waiting.COPY: "会議資料の写し",
    Waiting.UNHANDED: "引き継がれていないもの",
    Waiting.ELSEWHERE: "ほかの窓口で期限を過ぎたつなぎ",
    Waiting.MATCH: "名寄せ",
    Waiting.ISSUE: "担当のない課題",
    Waiting.FOLLOW_UP: "フォローアップ",
    Waiting.NEXT_STEP: "次の予定",
    Waiting.VISIT: "訪問",
    Waiting.CAUTION: "関わり方の注意",
    Waiting.APPROVAL: "記録の承認",
    Waiting.AFTER_REFERRAL: "つなぎのその後",
    Waiting.DRAFT: "書きかけ",
    Waiting.DEATH: "亡くなった方の終結",
    Waiting.MINUTES: "議事録",
    Waiting.DEFERRED: "持ち越した議題",
    Waiting.POLICY_REVIEW: "関わりの方針の見直し",
}
# Harm if ignored, the worst first: a kind past its day, or one whose day has not come.
LATE, IN_TIME = True, False
HARM = (
    (Waiting.EMERGENCY, LATE),
    (Waiting.EMERGENCY, IN_TIME),
    (Waiting.REFERRAL, LATE),
    (Waiting.CONSULTATION, LATE),
    (Waiting.SILENCE, LATE),
    (Waiting.MONITORING, LATE),
    (Waiting.PAPER, LATE),
    (Waiting.UNCONFIRMED, LATE),
    (Waiting.UNCONFIRMED, IN_TIME),
    (Waiting.TRY_AGAIN, LATE),
    (Waiting.CONSENT_ENDING, LATE),
    (Waiting.DEATH, LATE),
    (Waiting.UNHANDED, LATE),
    (Waiting.ROLE, LATE),
    (Waiting.LEAD_OFFER, LATE),
    (Waiting.ELSEWHERE, LATE),
    (Waiting.SITTING, LATE),
    (Waiting.POLICY_REVIEW, LATE),
    (Waiting.COPY, LATE),
    (Waiting.PART, LATE),
    (Waiting.FOLLOW_UP, LATE),
    (Waiting.CAUTION, LATE),
    (Waiting.VISIT, LATE),
    (Waiting.NEXT_STEP, LATE),
    (Waiting.CALL, LATE),
    (Waiting.CALL, IN_TIME),
    (Waiting.MESSAGE, LATE),
    (Waiting.MESSAGE, IN_TIME),
    (Waiting.REFERRAL, IN_TIME),
    (Waiting.DEATH, IN_TIME),
    (Waiting.LEAD_OFFER, IN_TIME),
    (Waiting.CONSULTATION, IN_TIME),
    (Waiting.SILENCE, IN_TIME),
    (Waiting.PAPER, IN_TIME),
    (Waiting.CONSENT_ENDING, IN_TIME),
    (Waiting.MONITORING, IN_TIME),
    (Waiting.TRY_AGAIN, IN_TIME),
    (Waiting.VISIT, IN_TIME),
    (Waiting.PART, IN_TIME),
    (Waiting.SITTING, IN_TIME),
    (Waiting.COPY, IN_TIME),
    (Waiting.ROLE, IN_TIME),
    (Waiting.NEXT_STEP, IN_TIME),
    (Waiting.DEFERRED, LATE),
    (Waiting.DEFERRED, IN_TIME),
    (Waiting.POLICY_REVIEW, IN_TIME),
    (Waiting.MINUTES, LATE),
    (Waiting.MINUTES, IN_TIME),
    (Waiting.MATCH, LATE),
    (Waiting.MATCH, IN_TIME),
    (Waiting.ISSUE, LATE),
    (Waiting.ISSUE, IN_TIME),
    (Waiting.UNHANDED, IN_TIME),
    (Waiting.FOLLOW_UP, IN_TIME),
    (Waiting.CAUTION, IN_TIME),
    (Waiting.APPROVAL, LATE),
    (Waiting.APPROVAL, IN_TIME),
    (Waiting.AFTER_REFERRAL, LATE),
    (Waiting.AFTER_REFERRAL, IN_TIME),
    (Waiting.ELSEWHERE, IN_TIME),
    (Waiting.DRAFT, LATE),
    (Waiting.DRAFT, IN_TIME),
)
RANK = {place: rank for rank, place in enumerate(HARM)}
# Looked at the same day, whatever the reason.
NEVER_PUT_OFF = frozenset(
    {Waiting.EMERGENCY, Waiting.CALL, Waiting.MESSAGE, Waiting.UNHANDED, Waiting.ELSEWHERE}
)
# Once their day has passed somebody may come to harm, or the law waits.
NOT_WHEN_LATE = frozenset({Waiting.REFERRAL, Waiting.CONSULTATION, Waiting.SILENCE, Waiting.MONITORING})


@dataclass(frozen=True)
class WaitingFacts:
    """A thing that waits: since when, and until which day it should be done (none: no day is set)."""

    kind: Waiting
    since: date | None
    due_on: date | None

    def is_late(self, today: date) -> bool:
        return self.due_on is not None and today > self.due_on


def harm_if_ignored(facts: WaitingFacts, today: date) -> tuple[int, date, date]:
    """Where a thing stands among what waits: the worst first, then the earliest day, then the longest wait."""
    rank = RANK[facts.kind, facts.is_late(today)]
    return rank, facts.due_on or date.max, facts.since or date.max


@rule(
    "W-1",
    source="実施計画 2-1、つなぎの運用（domain 1.5, 4.2）",
    says="待っていることは、放っておくと困る順に並べ、期限を過ぎたものを先にする。",
)
def in_order_of_harm(waiting: list[WaitingFacts], today: date) -> list[WaitingFacts]:
    return sorted(waiting, key=lambda facts: harm_if_ignored(facts, today))


@rule(
    "W-2",
    source="実施計画 2-1（受け止めた相談を途切れさせない）",
    says="後に回すときは、日とわけを書く。緊急の閲覧と、期限を過ぎた回答・相談・モニタリング・連絡は、後に回せない。",
)
def may_be_put_off(
    *, facts: WaitingFacts, until: date | None, reason: str, longest: int, today: date
) -> Verdict:
    """Whether a thing that waits may be put off until a day; `longest` is the most days a city allows."""
    if not may_wait(facts, today):
        return _refused(
            f"「{facts.kind.label}」は、{'期限を過ぎているので、' if facts.is_late(today) else ''}後に回せません。",
            "いま対応するか、担当を替えてください。",
        )
    if until is None or until <= today:
        return _refused("後に回す日は、明日より先の日にします。", "また示す日を選んでください。")
    if until > today + timedelta(days=longest):
        return _refused(f"後に回せるのは、{longest}日先までです。", "もっと近い日を選んでください。")
    if facts.kind in NOT_WHEN_LATE and facts.due_on is not None and until > facts.due_on:
        return _refused("期限より先の日には、回せません。", "期限までの日を選んでください。")
    if not reason.strip():
        return _refused("後に回すわけが書かれていません。", "一言でも書いてください。")
    return allowed("W-2")


def may_wait(facts: WaitingFacts, today: date) -> bool:
    """Whether a kind may be put off at all, as it stands today."""
    if facts.kind in NEVER_PUT_OFF:
        return False
    return not (facts.kind in NOT_WHEN_LATE and facts.is_late(today))


def is_put_off(facts: WaitingFacts, until: date, today: date) -> bool:
    """Whether a thing stays out of sight: until its day, and never once it has become what may not wait."""
    return today < until and may_wait(facts, today)


def _refused(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis="待っていることの扱い", rule="W-2", remedy=remedy)
