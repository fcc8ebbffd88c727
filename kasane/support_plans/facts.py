"""Plan parts as the rules see them."""

from datetime import date

from kasane.access.actor import TOKYO
from kasane.assessments.models import Assessment
from kasane.cases.models import Issue, LeadAgency, Note
from kasane.code_lists.queries import labels_of
from kasane.consents.facts import consent_facts
from kasane.consents.models import Consent
from kasane.japanese.wareki import wareki_short
from kasane.people.models import Death
from kasane.rules.issues import IssueState
from kasane.rules.plan_ends import (
    HANDED_OVER,
    ConsentEnd,
    EndFacts,
    Proposal,
    SuspensionGap,
    how_consent_ended,
    may_be_ended,
    may_be_suspended,
    suspension_gaps,
)
from kasane.rules.plans import MatterFacts, Occasion, PartKind, PartState
from kasane.rules.readiness import (
    SERIOUS,
    ActionFacts,
    Agreement,
    Doer,
    Gap,
    VersionFacts,
    gaps,
    may_be_put_to_decision,
)
from kasane.rules.verdicts import Verdict
from kasane.support_plans.models import (
    Evaluation,
    FollowUp,
    PartStateChange,
    PartVersion,
    PlanAction,
    PlanPart,
    Suspension,
)
from kasane.support_plans.models.goals import STANDING


def state_of(part: PlanPart) -> PartState:
    """The state a part's decisions have brought it to; a part without any is a draft (P-2)."""
    last = part.changes.order_by("-decided_on", "-written_at").values_list("state_after", flat=True).first()
    return PartState(last) if last else PartState.DRAFT


def in_force(part: PlanPart) -> PartVersion | None:
    """The version the part's decisions put in force; none while it is a draft."""
    taken = PartStateChange.objects.filter(part=part, version__isnull=False)
    last = taken.order_by("-decided_on", "-written_at").select_related("version").first()
    return last.version if last else None


def is_decided(version: PartVersion) -> bool:
    return PartStateChange.objects.filter(version=version).exists()


def draft_of(part: PlanPart) -> PartVersion | None:
    """The version no sitting has decided yet, if there is one."""
    drafts = PartVersion.objects.filter(part=part, changes=None)
    return drafts.order_by("-number").first()


def serious_issues(part: PlanPart) -> list[Issue]:
    """The person's open serious issues as the room the plan lives in knows them."""
    open_ones = Issue.objects.filter(
        home_id=part.home_id,
        case_id=part.case_id,
        state=IssueState.OPEN.value,
        seriousness__in=SERIOUS,
        concerns__contains=[part.person_id],
    )
    return list(open_ones.order_by("sort_order", "written_at"))


def missing_of(version: PartVersion) -> tuple[Gap, ...]:
    """What a version lacks before a sitting may decide it (P-1)."""
    part = version.part
    goals = list(version.goals.filter(is_dropped=False))
    actions = list(version.plan_actions.filter(**STANDING))
    answered = {issue for goal in goals for issue in goal.issues}
    answered |= set(version.not_set.filter(is_dropped=False).values_list("issue_id", flat=True))
    return gaps(
        version=VersionFacts(
            wish=version.wish,
            agreement=Agreement(version.agreement) if version.agreement else None,
            disagreement=version.disagreement,
            policy=version.policy,
            period_from=version.period_from,
            period_to=version.period_to,
            monitoring_on=version.monitoring_on,
            reason=version.reason,
            goals=tuple(goal.pk for goal in goals),
            actions=tuple(ActionFacts(a.goal_id, has_doer(a), _has_when(a)) for a in actions),
            answered=frozenset(answered),
            is_first=not PartStateChange.objects.filter(part=part).exists(),
        ),
        has_assessment=Assessment.objects.filter(
            case_id=part.case_id, person_id=part.person_id, finished_at__isnull=False
        ).exists(),
        serious=frozenset(issue.pk for issue in serious_issues(part)),
    )


def has_doer(action: PlanAction) -> bool:
    """Whether somebody in particular does it: the person, the family, a desk by name, somebody outside by name."""
    if action.doer == Doer.AGENCY.value:
        return action.desk_id is not None
    if action.doer == Doer.OUTSIDE.value:
        return bool(action.doer_name.strip())
    return bool(action.doer)


