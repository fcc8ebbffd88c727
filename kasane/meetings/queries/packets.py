"""An item's packet, put together: parts side by side, papers, pictures and the plan's draft."""

from dataclasses import dataclass
from datetime import datetime

from kasane.access.actor import Actor
from kasane.meetings.models import AgendaItem, PacketPaper, PacketPicture
from kasane.meetings.queries.preparation import PartView, parts_handed_in
from kasane.meetings.queries.seats import seats_of
from kasane.rooms.queries import call
from kasane.rules.meetings import may_open_packet
from kasane.rules.verdicts import Verdict
from kasane.support_plans.queries import VersionView, version_of

PICTURES = {"genogram": "家族図（ジェノグラム）", "ecomap": "エコマップ", "chronicle": "家族年表"}


@dataclass(frozen=True)
class PictureView:
    """A picture with what it is called, and when it was put in."""

    picture: PacketPicture
    label: str

    @property
    def put_at(self) -> datetime:
        return self.picture.written_at


@dataclass(frozen=True)
class PacketView:
    """What of a packet one may read; `sections` are (section, (agency, text) of each that wrote there)."""

    sections: list[tuple[str, list[tuple[str, str]]]]
    papers: list[PacketPaper]
    pictures: list[PictureView]
    parts: list[PartView]

    def within(self, classes: frozenset[str]) -> "PacketView":
        """The same as far as it is of these classes."""
        parts = [one for one in self.parts if one.part.information_class in classes]
        papers = [one for one in self.papers if one.information_class in classes]
        return PacketView(_sections(parts), papers, self.pictures, parts)


def packet_of(item: AgendaItem) -> PacketView:
    """Everything of an item's packet that one may read, in a constant number of statements."""
    parts = parts_handed_in(item)
    newest: dict[str, PacketPicture] = {}
    for picture in PacketPicture.objects.filter(item=item).order_by("written_at", "id"):
        newest[picture.kind] = picture
    return PacketView(
        sections=_sections(parts),
        papers=list(PacketPaper.objects.filter(item=item).order_by("written_at")),
        pictures=[PictureView(newest[kind], label) for kind, label in PICTURES.items() if kind in newest],
        parts=parts,
    )


def _sections(parts: list[PartView]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The labels of all parts, in the order of the sheet that fills the most sections, with what each wrote there."""
    labels = dict.fromkeys(
        label for one in sorted(parts, key=lambda part: -len(part.texts)) for label in one.texts
    )
    return [
        (label, [(one.desk, one.texts[label]) for one in parts if label in one.texts]) for label in labels
    ]


def may_read_packet(item: AgendaItem, by: Actor) -> Verdict:
    """Whether somebody invited may open the packet today; its host puts it together and asks nobody."""
    own = next((seat for seat in seats_of(item.sitting, by) if seat.is_own), None)
    return may_open_packet(
        is_named=bool(call("called_for", item.pk, by.desk)),
        has_pledged=own is not None and own.has_pledged,
        until=item.sitting.packet_until,
        on=by.today,
    )


def plan_of_item(item: AgendaItem) -> VersionView | None:
    """The version of a plan part that is put to the sitting, as far as one may read it."""
    if item.part is None or item.version is None:
        return None
    return version_of(item.part, item.version.number)
