"""What of a family can be drawn: every id known, no loop of descent, each pair and each child of it once."""

from dataclasses import dataclass

from kasane.diagrams.family import Child, Couple, Descent, Family, Member, Union


@dataclass(frozen=True)
class Pair:
    """Two people joined by a line; `union` is empty when they are known as parents of a child and no more."""

    one: int
    other: int
    union: Union | None
    order: int

    @property
    def both(self) -> frozenset[int]:
        return frozenset((self.one, self.other))


@dataclass(frozen=True)
class Sibship:
    """The children of the same one or two parents, eldest first."""

    parents: tuple[int, ...]
    children: tuple[Child, ...]


@dataclass(frozen=True)
class Kin:
    """The family as it is drawn."""

    members: dict[int, Member]
    pairs: tuple[Pair, ...]
    sibships: tuple[Sibship, ...]


def kin_of(family: Family) -> Kin:
    members: dict[int, Member] = {}
    for member in family.members:
        members.setdefault(member.id, member)
    couples = _couples(family, members)
    descents = _without_loops(_merged(family.children, members))
    sibships = _sibships(descents, members)
    known = {pair.both for pair in couples}
    parents = tuple(
        Pair(*s.parents, None, 99)
        for s in sibships
        if len(s.parents) == 2 and frozenset(s.parents) not in known
    )
    return Kin(members, couples + parents, sibships)


def _couples(family: Family, members: dict[int, Member]) -> tuple[Pair, ...]:
    """Of two records about the same couple the later union counts."""
    found: dict[frozenset[int], Couple] = {}
    for couple in sorted(family.couples, key=lambda c: c.order):
        if couple.one != couple.other and couple.one in members and couple.other in members:
            found[frozenset((couple.one, couple.other))] = couple
    return tuple(Pair(c.one, c.other, c.union, c.order) for c in found.values())


def _merged(children: tuple[Child, ...], members: dict[int, Member]) -> list[Child]:
    """One line of descent for each child, kind and pair of parents; parents told one by one become two."""
    found: dict[int, list[Child]] = {}
    for entry in children:
        parents = tuple(dict.fromkeys(p for p in entry.parents if p in members and p != entry.child))
        if entry.child not in members:
            continue
        for two in (parents[at : at + 2] for at in range(0, len(parents), 2)):
            _join(found.setdefault(entry.child, []), Child(entry.child, two, entry.descent))
    return [child for entries in found.values() for child in entries]


def _join(entries: list[Child], new: Child) -> None:
    for at, old in enumerate(entries):
        both = old.parents + tuple(p for p in new.parents if p not in old.parents)
        if old.descent is new.descent and (len(both) == len(old.parents) or len(both) == 2):
            entries[at] = Child(old.child, both, old.descent)
            return
        if set(old.parents) == set(new.parents):
            return
    entries.append(new)


def _without_loops(descents: list[Child]) -> list[Child]:
    """Nobody is drawn as their own forebear: of records that say so the later is left out."""
    below: dict[int, set[int]] = {}
    kept = []
    for entry in sorted(descents, key=lambda e: e.descent is not Descent.BORN):
        if not any(parent in _reachable(below, entry.child) for parent in entry.parents):
            kept.append(entry)
            for parent in entry.parents:
                below.setdefault(parent, set()).add(entry.child)
    return kept


def _reachable(below: dict[int, set[int]], start: int) -> set[int]:
    seen, waiting = {start}, [start]
    while waiting:
        for child in below.get(waiting.pop(), ()):
            if child not in seen:
                seen.add(child)
                waiting.append(child)
    return seen


def _sibships(descents: list[Child], members: dict[int, Member]) -> tuple[Sibship, ...]:
    place = {id_: at for at, id_ in enumerate(members)}
    found: dict[frozenset[int], list[Child]] = {}
    for entry in descents:
        found.setdefault(frozenset(entry.parents), []).append(entry)

    def rank(entry: Child) -> tuple[float, float, int, int]:
        member = members[entry.child]
        order = member.birth_order or 1_000
        return (member.is_expected, order, -(member.age or 0) if order == 1_000 else 0, place[entry.child])

    sibships = []
    for parents, entries in found.items():
        ordered = sorted(entries, key=rank)
        sibships.append(
            Sibship(tuple(sorted(parents, key=place.__getitem__)), _twins_together(ordered, members))
        )
    return tuple(sorted(sibships, key=lambda s: [place[p] for p in s.parents]))


def _twins_together(ordered: list[Child], members: dict[int, Member]) -> tuple[Child, ...]:
    """Children of one birth stand side by side, where the first of them stands."""
    taken: dict[int, Child] = {}
    for entry in ordered:
        twins = members[entry.child].twins
        for other in ordered if twins is not None else [entry]:
            if other is entry or members[other.child].twins == twins:
                taken.setdefault(other.child, other)
    return tuple(taken.values())
