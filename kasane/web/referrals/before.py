"""What a preview says of the same people's つなぎ out of the desk's other cases."""

from kasane.access.actor import Actor
from kasane.people.queries import people_of
from kasane.referrals.actions import SheetWords
from kasane.referrals.queries import SentBefore, sent_before


def elsewhere(words: SheetWords, *, case: int, by: Actor) -> list[SentBefore]:
    """Of whom the sheet is about; of everybody in the case where it names nobody."""
    if words.to_desk is None:
        return []
    persons = words.persons or {person.id for person in people_of(case, by)}
    return sent_before(persons, case=case, to_desk=words.to_desk, actor=by)
