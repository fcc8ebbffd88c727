"""準備シート: until when an agency's part is asked for, how it stands, and when it may be handed in."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from kasane.rules.registry import rule
from kasane.rules.sittings import SittingState
from kasane.rules.timing import business_days_before
from kasane.rules.verdicts import Verdict, allowed, refused

# A part is taken from the notice on, and until the sitting is closed.
TAKES_PARTS = frozenset({SittingState.INVITED, SittingState.OPEN})


class PartState(Enum):
    WAITING = "waiting"
    LATE = "late"
    SENT_BACK = "sent_back"
    SUBMITTED = "submitted"

    @property
    def label(self) -> str:
        return {
            "waiting": "未提出",
            "late": "期限を過ぎて未提出",
            "sent_back": "差し戻し中",
            "submitted": "提出済み",
        }[self.value]


def part_due(held_on: date, days: int, today: date) -> date:
    """The day by which a part is wanted: `days` business days before the sitting, at the earliest today."""
    return max(business_days_before(held_on, days), today)


def part_state(*, due_on: date, is_submitted: bool, is_sent_back: bool = False, today: date) -> PartState:
    if is_submitted:
        return PartState.SUBMITTED
    if today > due_on:
        return PartState.LATE
    return PartState.SENT_BACK if is_sent_back else PartState.WAITING


@dataclass(frozen=True)
class PartFacts:
    """What handing in asks: the seat by which it is written, the sitting, and what is written."""

    is_called: bool
    has_pledged: bool
    state: SittingState
    texts: tuple[str, ...]


@rule(
    "M-3",
    source="実施計画 3-1(2)、domain 2.2",
    says="準備シートは、機関ごとに自分の部屋で書き、招かれて誓約した人が、開催通知から閉会までの間に提出する。",
)
def may_submit(facts: PartFacts) -> Verdict:
    """Whether an agency's part may be handed in."""
    if not facts.is_called:
        return _no("この議題の出席者に入っていません。", "主催する福祉総合相談担当にお知らせください。")
    if not facts.has_pledged:
        return _no("誓約をいただくまで、準備シートは提出できません。", "会議のページで誓約してください。")
    if facts.state not in TAKES_PARTS:
        return _no(
            f"「{facts.state.label}」の会議には、準備シートを提出できません。",
            "伝えたいことは、主催する福祉総合相談担当にお知らせください。",
        )
    if not any(text.strip() for text in facts.texts):
        return _no("どの欄も書かれていません。", "一つ以上の欄に書いてから提出してください。")
    return allowed("M-3")


@rule(
    "M-3",
    source="実施計画 3-1(2)、domain 2.2",
    says="主催者は、提出された準備シートを、わけを選んで差し戻せる。出し直されるまで、資料から外れる。",
)
def may_send_back(*, is_host: bool, is_submitted: bool, state: SittingState, has_reason: bool) -> Verdict:
    """Whether the host may ask an agency to hand its part in anew."""
    if not is_host:
        return _no("差し戻せるのは、主催する窓口だけです。", "主催する窓口にお知らせください。")
    if not is_submitted:
        return _no("この準備シートは、提出されていません。", "画面を開き直して確かめてください。")
    if state not in TAKES_PARTS:
        return _no(
            f"「{state.label}」の会議の準備シートは、差し戻せません。", "出し直してもらう時間がありません。"
        )
    if not has_reason:
        return _no("差し戻すわけが選ばれていません。", "一覧から選んでください。")
    return allowed("M-3")


def _no(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis="実施計画 3-1(2)", rule="M-3", remedy=remedy)
