"""Moves: a household splits, two join, somebody goes to live elsewhere; nothing of it is written over."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from kasane.access.actor import TOKYO, Actor
from kasane.audit.actions import record as tell
from kasane.code_lists.queries import labels_of
from kasane.people.actions.counting import Counted, standing
from kasane.people.actions.striking import strike_out
from kasane.people.facts.family import life_facts
from kasane.people.models import Membership
from kasane.people.queries import moves_written, people_of
from kasane.rooms.actions import write
from kasane.rooms.queries import refusals
from kasane.rules.family import may_move
from kasane.rules.undoing import may_be_taken_back
from kasane.rules.verdicts import Refused, Verdict, demand, refused

SAME_DAY = "その日のうちに元に戻した"


@dataclass(frozen=True)
class MoveWords:
    """Who moves, since when (a day known in part), why (a code of the list `move`), and where to.

    `household` is a number of the case; None with `is_new` a household not there yet, without it apart from all.
    """

    persons: frozenset[int]
    since: str
    why: str
    household: int | None = None
    is_new: bool = False
    name: str = ""
    place: str = ""


@transaction.atomic
def move(words: MoveWords, *, case: int, home: int, by: Actor) -> int | None:
    """Move people to a household of the case, a new one, or apart from all; returns the household's number."""
    people = [p for p in people_of(case, by) if p.id in words.persons]
    left = {m.person_id: m for m in standing(case, home).filter(person_id__in=words.persons)}
    demand(
        may_move(
            since=words.since,
            before=tuple(life_facts(person) for person in people),
            began=tuple(m.since for m in left.values() if m.since),
            staying=tuple(p.identity.addressed for p in people if _stays(left.get(p.id), words)),
            today=by.today,
        )
    )
    household = _next_number(case) if words.is_new else words.household
    counted = Counted(case, home)
    _end(left, words)
    begun = [
        _begin(person.id, person.position, household, words, case=case, home=home, by=by) for person in people
    ]
    counted.leave(m.household for m in left.values())
    counted.come(household for _ in begun)
    counted.write()
    tell("move_household", cases=[case], records={"people.membership": [m.pk for m in begun]})
    return household


@transaction.atomic
def take_back_move(membership: Membership, *, why: str, by: Actor) -> None:
    """A move that never was: its row and the one it ended are struck out, and what was before stands anew."""
    before = (
        Membership.objects.filter(
            home_id=membership.home_id,
            person_id=membership.person_id,
            until=membership.since,
            struck_at=None,
        )
        .exclude(pk=membership.pk)
        .order_by("-written_at")
        .first()
    )
    if before is None or membership.until:
        raise Refused(
            refused(
                "取り消せるのは、いちばん新しい移動だけです。",
                basis="",
                rule="H-1",
                remedy="新しいほうから順に取り消してください。",
            )
        )
    counted = Counted(before.case_id, before.home_id)
    for mistaken in (membership, before):
        strike_out(mistaken, why=why, by=by)
    stands = Membership(
        person_id=before.person_id,
        position=before.position,
        household=before.household,
        household_name=before.household_name,
        begun_why=before.begun_why,
        place=before.place,
        since=before.since,
    )
    write(stands, home=before.home_id, case=before.case_id, concerns=[before.person_id], by=by)
    counted.leave([membership.household])
    counted.come([before.household])
    counted.write()
    tell("take_back_move", cases=[before.case_id], records={"people.membership": [membership.pk, before.pk]})


@transaction.atomic
def take_back_whole_move(membership: Membership, *, by: Actor) -> None:
    """A move of today that was none, with everybody who moved in it; what was before stands anew (U-1)."""
    demand(may_move_be_taken_back(membership, today=by.today))
    for one in moved_with(membership):
        take_back_move(one, why=SAME_DAY, by=by)


def may_move_be_taken_back(membership: Membership, *, today: date) -> Verdict:
    """Whether a move was written today, nobody in it has moved on, and it is not itself a former state restored."""
    restored = Membership.objects.filter(
        home_id=membership.home_id, person_id=membership.person_id, struck_at=membership.written_at
    ).exists()
    together = moved_with(membership)
    is_move = bool(membership.begun_why) and not restored and membership.struck_at is None
    return may_be_taken_back(
        done_on=membership.written_at.astimezone(TOKYO).date() if is_move else None,
        today=today,
        is_newest=not any(one.until for one in together),
    )


def moved_with(membership: Membership) -> list[Membership]:
    """Everybody's membership that began in the same act."""
    return moves_written(membership.home_id, membership.written_at)


def end_memberships(person: int, *, until: str, why: str, case: int, home: int) -> None:
    """Whoever died lives nowhere any more, and those they lived with are one fewer."""
    rows = standing(case, home).filter(person_id=person)
    counted = Counted(case, home)
    counted.leave(rows.values_list("household", flat=True))
    with refusals():
        rows.update(until=until, ended_why=why)
    counted.write()


def _stays(membership: Membership | None, words: MoveWords) -> bool:
    """Whether somebody already lives where they would move to; another place apart from all is a move."""
    if membership is None or words.is_new:
        return False
    return membership.household == words.household and (
        words.household is not None or membership.place == words.place
    )


def _end(left: dict[int, Membership], words: MoveWords) -> None:
    reason = labels_of("move").get(("move", words.why), words.why)
    with refusals():
        Membership.objects.filter(pk__in=[m.pk for m in left.values()]).update(
            until=words.since, ended_why=reason
        )


def _begin(
    person: int, position: str, household: int | None, words: MoveWords, *, case: int, home: int, by: Actor
) -> Membership:
    begun = Membership(
        person_id=person,
        position=position,
        household=household,
        household_name=words.name,
        begun_why=words.why,
        place=words.place,
        since=words.since,
    )
    return write(begun, home=home, case=case, concerns=[person], by=by)


def _next_number(case: int) -> int:
    highest = Membership.objects.filter(case_id=case).aggregate(most=Max("household"))["most"]
    return (highest or 0) + 1
