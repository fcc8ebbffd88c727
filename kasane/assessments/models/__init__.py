"""Forms, their versions and ends; assessments and their parts."""

from kasane.assessments.models.answers import Assessment, AssessmentPart
from kasane.assessments.models.form_ends import FormEnd
from kasane.assessments.models.forms import Form, FormVersion

__all__ = ["Assessment", "AssessmentPart", "Form", "FormEnd", "FormVersion"]
