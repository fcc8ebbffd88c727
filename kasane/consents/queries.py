"""Consents as who acts may read them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from kasane.access.actor import Actor
from kasane.consents.models import Consent
from kasane.rooms.queries import rows_of
from kasane.rules.consents import ConsentAnswer, ConsentMethod

MOST = 100


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


def oral_without_paper(actor: Actor) -> list[Consent]:
    """Oral consents the acting desk heard that nobody has put on paper since, the oldest first (C-1)."""
    on_paper = Consent.objects.filter(
        case_id=OuterRef("case_id"),
        person_id=OuterRef("person_id"),
        answer=ConsentAnswer.GIVEN.value,
        method=ConsentMethod.WRITTEN.value,
        asked_at__gte=OuterRef("asked_at"),
    )
    oral = _given(actor).filter(~Exists(on_paper), method=ConsentMethod.ORAL.value, paper=None)
    return list(oral.order_by("asked_at")[:MOST])


def ending_by(until: date, actor: Actor) -> list[Consent]:
    """Consents the acting desk recorded that end by a day and that no later answer goes on from."""
    goes_on = Consent.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=OuterRef("valid_to")),
        case_id=OuterRef("case_id"),
        person_id=OuterRef("person_id"),
        answer=ConsentAnswer.GIVEN.value,
        ended_at=None,
    )
    ending = _given(actor).filter(~Exists(goes_on), valid_to__gte=actor.today, valid_to__lte=until)
    return list(ending.order_by("valid_to")[:MOST])


def consented_cases(cases: list[int]) -> set[int]:
    """Of some cases, those in which somebody's consent stands that who acts may read."""
    standing = Consent.objects.filter(case_id__in=cases, answer=ConsentAnswer.GIVEN.value, ended_at=None)
    return {consent.case_id for consent in standing}


def _given(actor: Actor) -> QuerySet[Consent]:
    return Consent.objects.filter(answer=ConsentAnswer.GIVEN.value, ended_at=None, home__desk_id=actor.desk)


def keys_ending_with(consent: int) -> list[EndingKey]:
    return [EndingKey(holder, since) for holder, since in rows_of("keys_of_consent", consent)]
