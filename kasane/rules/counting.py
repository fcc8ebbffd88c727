"""Counting for the 月次報告: each figure says what it counts, and what leaves the office hides small cells (E-3)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from kasane.japanese.ages import age_band
from kasane.rules.registry import rule

SMALLEST = 10
UNKNOWN_AGE = "年齢不明"
UNKNOWN = "記載なし"
BANDS = (*dict.fromkeys(age_band(age) for age in range(0, 101, 10)), UNKNOWN_AGE)


class Unit(Enum):
    """What a figure counts; two units are never added."""

    NEW = "新規件数"
    CONTACTS = "延べ件数"
    PERSONS = "実人数"
    HOUSEHOLDS = "世帯数"
    REFERRALS = "件数"


class Shape(Enum):
    """How the cells of a table stand to its total."""

    # Each thing counts in one cell: the cells add up to the total.
    PARTS = "parts"
    # As PARTS, but the cells stand in other tables too: the total gives way instead of a further cell.
    LINKED = "linked"
    # A thing may count in several cells; `total` is how many things there are.
    SEVERAL = "several"
    # Figures of different kinds side by side: no total, nothing to subtract.
    APART = "apart"


@dataclass(frozen=True)
class Cell:
    """One figure; `count` is None where it was hidden."""

    label: str
    count: int | None
    unit: Unit | None = None
    definition: str = ""


@dataclass(frozen=True)
class Table:
    """Figures that belong together, with their unit and their definition in words."""

    title: str
    unit: Unit
    definition: str
    cells: tuple[Cell, ...]
    shape: Shape = Shape.PARTS
    total: int | None = 0

    @property
    def has_total(self) -> bool:
        return self.shape is not Shape.APART


@dataclass(frozen=True)
class ConsultationFacts:
    """One consultation of the month; `is_first` when it opened the household's file at this desk."""

    case: int
    is_first: bool
    channel: str
    consulter: str
    fields: frozenset[str]
    # Of the person at the centre, on the day of receipt.
    age: int | None
    is_complex: bool


@dataclass(frozen=True)
class ContactFacts:
    """One note of the month: how the contact was made, with which household, about whom."""

    case: int
    kind: str
    persons: frozenset[int]


@dataclass(frozen=True)
class MonthFacts:
    """Everything of one month in one desk's own rooms; states of つなぎ as they are when it is asked."""

    consultations: tuple[ConsultationFacts, ...]
    contacts: tuple[ContactFacts, ...]
    sent: tuple[str, ...]
    received: tuple[str, ...]


@dataclass(frozen=True)
class Labels:
    """The choices of each list in their order: (code, label)."""

    channels: Sequence[tuple[str, str]]
    consulters: Sequence[tuple[str, str]]
    fields: Sequence[tuple[str, str]]
    contacts: Sequence[tuple[str, str]]
    states: Sequence[tuple[str, str]]


@rule(
    "E-3",
    source="実施計画 5（実績の把握）、社会福祉法施行規則34条の10",
    says="実人数・延べ件数・世帯数・新規件数を混ぜず、数ごとに定義を添えて数える。",
)
def monthly_tables(facts: MonthFacts, labels: Labels) -> tuple[Table, ...]:
    """The tables of a month, each with its unit and definition."""
    new = tuple(one for one in facts.consultations if one.is_first)
    return (
        *_consultations(facts.consultations, new, labels),
        *_contacts(facts.contacts, labels),
        _referrals("つなぎ（送ったもの）", "その月にこの窓口が送ったつなぎ", facts.sent, labels),
        _referrals("つなぎ（届いたもの）", "その月にこの窓口へ送られたつなぎ", facts.received, labels),
    )


@rule(
    "E-3",
    source="統計の公表における秘匿（E-3）",
    says="外に出す表では、10未満の数と、引き算でわかる数を伏せる。",
)
def hidden_small(table: Table, *, smallest: int = SMALLEST) -> Table:
    """The table as it may leave the office: small cells are hidden, and whatever a subtraction would need.

    Zero says nothing of anybody and stays, unless the whole row is hidden because its total is small.
    """
    counts = [cell.count or 0 for cell in table.cells]
    total = table.total or 0
    hidden = _HIDDEN[table.shape](counts, total, smallest)
    cells = tuple(
        replace(cell, count=None) if place in hidden else cell for place, cell in enumerate(table.cells)
    )
    is_total_hidden = _is_small(total, smallest) or (table.shape is Shape.LINKED and bool(hidden))
    return replace(table, cells=cells, total=None if is_total_hidden else table.total)


def _is_small(count: int, smallest: int) -> bool:
    return 0 < count < smallest


def _small(counts: list[int], _total: int, smallest: int) -> set[int]:
    return {place for place, count in enumerate(counts) if _is_small(count, smallest)}


def _several(counts: list[int], total: int, smallest: int) -> set[int]:
    """Small cells, and those that leave few who are not counted in them."""
    if _is_small(total, smallest):
        return set(range(len(counts)))
    rest = [total - count for count in counts]
    return _small(counts, total, smallest) | _small(rest, total, smallest)


