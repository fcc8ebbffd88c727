"""準備シート as who acts may see it: what is asked of whom, what one writes oneself, and what was handed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kasane.access.actor import Actor
from kasane.code_lists.queries import choices, labels_of
from kasane.directory.queries import desk_names
from kasane.meetings.models import AgendaItem, PartRequest, SheetPart, Sitting, SubmittedPart
from kasane.rules.preparation import PartState, part_state
from kasane.rules.sittings import SittingState

SECTIONS = "sheet_section"
# Once a sitting has opened, nobody is waited for, though a part is still taken.
WAITS = (PartState.WAITING, PartState.SENT_BACK)
WAITED_FOR = SittingState.INVITED.value


@dataclass(frozen=True)
class PartLine:
    """One agency's part of an item: whether it has come, and by when it should."""

    request: PartRequest
    desk: str
    state: PartState


@dataclass(frozen=True)
class SheetStanding:
    """How the parts and copies of an item stand, in a few words; `own` is one's own desk's part."""

    asked: int
    submitted: int
    late: list[str]
    # Sent back ones too.
    waiting: list[str]
    own: PartLine | None


@dataclass(frozen=True)
class PartView:
    """An agency's part as it was handed in last: its sections by their labels."""

    part: SubmittedPart
    desk: str
    texts: dict[str, str]


def sections(on: date) -> list[tuple[str, str]]:
    """(code, label) of the sheet's sections of a day."""
    return choices(SECTIONS, on)


def parts_asked(item: AgendaItem, today: date) -> list[PartLine]:
    """What is asked of whom for an item: everything for the convening desk, one's own for others."""
    return _lines(PartRequest.objects.filter(item=item).order_by("asked_at", "id"), today)


def standing_of(item: AgendaItem, actor: Actor) -> SheetStanding:
    lines = parts_asked(item, actor.today)
    return SheetStanding(
        asked=len(lines),
        submitted=sum(line.state is PartState.SUBMITTED for line in lines),
        late=[line.desk for line in lines if line.state is PartState.LATE],
        waiting=[line.desk for line in lines if line.state in WAITS],
        own=next((line for line in lines if line.request.desk_id == actor.desk), None),
    )


def missing_parts(sitting: Sitting, today: date) -> list[PartLine]:
    """The parts of a sitting that have not come, the latest day first."""
    waiting = PartRequest.objects.filter(sitting=sitting, submitted_at=None)
    return _lines(waiting.order_by("due_on", "asked_at", "id"), today)


def parts_to_fill(actor: Actor) -> list[PartRequest]:
    """What is asked of one's own desk and has not been handed in."""
    own = PartRequest.objects.filter(desk_id=actor.desk, submitted_at=None, sitting__state=WAITED_FOR)
    return list(own.select_related("sitting").order_by("due_on", "id")[:50])


def late_parts(actor: Actor) -> list[PartRequest]:
    """Of the sittings one's desk convenes: the parts whose day has passed."""
    late = PartRequest.objects.filter(
        sitting__desk_id=actor.desk, submitted_at=None, due_on__lt=actor.today, sitting__state=WAITED_FOR
    )
    return list(late.select_related("sitting").order_by("due_on", "id")[:200])


def part_request(number: int) -> PartRequest | None:
    """A request for a part, with its item where one may read that."""
    return PartRequest.objects.filter(id=number).select_related("sitting").first()


def own_part(request: PartRequest) -> SheetPart | None:
    return SheetPart.objects.filter(request=request).first()


def parts_handed_in(item: AgendaItem) -> list[PartView]:
    """Of every agency what it handed in last and was not sent back, its 税情報 by itself; as far as one may read it."""
    latest: dict[tuple[int, bool], SubmittedPart] = {}
    for part in SubmittedPart.objects.filter(item=item, sent_back_at=None).order_by("number"):
        latest[part.desk_id, bool(part.tax_origin)] = part
    names, labels = desk_names({part.desk_id for part in latest.values()}), labels_of(SECTIONS)
    return [
        PartView(part, names.get(part.desk_id, ""), _texts(part, labels.at(part.written_at)))
        for part in sorted(latest.values(), key=lambda one: (one.written_at, one.pk))
    ]


def _texts(part: SubmittedPart, labels: dict[tuple[str, str], str]) -> dict[str, str]:
    """A part by the labels of its day, in the order of the sheet; what has no section of its own is 税情報."""
    known = {label: part.texts[code] for (_, code), label in labels.items() if code in part.texts}
    return known or {"税情報": "\n".join(part.texts.values())}


def _lines(requests: Iterable[PartRequest], today: date) -> list[PartLine]:
    asked = list(requests)
    names = desk_names({request.desk_id for request in asked})
    return [
        PartLine(
            request,
            names.get(request.desk_id, ""),
            part_state(
                due_on=request.due_on,
                is_submitted=request.submitted_at is not None,
                is_sent_back=request.sent_back_at is not None,
                today=today,
            ),
        )
        for request in asked
    ]


def part_of_desk(item: AgendaItem, actor: Actor) -> PartRequest | None:
    """What is asked of one's own desk for an item."""
    return PartRequest.objects.filter(item=item, desk_id=actor.desk).first()
