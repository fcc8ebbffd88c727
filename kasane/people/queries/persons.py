"""Persons as who acts may know them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kasane.access.actor import Actor
from kasane.access.seeing import saw
from kasane.japanese.ages import age_on
from kasane.japanese.partial import earliest, order
from kasane.people.models import SEXES, Identity, MatchTask, Membership, ProtectedAddress
from kasane.people.queries.beside import RepresentativeView, died, representatives, with_life
from kasane.people.queries.settled import settled
from kasane.rooms.queries import call, rows_of
from kasane.rules.matching import MatchDecision


@dataclass(frozen=True)
class PersonView:
    """One person of a household; `co_residents` are told by number, never by name."""

    id: int
    identity: Identity
    position: str
    co_residents: int
    # In years: today's, or of who died, as old as they became.
    age: int | None
    # Where they live now, as far as it is known; None once they died.
    membership: Membership | None = None
    # When they died, as a day known in part; empty while they live.
    died: str = ""
    # Who may act for them today.
    representatives: tuple[RepresentativeView, ...] = ()

    @property
    def household(self) -> int | None:
        """The number of the household they live in; None for who lives apart from all, or died."""
        return self.membership.household if self.membership is not None else None


def people_of(case: int, actor: Actor) -> list[PersonView]:
    """Everybody of the case whose identity may be read, one view each: one's own record before another's."""
    identities: dict[int, Identity] = {}
    for identity in with_life(Identity.objects.filter(case_id=case)).order_by("-doors", "-written_at"):
        known = identities.get(identity.person_id)
        if known is None or (known.is_laid_open and not identity.is_laid_open):
            identities[identity.person_id] = identity
    kept = settled(Membership.objects.filter(case_id=case), lambda m: m.person_id)
    return [
        _view(
            person, identity, [m for m in kept if m.person_id == person], frozenset(identities), actor.today
        )
        for person, identity in sorted(identities.items(), key=lambda pair: _birth_order(pair[1]))
    ]


def names_of(cases: list[int]) -> dict[int, list[str]]:
    """For each case of a list, the readable names, each person once."""
    names: dict[int, dict[int, str]] = {}
    told = Identity.objects.filter(case_id__in=cases).order_by("birth_on", "written_at")
    for identity in told.only("case_id", "home_id", "doors", "person_id", "name", "called"):
        names.setdefault(identity.case_id, {})[identity.person_id] = identity.shown_name
    return {case: list(dict.fromkeys(by_person.values())) for case, by_person in names.items()}


def born_on(day: date) -> list[Identity]:
    """Readable persons of that birthday, at most fifty."""
    return list(Identity.objects.filter(birth_on=day).order_by("kana", "name")[:50])


def protections_of(case: int, person: int) -> list[ProtectedAddress]:
    """支援措置 of a person as far as one may read it, the newest first; empty for who was not asked again."""
    found = ProtectedAddress.objects.filter(case_id=case, person_id=person)
    return list(found.order_by("-valid_from", "-written_at"))


@dataclass(frozen=True)
class MatchSide:
    """One of two identities: who it is and which desk wrote it down, nothing else."""

    name: str
    kana: str
    former_surname: str
    born: str
    sex: str
    address: str
    phone: str
    desk: str
    phone_of_desk: str
    is_protected: bool


@dataclass(frozen=True)
class MatchView:
    task: MatchTask
    decision: MatchDecision
    sides: tuple[MatchSide, ...]


def matches(decision: MatchDecision) -> list[MatchView]:
    """For the coordinator: pairs that may be one person, the newest first; read identities are told as seen."""
    tasks = {task.pk: task for task in MatchTask.objects.filter(state=decision.value)}
    sides: dict[int, list[MatchSide]] = {}
    for task, _side, identity, case, home, *told in rows_of("match_sides", decision.value):
        saw(Identity._meta.label_lower, identity, case, (home,))
        sides.setdefault(task, []).append(_side_of(told))
    return [
        MatchView(tasks[number], decision, tuple(pair)) for number, pair in sides.items() if number in tasks
    ]


def match_of(number: int) -> MatchTask | None:
    return MatchTask.objects.filter(id=number).first()


def open_matches() -> int:
    """How many pairs wait for the coordinator."""
    return MatchTask.objects.filter(state=MatchDecision.OPEN.value).count()


def is_hinted(case: int) -> bool:
    """Whether whoever saved a person of the case just now may be told that somebody may already be helping."""
    return bool(call("hinted_now", case))


def _side_of(told: list[Any]) -> MatchSide:
    name, kana, former, birth_on, year, month, about_age, sex, address, phone, desk, desk_phone, protected = (
        told
    )
    written = Identity(birth_on=birth_on, birth_year=year, birth_month=month)
    about = f"{about_age}歳くらい" if about_age is not None else ""
    return MatchSide(
        name=name,
        kana=kana,
        former_surname=former,
        born=written.born or about,
        sex=dict(SEXES).get(sex, ""),
        address=address,
        phone=phone,
        desk=desk or "",
        phone_of_desk=desk_phone or "",
        is_protected=protected,
    )


def _view(
    person: int, identity: Identity, memberships: list[Membership], known: frozenset[int], today: date
) -> PersonView:
    end = died(identity)
    ordered = sorted(memberships, key=lambda m: (order(m.since), m.written_at))
    current = next((m for m in reversed(ordered) if not m.until), None)
    last = current or (ordered[-1] if ordered else None)
    return PersonView(
        id=person,
        identity=identity,
        position=last.position if last else "",
        co_residents=current.co_residents if current else 0,
        age=_age(identity, earliest(end) if end else today),
        membership=current,
        died=end,
        representatives=tuple(
            r
            for r in representatives(identity)
            if r.is_current(today) and (r.by_person is None or r.by_person in known)
        ),
    )


def _age(identity: Identity, today: date) -> int | None:
    if identity.is_expected:
        return None
    if identity.birth_on is not None:
        return age_on(identity.birth_on, max(today, identity.birth_on))
    if identity.birth_year is not None:
        return today.year - identity.birth_year
    return identity.about_age


def _birth_order(identity: Identity) -> tuple[bool, date, int]:
    return (identity.birth_on is None, identity.birth_on or date.max, -(identity.about_age or 0))
