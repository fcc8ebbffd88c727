"""Whom an item is about, by the names one may read."""

from kasane.access.actor import Actor
from kasane.meetings.models import AgendaItem
from kasane.people.queries import people_of


def names_at(item: AgendaItem, actor: Actor) -> list[str]:
    """Names of those an item discusses, where who acts may read their identity."""
    names = {p.id: p.identity.addressed for p in people_of(item.case_id, actor)}
    return [names[person] for person in item.concerns if person in names]
