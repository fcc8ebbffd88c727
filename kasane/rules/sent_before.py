"""Before a つなぎ is sent: whom the desk has handed to the same receiver already, out of another case of its own (F-1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from kasane.japanese.likeness import name_likeness
from kasane.rules.referrals import AWAITED, ReferralState
from kasane.rules.registry import rule

ANSWERED = frozenset({ReferralState.RETURNED, ReferralState.CLOSED})


class Sameness(Enum):
    """Why two records are taken for one person: the coordinator matched them, or they say so themselves."""

    MATCHED = "名寄せで同じ人とされた方"
    ALIKE = "氏名と生年月日が同じ方"


@dataclass(frozen=True)
class KnownAs:
    """One person as one record tells of them; `root` is whom the matching so far leads to."""

    root: int
    name: str
    kana: str
    birth_on: date | None


def root_of(person: int, pointers: Mapping[int, int | None]) -> int:
    """Whom a person was matched to, as far as the pointers are known."""
    seen = {person}
    while (following := pointers.get(person)) is not None and following not in seen:
        seen.add(following)
        person = following
    return person


@rule(
    "F-1",
    source="つなぎの運用（domain 4.2）",
    says="送る前に、自分の窓口の別のケースから同じ方を同じつなぎ先へ送っていれば知らせる。送ることは妨げない。",
)
def sameness(one: KnownAs, other: KnownAs) -> Sameness | None:
    """Whether two records speak of one person; a name alone, or a birthday known in part, says nothing."""
    if one.root == other.root:
        return Sameness.MATCHED
    if one.birth_on is None or one.birth_on != other.birth_on:
        return None
    mine, theirs = name_likeness(one.name, one.kana), name_likeness(other.name, other.kana)
    is_written_alike = bool(mine.letters) and mine.letters == theirs.letters
    is_read_alike = bool(mine.sounds) and mine.sounds == theirs.sounds
    return Sameness.ALIKE if is_written_alike or is_read_alike else None


@rule(
    "F-1",
    source="つなぎの運用（domain 4.2）",
    says="知らせるのは、まだ終わっていないつなぎと、決められた日数のうちに返事のあったつなぎで、取り下げたものは除く。",
)
def is_worth_telling(state: ReferralState, *, answered_on: date | None, days: int, today: date) -> bool:
    """Whether an earlier つなぎ still matters to who sends the next one."""
    if state in AWAITED:
        return True
    is_recent = answered_on is not None and answered_on + timedelta(days=days) >= today
    return state in ANSWERED and is_recent
