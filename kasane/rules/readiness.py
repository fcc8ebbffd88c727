"""Whether a version of a plan part is ready for a sitting to decide: what is missing, each as a sentence (P-1)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from kasane.rules.plans import Occasion
from kasane.rules.registry import rule
from kasane.rules.timing import add_months
from kasane.rules.verdicts import Verdict, allowed, refused

# Codes of the list `seriousness` that a plan may not pass over in silence.
SERIOUS = frozenset({"most", "serious"})


class Agreement(Enum):
    """What the person says to the plan."""

    AGREED = "agreed"
    PARTLY = "partly"
    DISAGREED = "disagreed"

    @property
    def label(self) -> str:
        return {
            "agreed": "合意している",
            "partly": "一部はちがうと言っている",
            "disagreed": "合意していない",
        }[self.value]


class Doer(Enum):
    """Who does what a plan says."""

    PERSON = "person"
    FAMILY = "family"
    AGENCY = "agency"
    OUTSIDE = "outside"

    @property
    def label(self) -> str:
        return {
            "person": "本人",
            "family": "家族",
            "agency": "機関（窓口）",
            "outside": "アカウントのない機関・人",
        }[self.value]


class Gap(Enum):
    """One thing a version lacks before a sitting may decide it; the database holds the same list."""

    DRAFT = "draft"
    ASSESSMENT = "assessment"
    WISH = "wish"
    AGREEMENT = "agreement"
    DISAGREEMENT = "disagreement"
    POLICY = "policy"
    GOALS = "goals"
    ACTIONS = "actions"
    DOERS = "doers"
    DUE = "due"
    ISSUES = "issues"
    PERIOD = "period"
    MONITORING = "monitoring"
    REASON = "reason"

    @property
    def sentence(self) -> str:
        return SENTENCES[self]


SENTENCES = {
    Gap.DRAFT: "決める案がない",
    Gap.ASSESSMENT: "この方の、完了したアセスメントがない",
    Gap.WISH: "本人の意向が書かれていない",
    Gap.AGREEMENT: "本人が合意しているかどうかが書かれていない",
    Gap.DISAGREEMENT: "本人が何をちがうと言っているかが書かれていない",
    Gap.POLICY: "支援方針が書かれていない",
    Gap.GOALS: "目標が一つもない",
    Gap.ACTIONS: "実施することのない目標がある",
    Gap.DOERS: "だれがするかが決まっていないことがある",
    Gap.DUE: "いつまで、またはどのくらいの頻度かが決まっていないことがある",
    Gap.ISSUES: "深刻な課題に、目標も、置かないわけもない",
    Gap.PERIOD: "プランの期間が書かれていない",
    Gap.MONITORING: "次のモニタリングの日が、プランの期間の中にない",
    Gap.REASON: "変更の理由が書かれていない",
}


@dataclass(frozen=True)
class ActionFacts:
    """Who does something for a goal, and by when or how often."""

    goal: int
    has_doer: bool
    has_when: bool


@dataclass(frozen=True)
class VersionFacts:
    """What a version says; `answered` are the issues with a goal or a stated reason."""

    wish: str
    agreement: Agreement | None
    disagreement: str
    policy: str
    period_from: date | None
    period_to: date | None
    monitoring_on: date
    reason: str
    goals: tuple[int, ...] = ()
    actions: tuple[ActionFacts, ...] = ()
    answered: frozenset[int] = frozenset()
    is_first: bool = True


def gaps(*, version: VersionFacts, has_assessment: bool, serious: frozenset[int]) -> tuple[Gap, ...]:
    """What a version lacks, in the order of the form; `serious` are the person's open serious issues."""
    with_actions = {action.goal for action in version.actions}
    begins, ends = version.period_from, version.period_to
    is_dated = begins is not None and ends is not None
    missing = {
        Gap.DRAFT: False,
        Gap.ASSESSMENT: not has_assessment,
        Gap.WISH: not version.wish.strip(),
        Gap.AGREEMENT: version.agreement is None,
        Gap.DISAGREEMENT: version.agreement in (Agreement.PARTLY, Agreement.DISAGREED)
        and not version.disagreement.strip(),
        Gap.POLICY: not version.policy.strip(),
        Gap.GOALS: not version.goals,
        Gap.ACTIONS: not set(version.goals) <= with_actions,
        Gap.DOERS: any(not action.has_doer for action in version.actions),
        Gap.DUE: any(not action.has_when for action in version.actions),
        Gap.ISSUES: not serious <= version.answered,
        Gap.PERIOD: not is_dated,
        Gap.MONITORING: begins is not None
        and ends is not None
        and not begins <= version.monitoring_on <= ends,
        Gap.REASON: not version.is_first and not version.reason.strip(),
    }
    return tuple(gap for gap in Gap if missing[gap])


