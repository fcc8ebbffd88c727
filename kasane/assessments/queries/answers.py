"""Assessments of a case, each with its sheet and the answers one may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kasane.assessments.facts import answers_in, sheet_of
from kasane.assessments.models import Assessment, AssessmentPart
from kasane.assessments.queries.forms import ASSESSMENT
from kasane.rules.sheets import Sheet


@dataclass(frozen=True)
class AssessmentView:
    """An assessment as who acts may read it; what they may not read of it is as if it were not answered."""

    assessment: Assessment
    sheet: Sheet
    parts: tuple[AssessmentPart, ...]

    @property
    def answers(self) -> dict[str, Any]:
        return answers_in(self.parts)

    def part(self, section: str, information_class: str) -> AssessmentPart | None:
        wanted = (section, information_class)
        return next((p for p in self.parts if (p.section, p.information_class) == wanted), None)


def views_of(case: int) -> list[AssessmentView]:
    """Readable assessments of a case, the newest first, in two statements."""
    found = Assessment.objects.filter(case_id=case).select_related("version__form")
    return _viewed(found.order_by("-assessed_on", "-written_at"))


def assessment_view(number: int) -> AssessmentView | None:
    found = Assessment.objects.filter(id=number).select_related("version__form", "paper")
    return next(iter(_viewed(found)), None)


def newest_finished(case: int, person: int, home: int, form: str = ASSESSMENT) -> AssessmentView | None:
    """The newest finished one a desk wrote itself about a person on a form; another desk's is never copied."""
    own = Assessment.objects.filter(
        case_id=case, person_id=person, home_id=home, finished_at__isnull=False, version__form__code=form
    ).select_related("version__form")
    return next(iter(_viewed(own.order_by("-assessed_on", "-finished_at")[:1])), None)


def parts_among(numbers: Iterable[int]) -> list[AssessmentPart]:
    """Of some parts those one may read, the newest assessment first, each with its version."""
    found = AssessmentPart.objects.filter(id__in=list(numbers)).select_related("assessment__version")
    return list(found.order_by("-assessment__assessed_on", "written_at"))


def draft_of(case: int, person: int, home: int, form: str = ASSESSMENT) -> Assessment | None:
    """The one the desk has begun about a person on a form and not finished."""
    return Assessment.objects.filter(
        case_id=case, person_id=person, home_id=home, finished_at__isnull=True, version__form__code=form
    ).first()


def _viewed(found: Iterable[Assessment]) -> list[AssessmentView]:
    assessments = list(found)
    parts: dict[int, list[AssessmentPart]] = {}
    of_these = AssessmentPart.objects.filter(assessment_id__in=[one.pk for one in assessments])
    for part in of_these.order_by("written_at"):
        parts.setdefault(part.assessment_id, []).append(part)
    sheets = {one.version_id: one.version for one in assessments}
    read = {number: sheet_of(version) for number, version in sheets.items()}
    return [AssessmentView(one, read[one.version_id], tuple(parts.get(one.pk, ()))) for one in assessments]
