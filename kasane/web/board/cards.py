"""The cases of 多機関協働 as cards, by the stage their records give them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from kasane.access.actor import TOKYO, Actor
from kasane.cases.queries import carried_by_many, in_charge_of
from kasane.cases.queries.deaths import spoken_of
from kasane.cases.queries.silence import longest_silences
from kasane.code_lists.queries import deadline_days
from kasane.consents.queries import consented_cases
from kasane.directory.queries import staff_names
from kasane.meetings.queries import next_sittings
from kasane.people.queries import names_of
from kasane.rules.board import CaseFacts, Stage, next_day, stage_of
from kasane.rules.plans import PartState
from kasane.rules.silence import is_silent
from kasane.support_plans.queries import parts_of_cases


@dataclass(frozen=True)
class Card:
    """One case: whose, since when, who of the coordinator's desk carries it, and the next day planned."""

    case: int
    names: str
    since: date
    worker: int
    holder: str
    stage: Stage
    next_on: date | None
    # For how many days somebody the desk supports was not reached: the longest silence in the case, and whose.
    silent_days: int
    silent_name: str
    is_silent: bool
    is_unconfirmed: bool = False


def cards(actor: Actor) -> list[Card]:
    """Every open case 多機関協働 carries, the longest open first, in a constant number of statements."""
    cases = carried_by_many(actor)
    ids = [case.pk for case in cases]
    parts: dict[int, list[tuple[PartState, date | None]]] = defaultdict(list)
    running: set[tuple[int, int]] = set()
    unconfirmed = set()
    for line in parts_of_cases(ids):
        unconfirmed |= {line.part.case_id} if line.is_unconfirmed else set()
        parts[line.part.case_id].append((line.state, line.next_on))
        if line.state is PartState.ACTIVE:
            running.add((line.part.case_id, line.part.person_id))
    quiet = longest_silences(cases, actor, actor.today, running)
    spoken = spoken_of({(one.case, one.person) for one in quiet.values()})
    limit = deadline_days("silence")
    consented, sittings = consented_cases(ids), next_sittings(ids, actor.today)
    names, charges = names_of(ids), in_charge_of(ids, actor)
    holders = staff_names(charges.values())
    found = []
    for case in cases:
        facts = CaseFacts(tuple(parts[case.pk]), case.pk in consented, sittings.get(case.pk))
        worker = charges.get(case.pk, 0)
        found.append(
            Card(
                case.pk,
                "、".join(names.get(case.pk, [])),
                case.opened_at.astimezone(TOKYO).date(),
                worker,
                holders.get(worker, ""),
                stage_of(facts, actor.today),
                next_day(facts),
                quiet[case.pk].silence.days,
                spoken.get((case.pk, quiet[case.pk].person), "本人・家族"),
                is_silent(quiet[case.pk].silence, limit=limit),
                case.pk in unconfirmed,
            )
        )
    return found
