"""支援プラン: a part's state follows the decisions of 重層的支援会議, and nothing else (P-2 to P-5)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from kasane.rules.lifecycles import StateTable
from kasane.rules.meetings import MeetingKind
from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused


class PartKind(Enum):
    MULTI_AGENCY = "multi_agency"
    OUTREACH = "outreach"
    PARTICIPATION = "participation"

    @property
    def label(self) -> str:
        return {"multi_agency": "多機関協働", "outreach": "アウトリーチ等", "participation": "参加支援"}[
            self.value
        ]


class PartState(Enum):
    DRAFT = "draft"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return {"draft": "案", "active": "実施中", "suspended": "中断", "ended": "終結"}[self.value]


class Occasion(Enum):
    """The four occasions on which 重層的支援会議 is held (実施計画 3-1(2)6)."""

    ESTABLISH = "establish"
    CHANGE = "change"
    END = "end"
    SUSPEND = "suspend"

    @property
    def label(self) -> str:
        return OCCASION_LABELS[self]


OCCASION_LABELS = {
    Occasion.ESTABLISH: "プラン策定時",
    Occasion.CHANGE: "プラン変更時",
    Occasion.END: "支援終結の判断時",
    Occasion.SUSPEND: "支援中断の決定時",
}


class Judgement(Enum):
    SUITABLE = "suitable"
    REVISE = "revise"
    NOT_SUITABLE = "not_suitable"
    CONTINUE = "continue"

    @property
    def label(self) -> str:
        return {"suitable": "適切", "revise": "修正", "not_suitable": "不可", "continue": "継続"}[self.value]


PART_TABLE = StateTable(
    first=PartState.DRAFT,
    rows=(
        (PartState.DRAFT, Occasion.ESTABLISH, PartState.ACTIVE),
        (PartState.ACTIVE, Occasion.CHANGE, PartState.ACTIVE),
        (PartState.ACTIVE, Occasion.SUSPEND, PartState.SUSPENDED),
        (PartState.ACTIVE, Occasion.END, PartState.ENDED),
        (PartState.SUSPENDED, Occasion.CHANGE, PartState.ACTIVE),
        (PartState.SUSPENDED, Occasion.END, PartState.ENDED),
    ),
)
ESTABLISH_MATTERS = ("goal", "policy", "content", "roles", "monitoring_date")
MATTERS: dict[Occasion, tuple[str, ...]] = {
    Occasion.ESTABLISH: ESTABLISH_MATTERS,
    Occasion.CHANGE: ("situation_change", "evaluation", *ESTABLISH_MATTERS),
    Occasion.END: ("attainment", "supporters", "end_evaluation", "follow_up"),
    Occasion.SUSPEND: ("suspend_reason",),
}
NO_CONTACT = "連絡不通"


@dataclass(frozen=True)
class MatterFacts:
    """One matter a sitting settled, and how."""

    code: str
    text: str


@rule(
    "P-3",
    source="実施計画 3-1(3)",
    says="開催時期ごとの検討事項が、すべて確認されてから決定する。連絡不通の中断には、連絡の記録が要る。",
)
def unsettled(
    occasion: Occasion, settled: tuple[MatterFacts, ...], required: tuple[str, ...]
) -> tuple[str, ...]:
    """The codes of the matters still open for an occasion, in the plan's order."""
    texts = {matter.code: matter.text.strip() for matter in settled}
    needed = list(required)
    if occasion is Occasion.SUSPEND and NO_CONTACT in texts.get("suspend_reason", ""):
        needed.append("attempts")
    return tuple(code for code in needed if not texts.get(code))


