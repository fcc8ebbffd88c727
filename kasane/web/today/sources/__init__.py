"""Where what waits comes from; another source is one more line here."""

from collections.abc import Callable

from kasane.access.actor import Actor
from kasane.access.permissions import Permission
from kasane.web.today.lines import Asking, Line
from kasane.web.today.sources import (
    cases,
    consents,
    deaths,
    drafts,
    meetings,
    messages,
    notes,
    packets,
    plans,
    privacy,
    referrals,
    visits,
)

Source = Callable[[Asking], list[Line]]


def _may(permission: Permission) -> Callable[[Actor], bool]:
    return lambda actor: actor.may(permission)


def _manages(actor: Actor) -> bool:
    return actor.is_manager and actor.may(Permission.WRITE_NOTES)


def _hosts(actor: Actor) -> bool:
    return actor.is_host


SOURCES: tuple[tuple[Callable[[Actor], bool], Source], ...] = (
    (privacy.is_told_of_emergencies, privacy.emergencies_to_review),
    (_may(Permission.ANSWER_REFERRAL), referrals.to_answer),
    (_may(Permission.TAKE_CONSULTATION), messages.calls),
    (_may(Permission.READ_CASES), messages.unread_messages),
    (_may(Permission.TAKE_CONSULTATION), cases.undecided_consultations),
    (_may(Permission.READ_CASES), plans.monitorings),
    (_may(Permission.DRAFT_PLANS), plans.follow_ups),
    (_may(Permission.READ_CASES), deaths.of_the_dead),
    (_may(Permission.DRAFT_PLANS), plans.unconfirmed),
    (_may(Permission.DRAFT_PLANS), plans.tries),
    (_may(Permission.RECORD_CONSENT), consents.to_put_on_paper),
    (_may(Permission.RECORD_CONSENT), consents.ending),
    (_may(Permission.READ_CASES), cases.offers_to_lead),
    (_may(Permission.ATTEND_MEETINGS), cases.roles),
    (_may(Permission.ATTEND_MEETINGS), meetings.coming_sittings),
    (_may(Permission.ATTEND_MEETINGS), meetings.minutes_to_read),
    (_hosts, meetings.deferred_items),
    (_hosts, meetings.policies_to_review),
    (_hosts, meetings.designations),
    (_may(Permission.ATTEND_MEETINGS), meetings.minutes_to_publish),
    (_may(Permission.ATTEND_MEETINGS), packets.parts),
    (_may(Permission.WRITE_NOTES), visits.silent),
    (_may(Permission.WRITE_NOTES), visits.to_make),
    (_manages, visits.cautions),
    (_may(Permission.READ_CASES), notes.planned_next),
    (_may(Permission.READ_CASES), notes.to_approve),
    (_may(Permission.READ_CASES), cases.issues_of_nobody),
    (_may(Permission.DECIDE_MATCHES), privacy.matches),
    (_may(Permission.READ_CASES), drafts.unfinished),
    (_hosts, packets.missing),
    (_hosts, packets.copies),
    (_hosts, cases.left_behind),
    (_hosts, referrals.overdue_at_others),
)