def _has_when(action: PlanAction) -> bool:
    return action.due_on is not None or bool(action.how_often.strip())


def end_facts(part: PlanPart) -> EndFacts:
    """The newest evaluation of the version in force, and what stands beside it."""
    version = in_force(part)
    sheet = newest_evaluation(part, version) if version else None
    kind = PartKind(part.kind)
    if version is None or sheet is None:
        return EndFacts(kind)
    outcomes = list(sheet.outcomes.all())
    goals = set(version.goals.filter(is_dropped=False).values_list("id", flat=True))
    actions = set(version.plan_actions.filter(**STANDING).values_list("id", flat=True))
    leads = LeadAgency.objects.filter(case_id=part.case_id, accepted_at__isnull=False, ended_at=None)
    return EndFacts(
        kind=kind,
        has_evaluation=True,
        proposal=Proposal(sheet.proposal),
        closing=sheet.closing,
        has_open_goals=not goals <= {one.goal_id for one in outcomes},
        has_open_actions=not actions <= {one.action_id for one in outcomes},
        is_handed_over=any(one.code == HANDED_OVER for one in outcomes),
        is_lead_accepted=leads.exists(),
        needs_follow_up=sheet.needs_follow_up,
        has_follow_up=FollowUp.objects.filter(part=part, done_at=None).exists(),
    )


def newest_evaluation(part: PlanPart, version: PartVersion) -> Evaluation | None:
    return Evaluation.objects.filter(part=part, version=version).order_by("-done_on", "-written_at").first()


def suspension_of(part: PlanPart) -> Suspension | None:
    """The sheet written since the last decision: the one the next sitting reads."""
    last = part.changes.order_by("-written_at").first()
    sheets = Suspension.objects.filter(part=part).order_by("-written_at")
    return (sheets.filter(written_at__gt=last.written_at) if last else sheets).first()


def missing_for_suspension(part: PlanPart) -> tuple[SuspensionGap, ...]:
    sheet = suspension_of(part)
    return suspension_gaps(
        has_sheet=sheet is not None,
        reason=sheet.reason if sheet else "",
        attempts=len(sheet.attempts) if sheet else 0,
    )


def attempts_on_record(part: PlanPart) -> tuple[MatterFacts, ...]:
    """The attempts a suspension names, as the matter a sitting would otherwise write down."""
    sheet = suspension_of(part)
    notes = Note.objects.filter(id__in=sheet.attempts).order_by("happened_at") if sheet else ()
    days = "、".join(wareki_short(note.happened_at.astimezone(TOKYO).date()) for note in notes)
    return (MatterFacts("attempts", f"{days}（経過の記録）"),) if days else ()


def consent_end(case: int, persons: frozenset[int], on: date) -> ConsentEnd | None:
    """How these persons' consent ended by a day, as far as who acts may know why (P-2b)."""
    labels = labels_of("withdrawal")
    ended = Consent.objects.filter(case_id=case, person_id__in=persons, ended_at__isnull=False)
    whys = {}
    for number, ended_at, why in ended.values_list("id", "ended_at", "ended_why"):
        said = {label: code for (_, code), label in labels.at(ended_at).items()} if ended_at else {}
        whys[number] = said.get(why, "")
    return how_consent_ended(
        persons=persons,
        consents=consent_facts(case),
        whys=whys,
        dead=Death.objects.filter(case_id=case, person_id__in=persons, struck_at=None).exists(),
        on=on,
    )


def ready(part: PlanPart, version: PartVersion | None, occasion: Occasion) -> Verdict:
    """Whether what an occasion decides is ready: the draft, the evaluation sheet, the reason for a pause."""
    if occasion is Occasion.END:
        return may_be_ended(end_facts(part))
    if occasion is Occasion.SUSPEND:
        return may_be_suspended(missing_for_suspension(part))
    is_open = version is not None and not is_decided(version)
    return may_be_put_to_decision(missing_of(version) if version and is_open else (Gap.DRAFT,))
