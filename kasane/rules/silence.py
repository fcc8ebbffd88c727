"""途切れ (O-2): how long nobody of the household has really been reached; an attempt is not a contact."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from kasane.rules.registry import rule


class ContactResult(Enum):
    """What became of an attempt to meet (O-1); the labels stand in the list `contact_result`."""

    MET = "met"
    THROUGH_DOOR = "through_door"
    SEEN_SAFE = "seen_safe"
    REFUSED = "refused"
    ABSENT = "absent"


# Words went to and fro.
REACHED = frozenset({ContactResult.MET.value, ContactResult.THROUGH_DOOR.value})
# Ways in which somebody of the household is met or spoken with, by codes of the list `note`.
WITH_SOMEBODY = frozenset({"phone", "home_visit", "office_visit", "accompany"})
# Of the household, by codes of the list `met_with`.
HOUSEHOLD = frozenset({"person", "family"})


@dataclass(frozen=True)
class Touch:
    """One note as silence sees it: its way, result (empty: not said) and with whom (empty: not said)."""

    kind: str
    result: str = ""
    met_with: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Silence:
    """Since when, and how many days up to today; `last_on` is None when nobody was ever reached."""

    last_on: date | None
    days: int


def is_contact(touch: Touch) -> bool:
    """Whether somebody of the household was really reached; a bare phone call or visit is taken at its word."""
    if touch.result:
        return touch.result in REACHED
    return touch.kind in WITH_SOMEBODY and (not touch.met_with or bool(touch.met_with & HOUSEHOLD))


def silence(last_on: date | None, *, opened_on: date, today: date) -> Silence:
    """How long it has been quiet; from the day the case came when nobody was ever reached."""
    return Silence(last_on, (today - (last_on or opened_on)).days)


@rule(
    "O-2",
    source="実施計画 3-1(3)",
    says="本人・家族と決めた日数つながらないと、窓口の「今日」に上がる。不在や拒否は数えない。",
)
def is_silent(quiet: Silence, *, limit: int) -> bool:
    """Whether nobody was reached for `limit` days or longer."""
    return quiet.days >= limit
