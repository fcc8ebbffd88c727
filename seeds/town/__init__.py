"""The fictional town's history, written by the same actions the screens call; nobody in it exists."""

from kasane.cli.clock import Clock
from seeds.town.assessments import write_assessments
from seeds.town.bodies import write_bodies
from seeds.town.conducting import write_conducting
from seeds.town.families import write_families
from seeds.town.feeds import write_feeds
from seeds.town.guests import write_guests
from seeds.town.handing_on import write_handing_on
from seeds.town.housing_form import write_housing_form
from seeds.town.ledger import write_ledger
from seeds.town.meetings import write_meetings
from seeds.town.messages import write_messages
from seeds.town.neighbours import write_neighbours
from seeds.town.notes import write_notes
from seeds.town.packets import write_packets
from seeds.town.papers import write_papers
from seeds.town.plans.life import write_plans
from seeds.town.taken_back import write_taken_back
from seeds.town.visits import write_visits
from seeds.town.waiting import write_waiting
from seeds.town.yamada import write_yamada


def write_town(tokens: dict[str, dict[str, str]]) -> None:
    """Write everybody's history in the order of the days, as the members of staff who did it."""
    clock = Clock(tokens)
    yamada = write_yamada(clock)
    write_neighbours(clock)
    write_notes(clock)
    write_waiting(clock)
    write_families(clock, yamada)
    write_ledger(clock)
    write_handing_on(clock, yamada)
    write_messages(clock)
    write_visits(clock)
    write_assessments(clock)
    write_meetings(clock)
    write_bodies(clock)
    write_plans(clock, yamada)
    write_guests(clock)
    write_feeds(clock)
    write_taken_back(clock)
    write_conducting(clock)
    write_housing_form(clock)
    write_papers(clock)
    write_packets(clock)


__all__ = ["write_town"]
