"""Rows as the plain values the rules know."""

from collections.abc import Iterable
from typing import Any

from kasane.assessments.models import AssessmentPart, FormVersion
from kasane.rules.sheets import Sheet, sheet_from


def sheet_of(version: FormVersion) -> Sheet:
    return sheet_from(version.content)


def answers_in(parts: Iterable[AssessmentPart]) -> dict[str, Any]:
    """The answers of an assessment's readable parts together."""
    return {code: value for part in parts for code, value in part.answers.items()}
