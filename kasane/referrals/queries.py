"""つなぎ as both desks see it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from kasane.access.actor import Actor
from kasane.directory.queries import desk_names
from kasane.referrals.models import Referral, ReferralMove, ReferralSheet


@dataclass(frozen=True)
class Envelope:
    """A つなぎ without its content, as lists show it."""

    referral: Referral
    from_desk: str
    to_desk: str
    is_received: bool


def waiting_for(actor: Actor) -> list[Envelope]:
    """What the desk must answer or was asked about, oldest first."""
    waiting = Q(to_desk_id=actor.desk, state__in=("sent", "asked", "accepted", "arrived"))
    asked = Q(from_desk_id=actor.desk, state="asked")
    return _envelopes(Referral.objects.filter(waiting | asked).order_by("due_on", "sent_at")[:100], actor)


def overdue_elsewhere(actor: Actor) -> list[Envelope]:
    """For the coordinator: nobody answered in time; desk, age and state only (F-1)."""
    others = Referral.objects.filter(state__in=("sent", "asked"), due_on__lt=actor.today)
    others = others.exclude(to_desk_id=actor.desk).exclude(from_desk_id=actor.desk)
    return _envelopes(others.order_by("due_on")[:100], actor)


def referrals_of(actor: Actor, *, most: int = 100) -> list[Envelope]:
    """Everything sent and received by the desk, newest first."""
    own = Q(to_desk_id=actor.desk) | Q(from_desk_id=actor.desk)
    return _envelopes(Referral.objects.filter(own).order_by("-sent_at")[:most], actor)


def referral_of(number: int, actor: Actor) -> Envelope | None:
    """One つなぎ of the desk; the coordinator's sight of others' overdue ones ends at the list."""
    own = Q(to_desk_id=actor.desk) | Q(from_desk_id=actor.desk)
    found = _envelopes(Referral.objects.filter(own, id=number), actor)
    return found[0] if found else None


def sheet_of(referral: Referral) -> ReferralSheet | None:
    return ReferralSheet.objects.filter(referral=referral).order_by("written_at").first()


def moves_of(referral: Referral) -> list[ReferralMove]:
    return list(ReferralMove.objects.filter(referral=referral).order_by("moved_at"))


def sent_from(case: int) -> list[ReferralSheet]:
    """Sheets of a case one may read, newest first."""
    return list(ReferralSheet.objects.filter(case_id=case).select_related("referral").order_by("-written_at"))


def _envelopes(referrals: Iterable[Referral], actor: Actor) -> list[Envelope]:
    found = list(referrals)
    names = desk_names({desk for r in found for desk in (r.from_desk_id, r.to_desk_id)})
    return [
        Envelope(r, names.get(r.from_desk_id, ""), names.get(r.to_desk_id, ""), r.to_desk_id == actor.desk)
        for r in found
    ]
