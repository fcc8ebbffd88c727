"""A form as it was asked for, filled in, and the kinds of form there are."""

from collections.abc import Callable
from dataclasses import dataclass

from kasane.access.actor import Actor
from kasane.access.permissions import Permission
from kasane.documents.sheets import Sheet
from kasane.rooms.models import Record
from kasane.rules.printing import Audience, is_printed


@dataclass(frozen=True)
class Asked:
    """Who prints, for whom; `person` is whose copy it is, `agency` where it goes."""

    actor: Actor
    audience: Audience = Audience.OFFICE
    person: int | None = None
    agency: int | None = None

    def prints(self, record: Record) -> bool:
        return is_printed(record.information_class, self.audience)


@dataclass(frozen=True)
class Collected:
    """A form filled in: what it speaks of, the case (none for a sitting's own papers), and whom it concerns."""

    sheet: Sheet
    subject: int
    source: Record | None = None
    concerns: tuple[int, ...] = ()
    # The case of a form that speaks of more than one record.
    of_case: int | None = None
    # What 支援会議 knows leaves it on no paper for anybody else.
    is_sealed: bool = False

    @property
    def case(self) -> int | None:
        return self.source.case_id if self.source is not None else self.of_case


@dataclass(frozen=True)
class Kind:
    """One official form: its layout, who may print it, for whom, and how it is filled in (None: not to be seen)."""

    code: str
    title: str
    layout: str
    permission: Permission
    audiences: tuple[Audience, ...]
    collect: Callable[[int, Asked], Collected | None]
