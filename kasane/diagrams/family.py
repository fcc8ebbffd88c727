"""A family as its picture needs it: who is in it, and how they are tied; nothing says more than its viewer may know."""

from dataclasses import dataclass, field
from enum import Enum


class Sex(Enum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class Union(Enum):
    """How two people are, or were, a couple."""

    MARRIED = "married"
    PARTNERS = "partners"
    SEPARATED = "separated"
    DIVORCED = "divorced"
    WIDOWED = "widowed"


class Descent(Enum):
    """How a child came to its parents."""

    BORN = "born"
    ADOPTED = "adopted"
    FOSTERED = "fostered"


class Quality(Enum):
    """How a relationship is, as those who know the family see it."""

    CLOSE = "close"
    VERY_CLOSE = "very_close"
    DISTANT = "distant"
    CUT_OFF = "cut_off"
    CONFLICT = "conflict"
    VIOLENCE = "violence"
    CARE = "care"


@dataclass(frozen=True)
class Member:
    """One person of the picture. `id` is a place in this picture, never an id of the record.

    `label` is how the viewer may know them (氏名, or 「同居の長男」); `lines` are short lines below it (age, illness, work).
    `twins` names children of one birth by the same number; `is_expected` marks a pregnancy.
    """

    id: int
    label: str
    sex: Sex = Sex.UNKNOWN
    age: int | None = None
    lines: tuple[str, ...] = ()
    is_dead: bool = False
    is_expected: bool = False
    is_centre: bool = False
    birth_order: int = 0
    twins: int | None = None
    are_identical: bool = False


@dataclass(frozen=True)
class Couple:
    """`one` and `other` by their ids; the earlier union of somebody has the lower `order`."""

    one: int
    other: int
    union: Union = Union.MARRIED
    order: int = 0


@dataclass(frozen=True)
class Child:
    """`parents` are one or two ids; two of them need not be a couple on record."""

    child: int
    parents: tuple[int, ...]
    descent: Descent = Descent.BORN


@dataclass(frozen=True)
class Bond:
    """How `one` stands to `other`; a bond with a direction goes from one to other (care, violence)."""

    one: int
    other: int
    quality: Quality
    is_directed: bool = False


@dataclass(frozen=True)
class Family:
    """Everything a genogram is drawn from; `households` are groups of ids living together, each with its outline."""

    members: tuple[Member, ...]
    couples: tuple[Couple, ...] = ()
    children: tuple[Child, ...] = ()
    bonds: tuple[Bond, ...] = ()
    households: tuple[frozenset[int], ...] = field(default=())