@rule(
    "P-1",
    source="実施計画 3-1(2)、domain 1.7",
    says="会議に諮るのは、アセスメントの後で、深刻な課題のどれにも目標か置かないわけがあり、だれが何をいつまでにするか、"
    "本人の意向と合意、期間の中のモニタリングの日がそろった案だけ。",
)
def may_be_put_to_decision(missing: tuple[Gap, ...]) -> Verdict:
    """Whether a sitting may establish or change a part by this version."""
    if not missing:
        return allowed("P-1")
    return refused(
        "プランの案に、まだ整っていないことがあります。",
        basis="実施計画 3-1(3)",
        rule="P-1",
        remedy="プランの案を書き足してください。",
        details=tuple(gap.sentence for gap in missing),
    )


@rule("P-1", source="domain 1.7", says="プランの期間は、市の定めた長さ（はじめは1年）までとする。")
def may_last(*, period_from: date, period_to: date, longest_months: int) -> Verdict:
    """Whether a plan's period runs forward and is no longer than the city allows."""
    if period_to < period_from:
        return _refused("プランの期間の終わりが、始まりより前です。", "日付を確かめてください。")
    if period_to > add_months(period_from, longest_months):
        return _refused(
            f"プランの期間は、{longest_months}か月までです。", "続けるときは、変更の会議で次の版を決めます。"
        )
    return allowed("P-1")


@rule(
    "P-1",
    source="実施計画 3-1(2)6",
    says="決まっていない案は一つの部分に一つだけで、決まった版は書き直せない。",
)
def may_be_drafted(*, has_draft: bool, is_over: bool) -> Verdict:
    """Whether another version of a part may be begun."""
    if is_over:
        return _refused(
            "終結したプランは、書き直せません。", "もう一度支えるときは、新しいプランの案をつくってください。"
        )
    if has_draft:
        return _refused("まだ決まっていない案があります。", "その案を書き直してください。")
    return allowed("P-1")


def may_be_rewritten(*, is_decided: bool) -> Verdict:
    """Whether a version, its goals and actions may still be changed."""
    if is_decided:
        return _refused("決まった版は、書き直せません。", "変更の案をつくってください。")
    return allowed("P-1")


@rule(
    "P-2",
    source="実施計画 3-1(2)6",
    says="会議を待てない支援は先に始めてよいが、だれが・なぜ・何を・いつ始めたかを残す。",
)
def may_begin_urgently(
    *, is_draft: bool, reason: str, what: str, decided_by: str, began_on: date, today: date
) -> Verdict:
    """Whether help may be written down as begun before the sitting; only of a part no sitting has decided."""
    if not is_draft:
        return refused(
            "この部分は、もう会議で決まっています。",
            basis="実施計画 3-1(2)6",
            rule="P-2",
            remedy="加えることがあるときは、変更の案をつくってください。",
        )
    told = (("待てないわけ", reason), ("始めたこと", what), ("決めた人", decided_by))
    missing = tuple(label for label, text in told if not text.strip())
    if missing or began_on > today:
        return refused(
            "緊急に始めたことが、まだ書き終わっていません。",
            basis="実施計画 3-1(2)6",
            rule="P-2",
            remedy="会議が確かめられるように書いてください。",
            details=missing or ("始めた日が今日より後",),
        )
    return allowed("P-2")


def occasion_of_draft(*, is_first: bool) -> Occasion:
    """The occasion on which a draft is decided."""
    return Occasion.ESTABLISH if is_first else Occasion.CHANGE


def _refused(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis="実施計画 3-1(3)", rule="P-1", remedy=remedy)
