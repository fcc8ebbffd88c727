"""Forms and their versions; assessments and their parts."""

from kasane.assessments.models.answers import Assessment, AssessmentPart
from kasane.assessments.models.forms import Form, FormVersion

__all__ = ["Assessment", "AssessmentPart", "Form", "FormVersion"]