def _parts_hidden(counts: list[int], total: int, smallest: int) -> set[int]:
    """Small cells, and the next larger ones, equal ones together, until nothing can be worked out.

    Whoever knows this very procedure still finds at least two possible values for every hidden small cell.
    """
    if _is_small(total, smallest):
        return set(range(len(counts)))
    hidden = _small(counts, total, smallest)
    rest = sorted(
        (place for place in range(len(counts)) if place not in hidden),
        key=lambda place: (counts[place] == 0, counts[place]),
    )
    while hidden and rest and _can_be_worked_out([counts[place] for place in hidden], smallest):
        together = {place for place in rest if counts[place] == counts[rest[0]]}
        hidden |= together
        rest = [place for place in rest if place not in together]
    return hidden


def _can_be_worked_out(hidden: list[int], smallest: int) -> bool:
    """One cell alone is the rest of the sum; a sum near its least or its most leaves one way to share it out."""
    together = sum(hidden)
    is_near_least = together < smallest + len(hidden) - 1
    return len(hidden) < 2 or is_near_least or together == len(hidden) * (smallest - 1)


_HIDDEN: dict[Shape, Callable[[list[int], int, int], set[int]]] = {
    Shape.PARTS: _parts_hidden,
    Shape.LINKED: _small,
    Shape.SEVERAL: _several,
    Shape.APART: _small,
}


def _consultations(
    every: tuple[ConsultationFacts, ...], new: tuple[ConsultationFacts, ...], labels: Labels
) -> tuple[Table, ...]:
    first = "この窓口がその世帯から初めて受けた相談"
    return (
        Table(
            "相談の受付",
            Unit.CONTACTS,
            "その月に受けた相談の数。同じ世帯から何度受けても、そのつど数える。",
            (
                Cell("新規", len(new), Unit.NEW, f"{first}の数。"),
                Cell("二回目から", len(every) - len(new), Unit.CONTACTS, "すでに受けた世帯からの相談の数。"),
            ),
            Shape.LINKED,
            len(every),
        ),
        _parts("新規の相談　受付方法", f"{first}を、受付方法ごとに数えたもの。", labels.channels,
               [one.channel for one in new]),
        _parts("新規の相談　相談した人（経路）", f"{first}を、相談した人ごとに数えたもの。", labels.consulters,
               [one.consulter for one in new]),
        _fields(new, labels, first),
        _parts(
            "新規の相談　年代",
            f"{first}を、中心の人の受付日の年齢で分けたもの。",
            [(band, band) for band in BANDS],
            [age_band(one.age) if one.age is not None else UNKNOWN_AGE for one in new],
        ),
        Table(
            "新規の相談　複雑化・複合化",
            Unit.HOUSEHOLDS,
            "新規の相談の世帯を、受けたときの課題が分野や世帯員をまたぐかどうかで分けたもの。",
            (
                Cell("複雑化・複合化した世帯", sum(one.is_complex for one in new)),
                Cell("そのほかの世帯", sum(not one.is_complex for one in new)),
            ),
            total=len(new),
        ),
    )  # fmt: skip


def _fields(new: tuple[ConsultationFacts, ...], labels: Labels, first: str) -> Table:
    def has(code: str) -> int:
        return sum(code in one.fields for one in new)

    cells = tuple(Cell(label, has(code)) for code, label in labels.fields)
    none = sum(not one.fields for one in new)
    return Table(
        "新規の相談　課題の分野",
        Unit.NEW,
        f"{first}のうち、その分野の課題があるものの数。分野が二つ以上あればそれぞれに数えるので、足しても計にならない。",
        (*cells, Cell(UNKNOWN, none)),
        Shape.SEVERAL,
        len(new),
    )


def _contacts(contacts: tuple[ContactFacts, ...], labels: Labels) -> tuple[Table, ...]:
    persons = {person for one in contacts for person in one.persons}
    return (
        _parts(
            "対応　方法",
            "その月の経過記録の数。同じ人に何度対応しても、そのつど数える。",
            labels.contacts,
            [one.kind for one in contacts],
            Unit.CONTACTS,
        ),
        Table(
            "対応した人と世帯",
            Unit.PERSONS,
            "その月に経過記録のある人と世帯。何度対応しても一と数える。",
            (
                Cell("対応した人", len(persons), Unit.PERSONS, "「だれについて」に選ばれた人の実人数。"),
                Cell(
                    "対応した世帯",
                    len({one.case for one in contacts}),
                    Unit.HOUSEHOLDS,
                    "経過記録のある世帯の数。",
                ),
            ),
            Shape.APART,
            None,
        ),
    )


def _referrals(title: str, what: str, states: Iterable[str], labels: Labels) -> Table:
    definition = f"{what}を、いまの状態で分けたもの。"
    return _parts(title, definition, labels.states, list(states), Unit.REFERRALS)


def _parts(
    title: str,
    definition: str,
    choices: Sequence[tuple[str, str]],
    found: list[str],
    unit: Unit = Unit.NEW,
) -> Table:
    """Each thing in the one cell of its choice; what names no known choice stands in a cell of its own."""
    known = {code for code, _ in choices}
    count: Callable[[str], int] = found.count
    cells = [Cell(label, count(code)) for code, label in choices]
    strange = sum(code not in known for code in found)
    if strange:
        cells.append(Cell(UNKNOWN, strange))
    return Table(title, unit, definition, tuple(cells), total=len(found))
