"""Minutes: the draft of an item's, their versions, and who has read them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from kasane.access.actor import Actor
from kasane.code_lists.queries import labels_of, matter_labels
from kasane.directory.queries import staff_names
from kasane.meetings.facts import kind_of, matter_codes_of
from kasane.meetings.models import AgendaItem, Minutes, MinutesRead
from kasane.meetings.queries.conducting import roles_of
from kasane.meetings.queries.items import leaves_of
from kasane.meetings.queries.seats import SeatView, seats_of
from kasane.rules.meetings import MeetingKind
from kasane.rules.minutes_text import MinutesFacts, RoleTold
from kasane.rules.plans import Judgement
from kasane.rules.pledges import PledgeWay
from kasane.rules.sittings import SittingState

GROUNDS = {
    MeetingKind.SUPPORT_CONFERENCE: "社会福祉法106条の6（支援会議）",
    MeetingKind.MULTILAYERED: "本人の同意（重層的支援会議）",
    MeetingKind.EXISTING_BODY: "社会福祉法106条の6（支援会議と位置付けた議題）",
}


@dataclass(frozen=True)
class Reader:
    """One of those to whom the minutes go, and when they said that they had read the version that stands."""

    name: str
    desk: str
    read_at: datetime | None


def minutes_facts(item: AgendaItem, actor: Actor) -> MinutesFacts:
    """An item as the draft of its minutes tells it, from what was written while it was discussed."""
    away = {leave.participant_id: leave.reason for _, leave in leaves_of(item)}
    seats = seats_of(item.sitting, actor)
    part = [seat for seat in seats if seat.participant.pk not in away]
    said = {one.participant_id: one.text for one in item.contributions.all()}
    settled = {one.code: one.text for one in item.matters.all()}
    labels, bodies = matter_labels(), labels_of("existing_body")
    decision, policy = getattr(item, "decision", None), getattr(item, "policy", None)
    return MinutesFacts(
        meeting=kind_of(item.sitting).label,
        held_on=item.sitting.held_on,
        place=item.sitting.place,
        topic=item.topic,
        people=item.people_line,
        bases=(
            GROUNDS[kind_of(item.sitting)],
            *(bodies.get(("existing_body", code), code) for code in item.bases),
        ),
        attendance=tuple(_attended(seat) for seat in part),
        away=tuple(
            f"{_named(seat)}　{_why_away(away[seat.participant.pk])}"
            for seat in seats
            if seat.participant.pk in away
        ),
        contributions=tuple(
            (_named(seat), said[seat.participant.pk].strip())
            for seat in part
            if said.get(seat.participant.pk, "").strip()
        ),
        matters=tuple(
            (labels.get(code, code), settled[code].strip())
            for code in matter_codes_of(item)
            if settled.get(code, "").strip()
        ),
        judgement=Judgement(decision.judgement).label if decision else "",
        dissent=decision.dissent if decision else "",
        policy=policy.text if policy else "",
        review_on=policy.review_on if policy else None,
        roles=tuple(RoleTold(desk, r.text, r.due_on, r.is_urgent) for desk, r in roles_of(item)),
        deferred_why=item.deferred_why,
    )


def versions_of(item: AgendaItem, *, is_host: bool) -> list[tuple[Minutes, str]]:
    """The versions of an item's minutes with who wrote each, newest first; a draft is its desk's alone."""
    if not is_host and item.sitting.state != SittingState.PUBLISHED.value:
        return []
    versions = list(item.minutes.order_by("-number", "-written_at"))
    names = staff_names({one.changed_by or one.written_by for one in versions})
    return [(one, names.get(one.changed_by or one.written_by, "")) for one in versions]


def readers_of(minutes: Minutes, item: AgendaItem, actor: Actor) -> list[Reader]:
    """To whom the minutes go, the convening desk apart, and whether each has read this version."""
    away = {leave.participant_id for _, leave in leaves_of(item)}
    read = dict(MinutesRead.objects.filter(minutes=minutes).values_list("staff_id", "read_at"))
    return [
        Reader(seat.name, seat.desk, read.get(seat.participant.staff_id))
        for seat in seats_of(item.sitting, actor)
        if seat.participant.pk not in away and seat.participant.desk_id != item.sitting.desk_id
    ]


def has_read(minutes: Minutes, actor: Actor) -> bool:
    return MinutesRead.objects.filter(minutes=minutes, staff_id=actor.staff).exists()


def unread_minutes(actor: Actor) -> list[Minutes]:
    """Published minutes in their latest version that who acts may read until a day to come and has not read."""
    out = Minutes.objects.filter(
        item__sitting__state=SittingState.PUBLISHED.value,
        item__sitting__packet_until__gte=actor.today,
        item__sitting__participants__staff_id=actor.staff,
        item__sitting__participants__withdrawn_at=None,
    )
    out = out.exclude(item__sitting__desk_id=actor.desk).exclude(
        item__leaves__participant__staff_id=actor.staff
    )
    latest = out.values("item").annotate(latest=Max("number")).values_list("item", "latest")
    standing = dict(latest)
    read = MinutesRead.objects.filter(staff_id=actor.staff).values("minutes_id")
    found = out.exclude(pk__in=read).select_related("item__sitting").order_by("item__sitting__held_on")
    return [one for one in found if one.number == standing.get(one.item_id)]


def _named(seat: SeatView) -> str:
    return f"{seat.name}（{seat.desk}）"


def _attended(seat: SeatView) -> str:
    if seat.participant.arrived_at is None:
        return f"{_named(seat)}　欠席"
    told = f"{_named(seat)}　{_clock(seat.participant.arrived_at)}から"
    if seat.participant.left_at:
        told += f"、{_clock(seat.participant.left_at)}に退席"
    return f"{told}、口頭で誓約" if seat.pledge_way is PledgeWay.ORAL else told


def _clock(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local.hour}時{local.minute:02}分"


def _why_away(reason: str) -> str:
    return "根拠とする会議体の構成員でないため" if reason == "not_bound" else "本人の同意に入っていないため"
