"""Sittings as the rules see them."""

from kasane.directory.queries import csw_desks
from kasane.meetings.models import AgendaItem, CommunityItem, Minutes, Participant, Sitting
from kasane.rules.meetings import ConferencePurpose, MeetingKind
from kasane.rules.sittings import IS_AHEAD, ItemProgress, MoveFacts, SittingState
from kasane.rules.verdicts import Refused, refused

PLEDGE_TEXTS = {
    MeetingKind.SUPPORT_CONFERENCE: "pledge_support_conference",
    MeetingKind.MULTILAYERED: "pledge_multilayered",
    MeetingKind.EXISTING_BODY: "pledge_support_conference",
}


def kind_of(sitting: Sitting) -> MeetingKind:
    return MeetingKind(sitting.kind)


def purpose_of(sitting: Sitting) -> ConferencePurpose | None:
    return ConferencePurpose(sitting.purpose) if sitting.purpose else None


def move_facts(sitting: Sitting) -> MoveFacts:
    """A sitting as its next step asks about it."""
    items = AgendaItem.objects.filter(sitting=sitting).select_related("decision")
    written = set(Minutes.objects.filter(item__sitting=sitting).values_list("item_id", flat=True))
    seats = Participant.objects.filter(sitting=sitting, withdrawn_at=None, arrived_at__isnull=False)
    there = set(seats.values_list("desk_id", flat=True))
    return MoveFacts(
        state=SittingState(sitting.state),
        held_on=sitting.held_on,
        items=(
            *(_progress(item, has_minutes=item.pk in written) for item in items),
            *(_progress_of_community(item) for item in CommunityItem.objects.filter(sitting=sitting)),
        ),
        is_host_there=sitting.desk_id in there,
        is_csw_there=bool(there & csw_desks()),
    )


def _progress(item: AgendaItem, *, has_minutes: bool) -> ItemProgress:
    return ItemProgress(
        topic=item.topic,
        decides_a_plan=bool(item.occasion),
        is_decided=hasattr(item, "decision"),
        is_deferred=bool(item.deferred_why),
        has_minutes=has_minutes,
    )


def _progress_of_community(item: CommunityItem) -> ItemProgress:
    return ItemProgress(
        topic=item.topic,
        decides_a_plan=False,
        is_decided=False,
        is_deferred=False,
        has_minutes=bool(item.outcome.strip()),
    )


def demand_ahead(sitting: Sitting) -> None:
    """Refuse what belongs to the preparation of a sitting once it has opened or was called off."""
    if SittingState(sitting.state) not in IS_AHEAD:
        raise Refused(
            refused(
                f"この会議は「{SittingState(sitting.state).label}」です。",
                basis="実施計画 3-1(2)",
                rule="M-3",
                remedy="次の会議に立てるか、次の会議に招いてください。",
            )
        )
