"""Envelopes as lines of a list."""

from dataclasses import dataclass
from datetime import date

from kasane.referrals.queries import Envelope
from kasane.rules.referrals import WAITING, ReferralState, is_overdue


@dataclass(frozen=True)
class Line:
    """An envelope with its state and whether it is late."""

    envelope: Envelope
    state: ReferralState
    is_late: bool

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING


def lines(envelopes: list[Envelope], today: date) -> list[Line]:
    found = []
    for envelope in envelopes:
        state = ReferralState(envelope.referral.state)
        found.append(Line(envelope, state, is_overdue(state, envelope.referral.due_on, today)))
    return found
