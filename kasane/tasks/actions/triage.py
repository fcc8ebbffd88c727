"""Sorting what arrived: several つなぎ taken, asked about, or given back in one go."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from kasane.access.actor import Actor
from kasane.referrals.actions import move
from kasane.referrals.models import Referral
from kasane.rules.referrals import ReferralMove


@dataclass(frozen=True)
class Return:
    """One つなぎ that goes back: why, in words and as a code of `return_reason`, and where else it may fit."""

    referral: Referral
    said: str
    code: str
    alternative: str = ""
    alternative_desk: int | None = None


@transaction.atomic
def give_back(returns: Iterable[Return], *, by: Actor) -> None:
    """Return several つなぎ, each with its own reason, all or none (F-1)."""
    for one in returns:
        move(
            one.referral,
            ReferralMove.RETURN,
            said=one.said,
            code=one.code,
            alternative=one.alternative,
            alternative_desk=one.alternative_desk,
            by=by,
        )


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
