"""Who and what stands round a household, and how the two are tied, as plain values."""

from dataclasses import dataclass
from enum import Enum


class OutsideKind(Enum):
    """What stands outside: an agency with duties, a person, a place or a means of the community, an employer or school."""

    AGENCY = "agency"
    PERSON = "person"
    RESOURCE = "resource"
    WORK_OR_SCHOOL = "work_or_school"


class Strength(Enum):
    """How much the tie carries."""

    STRONG = "strong"
    ORDINARY = "ordinary"
    WEAK = "weak"


class Direction(Enum):
    """Which way energy goes, seen from the middle."""

    TO = "to"
    FROM = "from"
    BOTH = "both"
    NONE = "none"


@dataclass(frozen=True)
class Outside:
    """One body, person or resource. `lines` are short lines below its name (whom it helps, since when)."""

    label: str
    kind: OutsideKind = OutsideKind.AGENCY
    strength: Strength = Strength.ORDINARY
    is_conflict: bool = False
    direction: Direction = Direction.NONE
    lines: tuple[str, ...] = ()
