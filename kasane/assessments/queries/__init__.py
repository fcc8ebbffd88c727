"""Forms for everybody; assessments as who acts may read them."""

from kasane.assessments.queries.answers import (
    AssessmentView,
    assessment_view,
    draft_of,
    newest_finished,
    parts_among,
    views_of,
)
from kasane.assessments.queries.forms import (
    ASSESSMENT,
    codes_of_lists,
    conditions_on,
    draft_of_form,
    end_of_form,
    forms,
    forms_in_force,
    is_form_ended,
    list_examples,
    reporting_on,
    version_before,
    version_in_force,
    version_of,
)

__all__ = [
    "ASSESSMENT",
    "AssessmentView",
    "assessment_view",
    "codes_of_lists",
    "conditions_on",
    "draft_of",
    "draft_of_form",
    "end_of_form",
    "forms",
    "forms_in_force",
    "is_form_ended",
    "list_examples",
    "newest_finished",
    "parts_among",
    "reporting_on",
    "version_before",
    "version_in_force",
    "version_of",
    "views_of",
]
