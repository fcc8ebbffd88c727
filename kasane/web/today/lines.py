"""What waits, as plain values: one shape, whatever it comes from."""

from dataclasses import dataclass
from datetime import date

from kasane.access.actor import Actor
from kasane.rules.waiting import WaitingFacts


@dataclass(frozen=True)
class Press:
    """What is done with one press, without leaving the page."""

    address: str
    label: str


@dataclass(frozen=True)
class Line:
    """One thing that waits.

    `subject` is the row it comes from (0: several rows in one line, which cannot be put off); `case` whose names
    stand before the sentence; `staff` those it waits for by name, beside whoever carries the case; `state` a code
    whose change makes the line news again.
    """

    facts: WaitingFacts
    sentence: str
    address: str = ""
    subject: int = 0
    case: int | None = None
    detail: str = ""
    since_word: str = "受付"
    due_word: str = "期限"
    badge: str = ""
    press: Press | None = None
    staff: frozenset[int] = frozenset()
    state: str = ""
    # Whether the sentence names whom it is about, so that the household need not stand before it.
    is_named: bool = False


@dataclass(frozen=True)
class Asking:
    """Who asks what waits, and the city's deadlines."""

    actor: Actor
    deadlines: dict[str, int]

    @property
    def today(self) -> date:
        return self.actor.today