@rule(
    "P-2",
    source="実施計画 3-1(2)6",
    says="プランの状態は、重層的支援会議が、合った開催時期に決めることによってだけ変わる。",
)
@rule(
    "P-2b",
    source="実施計画 3-1(3)",
    says="同意の撤回・終了・死亡・転出の後の終結と中断は、同意なしに決める。",
)
def may_be_decided(
    *,
    meeting: MeetingKind,
    state: PartState,
    occasion: Occasion,
    judgement: Judgement,
    unsettled_labels: tuple[str, ...],
    discussed: Verdict,
    is_consent_over: bool,
    ready: Verdict,
) -> Verdict:
    """Whether a sitting may record this judgement on a part in this state.

    `ready`: whether what the occasion decides is ready (the version, the evaluation sheet, the reason for a pause).
    """
    if meeting is not MeetingKind.MULTILAYERED:
        return _refused(
            "プランを決めるのは、重層的支援会議です。", "支援会議では、関わりの方針を決めてください。"
        )
    if PART_TABLE.next_state(state, occasion) is None:
        return _refused(
            f"「{state.label}」のプランに、「{occasion.label}」の決定はできません。",
            "議題の開催時期を確かめてください。",
        )
    may_skip_consent = is_consent_over and occasion in (Occasion.END, Occasion.SUSPEND)
    if not discussed and not may_skip_consent:
        return discussed
    is_carried_out = judgement in (Judgement.SUITABLE, Judgement.CONTINUE)
    if is_carried_out and not ready:
        return ready
    if is_carried_out and unsettled_labels:
        return refused(
            f"{occasion.label}に確認する事項が、まだ残っています。",
            basis="実施計画 3-1(3)",
            rule="P-3",
            remedy="会議で確認したことを書いてから決定してください。",
            details=unsettled_labels,
        )
    return allowed("P-2")


@rule(
    "P-4",
    source="多機関協働事業の運用（domain 1.2）",
    says="多機関協働は、役割が合意され主担当が立ってから終える。",
)
def may_end_multi_agency(*, roles_agreed: bool, lead_accepted: bool) -> Verdict:
    """Whether the multi-agency part may come to its end."""
    missing = tuple(
        label
        for label, is_there in (("役割分担の合意", roles_agreed), ("主担当の承諾", lead_accepted))
        if not is_there
    )
    if not missing:
        return allowed("P-4")
    return refused(
        "多機関協働を終える前に、整っていないことがあります。",
        basis="多機関協働事業の運用",
        rule="P-4",
        remedy="主担当に依頼し、承諾を得てください。",
        details=missing,
    )


@rule("P-5", source="実施計画 3-1(3)", says="続いているプランには、いつも次のモニタリングの日がある。")
def may_be_monitored(*, state: PartState, situation: str, next_on: date | None, on: date) -> Verdict:
    """Whether a monitoring may be recorded: for a running part, with the situation and a later next date."""
    basis = "実施計画 3-1(3)"
    if state not in (PartState.ACTIVE, PartState.SUSPENDED):
        return refused(
            f"「{state.label}」のプランには、モニタリングを記録できません。", basis=basis, rule="P-5"
        )
    if not situation.strip():
        return refused(
            "いまの状況が書かれていません。", basis=basis, rule="P-5", remedy="状況を書いてください。"
        )
    if next_on is None or next_on <= on:
        return refused(
            "次のモニタリングの日は、今回より後の日にしてください。",
            basis=basis,
            rule="P-5",
            remedy="日付を確かめてください。",
        )
    return allowed("P-5")


@rule(
    "P-5",
    source="実施計画 3-1(3)",
    says="終結の後のフォローアップは、日付のある仕事として残り、結果を書いて済ませる。",
)
def may_be_followed_up(*, is_done: bool, done_on: date, result: str, today: date) -> Verdict:
    """Whether a follow-up may be marked as done: once, not before its day came, with what became of it."""
    basis = "実施計画 3-1(3)"
    if is_done:
        return refused("このフォローアップは、すでに済んでいます。", basis=basis, rule="P-5")
    if done_on > today:
        return refused(
            "実施した日が、きょうより後です。", basis=basis, rule="P-5", remedy="日付を確かめてください。"
        )
    if not result.strip():
        return refused(
            "結果が書かれていません。",
            basis=basis,
            rule="P-5",
            remedy="どのような様子だったかを書いてください。",
        )
    return allowed("P-5")


def _refused(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis="実施計画 3-1(2)6", rule="P-2", remedy=remedy)
