"""What is asked about items of existing bodies, as who acts may see it."""

from dataclasses import dataclass
from datetime import date

from kasane.access.actor import Actor
from kasane.code_lists.queries import labels_of
from kasane.directory.queries import desk_names
from kasane.meetings.models import AgendaItem, Designation


@dataclass(frozen=True)
class DesignationView:
    """One question with the names of the body and of the desk that asks."""

    asked: Designation
    body: str
    desk: str


def designations_waiting(today: date) -> list[DesignationView]:
    """What 福祉総合相談担当 has not answered yet of sittings to come, the nearest day first."""
    waiting = Designation.objects.filter(is_agreed=None, held_on__gte=today)
    return _views(list(waiting.order_by("held_on", "asked_at")[:50]))


def designation_at(number: int) -> DesignationView | None:
    asked = Designation.objects.filter(id=number).first()
    return _views([asked])[0] if asked else None


def designation_of(item: AgendaItem) -> Designation | None:
    return Designation.objects.filter(item_id=item.pk).first()


def body_names(codes: frozenset[str], actor: Actor) -> list[tuple[str, str]]:
    """Existing bodies (code, label) as they are called today."""
    labels = labels_of("existing_body").on(actor.today)
    return [(code, label) for (_, code), label in labels.items() if code in codes]


def _views(asked: list[Designation]) -> list[DesignationView]:
    labels = labels_of("existing_body")
    desks = desk_names({one.desk_id for one in asked})
    return [
        DesignationView(one, labels.get(("existing_body", one.body), ""), desks.get(one.desk_id, ""))
        for one in asked
    ]
