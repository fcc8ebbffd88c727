"""Every move after a つなぎ was sent."""

from datetime import date

from django.db import transaction

from kasane.access.actor import TOKYO, Actor
from kasane.audit.actions import record as tell
from kasane.cases.actions.in_charge import take_charge
from kasane.cases.actions.rooms import room_of
from kasane.code_lists.queries import deadline_days
from kasane.referrals.models import Referral
from kasane.rooms.queries import call
from kasane.rules.referrals import (
    AWAITED,
    TABLE,
    ReferralMove,
    ReferralState,
    may_have_happened,
    may_move,
    side_acting,
)
from kasane.rules.timing import add_business_days
from kasane.rules.verdicts import demand


@transaction.atomic
def move(
    referral: Referral,
    wanted: ReferralMove,
    *,
    said: str = "",
    code: str = "",
    alternative: str = "",
    alternative_desk: int | None = None,
    happened_on: date | None = None,
    worker: int | None = None,
    by: Actor,
) -> None:
    """Accept, return, ask, answer, withdraw, or tell what became of it (F-1).

    `code` is one of the list that `NEEDS_CODE` names; `happened_on` is today where it is not told. What is
    accepted is carried by `worker` of the desk, else by who accepts it (W-3).
    """
    state = ReferralState(referral.state)
    day = happened_on or by.today
    side = side_acting(
        wanted, is_sender=referral.from_desk_id == by.desk, is_outside=referral.to_desk_id is None
    )
    demand(may_move(state=state, move=wanted, side=side, reason=said, code=code))
    sent_on = referral.sent_at.astimezone(TOKYO).date()
    demand(may_have_happened(happened_on=day, sent_on=sent_on, today=by.today))
    due = _next_due(state, wanted, by.today)
    call("move_referral", referral.pk, wanted.value, said, code, alternative_desk, alternative, day, due)
    if wanted is ReferralMove.ACCEPT and referral.to_desk_id is not None:
        take_charge(case=referral.case_id, home=room_of(referral.case_id, by), by=by, worker=worker)
    tell("move_referral", cases=[referral.case_id], detail={"referral": referral.pk, "move": wanted.value})


def _next_due(state: ReferralState, move: ReferralMove, today: date) -> date | None:
    """By when the step after a move should be made; None when nothing is waited for any more."""
    arrived = TABLE.next_state(state, move)
    if arrived is None or arrived not in AWAITED:
        return None
    return add_business_days(today, deadline_days(AWAITED[arrived][1]))
