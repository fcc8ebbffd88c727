"""Sorting what arrived: several つなぎ taken, or asked about, in one go."""

from collections.abc import Iterable

from django.db import transaction

from kasane.access.actor import Actor
from kasane.referrals.actions import move
from kasane.referrals.models import Referral
from kasane.rules.referrals import ReferralMove


@transaction.atomic
def triage(
    referrals: Iterable[Referral],
    wanted: ReferralMove,
    *,
    said: str = "",
    worker: int | None = None,
    by: Actor,
) -> None:
    """Make one move with several つなぎ, all or none (F-1); `worker` carries what is taken (W-3)."""
    for referral in referrals:
        move(referral, wanted, said=said, worker=worker, by=by)
