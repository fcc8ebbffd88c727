"""途切れ (O-2): how long each supported person has really not been reached; an attempt is not a contact."""

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
# Of the household, by codes of the list `met_with`; the person is who the note concerns.
PERSON = "person"
HOUSEHOLD = frozenset({PERSON, "family"})


@dataclass(frozen=True)
class Touch:
    """One note as silence sees it: its way, result (empty: not said), with whom (empty: not said), whom it concerns."""

    kind: str
    result: str = ""
    met_with: frozenset[str] = frozenset()
    concerns: frozenset[int] = frozenset()


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


def reached_by(touch: Touch, supported: frozenset[int]) -> frozenset[int]:
    """Who of the persons a desk supports was really reached, as far as one note can say.

    Whom the note concerns, when it says that the person was met, or says of nobody. Where it says that the family was
    met and not the person, nobody counts: it cannot say which of them it was, and a mother met every week must not
    hide a son who is silent. Where nobody is ticked, it counts for the only person the desk supports, if there is
    only one.
    """
    if not is_contact(touch) or (touch.met_with and PERSON not in touch.met_with):
        return frozenset()
    if touch.concerns:
        return touch.concerns & supported
    return supported if len(supported) == 1 else frozenset()


def silence(last_on: date | None, *, opened_on: date, today: date) -> Silence:
    """How long it has been quiet; from the day support began when the person was never reached."""
    return Silence(last_on, (today - (last_on or opened_on)).days)


@rule(
    "O-2",
    source="実施計画 3-1(3)",
    says="支援している方（開いている課題か、続いているプランのある方）の一人ひとりと、決めた日数つながらないと、"
    "窓口の「今日」に上がる。不在や拒否、家族とだけ会えたことは、その方とつながったことに数えない。",
)
def is_silent(quiet: Silence, *, limit: int) -> bool:
    """Whether nobody was reached for `limit` days or longer."""
    return quiet.days >= limit
