"""つなぎ: to answer, to go on with, and what others have not answered in time."""

from datetime import date

from django.urls import reverse

from kasane.access.actor import TOKYO
from kasane.referrals.queries import Envelope, overdue_elsewhere, waiting_for
from kasane.rules.referrals import AWAITED, WAITING, ReferralState
from kasane.rules.waiting import Waiting, WaitingFacts
from kasane.web.today.lines import Asking, Line


def to_answer(asking: Asking) -> list[Line]:
    """What the desk must answer, and what it took and has not yet brought to an end."""
    return [_line(envelope) for envelope in waiting_for(asking.actor)]


def overdue_at_others(asking: Asking) -> list[Line]:
    return [
        Line(
            WaitingFacts(Waiting.ELSEWHERE, _sent(envelope), envelope.referral.due_on),
            f"{envelope.from_desk}から{envelope.to_desk}へ",
            reverse("referrals"),
            envelope.referral.pk,
            since_word="送付",
            due_word=_due_word(ReferralState(envelope.referral.state)),
        )
        for envelope in overdue_elsewhere(asking.actor)
    ]


def _line(envelope: Envelope) -> Line:
    referral, state = envelope.referral, ReferralState(envelope.referral.state)
    is_waiting = state in WAITING
    kind = Waiting.REFERRAL if is_waiting else Waiting.AFTER_REFERRAL
    return Line(
        WaitingFacts(kind, _sent(envelope), referral.due_on),
        f"{envelope.from_desk}から" if envelope.is_received else f"{envelope.to_desk}へ",
        reverse("referral", args=[referral.pk]),
        referral.pk,
        referral.case_id,
        badge=state.label,
        since_word="送付",
        due_word=_due_word(state),
        state=state.value,
    )


def _due_word(state: ReferralState) -> str:
    """What has to be done by the day that is told."""
    return f"{AWAITED[state][0]}の期限"


def _sent(envelope: Envelope) -> date:
    return envelope.referral.sent_at.astimezone(TOKYO).date()
