"""What a sitting discusses, as who acts may read it."""

from datetime import date

from kasane.access.actor import Actor
from kasane.directory.queries import staff_names
from kasane.meetings.models import (
    AgendaItem,
    CommunityItem,
    ItemLeave,
    Sitting,
    SupportPolicy,
)


def items_of(sitting: Sitting) -> list[AgendaItem]:
    """The items whose packet one may read; before the pledge that is none."""
    items = AgendaItem.objects.filter(sitting=sitting).select_related("part", "version", "decision", "policy")
    return list(items.order_by("sort_order", "written_at"))


def community_items_of(sitting: Sitting) -> list[CommunityItem]:
    return list(CommunityItem.objects.filter(sitting=sitting).order_by("sort_order", "written_at"))


def community_item_of(number: int) -> CommunityItem | None:
    return CommunityItem.objects.filter(id=number).select_related("sitting").first()


def leaves_of(item: AgendaItem) -> list[tuple[str, ItemLeave]]:
    """Who takes no part in an item, as far as one may know."""
    leaves = list(ItemLeave.objects.filter(item=item).select_related("participant"))
    names = staff_names({leave.participant.staff_id for leave in leaves})
    return [(names.get(leave.participant.staff_id, ""), leave) for leave in leaves]


def item_of(number: int) -> AgendaItem | None:
    items = AgendaItem.objects.filter(id=number)
    return items.select_related("sitting", "part", "version", "decision", "policy").first()


def items_about(case: int) -> list[AgendaItem]:
    """Readable items of a case, newest sitting first."""
    items = AgendaItem.objects.filter(case_id=case).select_related("sitting", "decision")
    return list(items.order_by("-sitting__held_on", "-written_at"))


def matters_of_case(case: int, persons: frozenset[int]) -> int | None:
    """The room of an earlier 支援会議 matter on the same persons, whose sitting one convened."""
    earlier = AgendaItem.objects.filter(case_id=case, concerns=sorted(persons), matter__isnull=False)
    return earlier.order_by("-written_at").values_list("matter_id", flat=True).first()


def policies_of(case: int) -> list[SupportPolicy]:
    return list(SupportPolicy.objects.filter(case_id=case).order_by("-written_at"))


def deferred_of(actor: Actor) -> list[AgendaItem]:
    """Items that sittings of the acting desk put off and no later one has taken up, the oldest first."""
    waiting = AgendaItem.objects.filter(sitting__desk_id=actor.desk, resumed_in=None).exclude(deferred_why="")
    return list(waiting.select_related("sitting").order_by("sitting__held_on", "sort_order")[:100])


def policies_due(actor: Actor, until: date) -> list[SupportPolicy]:
    """関わりの方針 of the acting desk's sittings to be reviewed by a day and not yet reviewed."""
    due = SupportPolicy.objects.filter(
        item__sitting__desk_id=actor.desk, reviewed_on=None, review_on__lte=until
    )
    return list(due.select_related("item").order_by("review_on")[:100])
