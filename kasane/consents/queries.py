"""Consents as who acts may read them."""

from dataclasses import dataclass
from datetime import datetime

from kasane.consents.models import Consent
from kasane.rooms.queries import rows_of


@dataclass(frozen=True)
class EndingKey:
    """One key a withdrawal will end: whose, and since when it is held."""

    holder: str
    since: datetime


def consents_of(case: int) -> list[Consent]:
    """Readable answers of a case, newest first: given, refused, asked in vain."""
    return list(Consent.objects.filter(case_id=case).order_by("-asked_at"))


def consent_of(number: int) -> Consent | None:
    return Consent.objects.filter(id=number).first()


def keys_ending_with(consent: int) -> list[EndingKey]:
    return [EndingKey(holder, since) for holder, since in rows_of("keys_of_consent", consent)]
