"""One's own drafts."""

from kasane.drafts.models import Draft

MOST = 20


def drafts_at(path: str) -> list[Draft]:
    """What one began to write in a form and has not stored, the newest first."""
    return list(Draft.objects.filter(path=path).order_by("-saved_at")[:MOST])


def own_drafts() -> list[Draft]:
    """Everything one began to write under this hat, the newest first."""
    return list(Draft.objects.order_by("-saved_at")[:MOST])


def draft_of(number: int) -> Draft | None:
    return Draft.objects.filter(pk=number).first()
