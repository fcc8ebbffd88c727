"""Consultations and issues of one case, as far as one may read them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Concat

from kasane.access.actor import Actor
from kasane.access.seeing import saw
from kasane.cases.models import Consultation, Disposition, Informant, Issue, IssueStep, TakenBack
from kasane.cases.queries.holders import unheld
from kasane.rules.intake import Disposition as DispositionKind
from kasane.rules.issues import IssueState

MOST = 100


@dataclass(frozen=True)
class ConsultationView:
    """A consultation, and who told us where one may know it."""

    consultation: Consultation
    told_by: str


def consultations_of(case: int) -> list[ConsultationView]:
    """Readable consultations, the newest first; the informant comes in the same statement, under their own guard."""
    told_by = Informant.objects.filter(consultation=OuterRef("id"))
    line = Concat("name", Value("　"), "relation", Value("　"), "contact")
    found = Consultation.objects.filter(case_id=case).annotate(
        informant=Subquery(told_by.values("id")[:1]),
        told_by=Subquery(told_by.annotate(line=line).values("line")[:1]),
    )
    views = []
    for one in found.order_by("-received_at"):
        if one.informant is not None:
            saw(Informant._meta.label_lower, one.informant, one.case_id, (one.home_id,))
        views.append(ConsultationView(one, (one.told_by or "").strip()))
    return views


def open_consultations(actor: Actor) -> list[Consultation]:
    """Consultations of the acting desk for which nothing was decided yet, the longest waiting first (I-2)."""
    decided = Exists(Disposition.objects.filter(consultation=OuterRef("pk")))
    own = Consultation.objects.filter(~decided, home__desk_id=actor.desk)
    return list(own.order_by("received_at")[:MOST])


def consultation_of(number: int, actor: Actor) -> Consultation | None:
    """One consultation that the acting desk took."""
    return Consultation.objects.filter(id=number, home__desk_id=actor.desk).first()


def ownerless_issues(actor: Actor) -> list[Issue]:
    """Issues in the acting desk's rooms that no agency holds, the oldest first (I-3)."""
    own = Issue.objects.filter(id__in=unheld(), home__desk_id=actor.desk, state=IssueState.OPEN.value)
    return list(own.order_by("written_at")[:MOST])


def dispositions_of(consultations: list[int]) -> dict[int, list[DispositionKind]]:
    """What was decided for each of these consultations, in the order it was decided."""
    decided: dict[int, list[DispositionKind]] = {}
    found = Disposition.objects.filter(consultation_id__in=consultations).order_by("written_at", "id")
    for one in found:
        decided.setdefault(one.consultation_id, []).append(DispositionKind(one.kind))
    return decided


def issues_of(case: int) -> list[Issue]:
    """Readable issues, an own copy once where the sender's was handed over."""
    return list(Issue.objects.filter(case_id=case).order_by("written_at", "sort_order", "id"))


def issue_of(number: int, case: int) -> Issue | None:
    return Issue.objects.filter(id=number, case_id=case).first()


def own_issue(number: int, actor: Actor) -> Issue | None:
    return Issue.objects.filter(id=number, home__desk_id=actor.desk).first()


def taken_back_of(records: Iterable[int]) -> list[TakenBack]:
    """What was marked as done and taken back, of some records, the newest first; only in their own room."""
    return list(TakenBack.objects.filter(of_record__in=list(records)).order_by("-written_at"))


def issue_steps(issue: Issue) -> list[IssueStep]:
    """What happened to an issue, in the order of the days; only in its own room."""
    return list(IssueStep.objects.filter(issue=issue).order_by("happened_on", "written_at", "id"))
