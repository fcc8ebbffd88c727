"""People who stand side by side because they are, or were, couples: each chain in the order it is drawn."""

from kasane.diagrams.family import Member, Sex
from kasane.diagrams.genogram.kin import Kin, Pair

Chain = tuple[int, ...]


def chains(kin: Kin, apart: tuple[Pair, ...]) -> dict[int, Chain]:
    """The chain of everybody; who has no partner is a chain of one."""
    partners: dict[int, list[tuple[int, int]]] = {id_: [] for id_ in kin.members}
    for pair in kin.pairs:
        if pair not in apart:
            partners[pair.one].append((pair.order, pair.other))
            partners[pair.other].append((pair.order, pair.one))
    found: dict[int, Chain] = {}
    place = {id_: at for at, id_ in enumerate(kin.members)}
    for id_ in sorted(kin.members, key=lambda i: (-len(partners[i]), not kin.members[i].is_centre, place[i])):
        if id_ not in found:
            chain = _from_hub(id_, partners, kin.members)
            found.update(dict.fromkeys(chain, chain))
    return found


def _from_hub(hub: int, partners: dict[int, list[tuple[int, int]]], members: dict[int, Member]) -> Chain:
    """Earlier unions to the left, later ones to the right; of a couple the man stands left."""
    seen = {hub}
    spouses = _fresh(hub, partners, seen)
    if len(spouses) == 1:
        before = spouses if members[hub].sex is not Sex.MALE and members[spouses[0]].sex is Sex.MALE else []
    else:
        before = spouses[: (len(spouses) + 1) // 2]
    after = spouses[len(before) :]
    left = [id_ for spouse in before for id_ in reversed(_outwards(spouse, partners, seen))]
    right = [id_ for spouse in after for id_ in _outwards(spouse, partners, seen)]
    return (*tuple(left), hub, *tuple(right))


def _outwards(spouse: int, partners: dict[int, list[tuple[int, int]]], seen: set[int]) -> list[int]:
    """A spouse, and beyond them whoever else they are or were a couple with."""
    chain = [spouse]
    for further in _fresh(spouse, partners, seen):
        chain.extend(_outwards(further, partners, seen))
    return chain


def _fresh(id_: int, partners: dict[int, list[tuple[int, int]]], seen: set[int]) -> list[int]:
    found = [other for _, other in sorted(partners[id_], key=lambda p: p[0]) if other not in seen]
    seen.update(found)
    return found
