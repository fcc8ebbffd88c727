"""Counting for the 月次報告: 新規, 延べ, 実人数 and 世帯 apart, and nothing small to be worked out from what leaves."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pytest

from kasane.rules.counting import (
    BANDS,
    UNKNOWN,
    UNKNOWN_AGE,
    Cell,
    ConsultationFacts,
    ContactFacts,
    Labels,
    MonthFacts,
    Shape,
    Table,
    Unit,
    hidden_small,
    monthly_tables,
)

LABELS = Labels(
    channels=[("phone", "電話"), ("visit", "来所")],
    consulters=[("person", "本人"), ("family", "家族・親族")],
    fields=[("care", "介護・世話"), ("work", "仕事・就労")],
    contacts=[("home_visit", "訪問"), ("phone", "電話")],
    states=[("sent", "回答待ち"), ("accepted", "受け付けた")],
)
HANAKO, TARO, YUMI = 1, 2, 3


def consultation(case: int, **told: object) -> ConsultationFacts:
    facts = {
        "is_first": True,
        "channel": "phone",
        "consulter": "person",
        "fields": frozenset({"care"}),
        "age": 82,
        "is_complex": False,
    }
    return ConsultationFacts(case=case, **{**facts, **told})  # type: ignore[arg-type]


def tables(
    *consultations: ConsultationFacts,
    contacts: tuple[ContactFacts, ...] = (),
    sent: tuple[str, ...] = (),
    received: tuple[str, ...] = (),
) -> dict[str, Table]:
    month = MonthFacts(consultations, contacts, sent, received)
    return {table.title: table for table in monthly_tables(month, LABELS)}


def counts(table: Table) -> dict[str, int | None]:
    return {cell.label: cell.count for cell in table.cells}


def test_a_household_that_comes_again_is_counted_but_not_as_new() -> None:
    found = tables(consultation(1), consultation(1, is_first=False), consultation(2))
    assert counts(found["相談の受付"]) == {"新規": 2, "二回目から": 1}
    assert found["相談の受付"].total == 3
    assert found["新規の相談　受付方法"].total == 2


def test_a_consultation_with_two_fields_counts_in_both_and_once_in_the_total() -> None:
    found = tables(consultation(1, fields=frozenset({"care", "work"})), consultation(2, fields=frozenset()))
    fields = found["新規の相談　課題の分野"]
    assert counts(fields) == {"介護・世話": 1, "仕事・就労": 1, UNKNOWN: 1}
    assert fields.total == 2
    assert fields.shape is Shape.SEVERAL
    assert "足しても計にならない" in fields.definition


@pytest.mark.parametrize(
    ("age", "band"),
    [(0, "10歳未満"), (9, "10歳未満"), (10, "10歳代"), (99, "90歳代"), (100, "100歳以上"), (119, "100歳以上"), (None, UNKNOWN_AGE)],
)  # fmt: skip
def test_an_age_has_one_band(age: int | None, band: str) -> None:
    found = counts(tables(consultation(1, age=age))["新規の相談　年代"])
    assert [label for label, count in found.items() if count] == [band]
    assert set(found) == set(BANDS)


def test_what_names_no_known_choice_is_not_lost() -> None:
    table = tables(consultation(1, channel=""), consultation(2))["新規の相談　受付方法"]
    assert counts(table) == {"電話": 1, "来所": 0, UNKNOWN: 1}
    assert table.total == 2


def test_two_visits_to_mother_and_son_are_two_contacts_two_persons_one_household() -> None:
    both = frozenset({HANAKO, TARO})
    visits = (ContactFacts(1, "home_visit", both), ContactFacts(1, "home_visit", both))
    found = tables(contacts=visits)
    assert counts(found["対応　方法"]) == {"訪問": 2, "電話": 0}
    assert counts(found["対応した人と世帯"]) == {"対応した人": 2, "対応した世帯": 1}
    assert not found["対応した人と世帯"].has_total, "persons and households are never added"


def test_the_daughter_of_another_household_is_one_more_person_and_household() -> None:
    contacts = (ContactFacts(1, "phone", frozenset({HANAKO})), ContactFacts(2, "phone", frozenset({YUMI})))
    assert counts(tables(contacts=contacts)["対応した人と世帯"]) == {"対応した人": 2, "対応した世帯": 2}


def test_a_note_about_nobody_is_a_contact_with_the_household() -> None:
    found = tables(contacts=(ContactFacts(1, "phone", frozenset()),))
    assert counts(found["対応した人と世帯"]) == {"対応した人": 0, "対応した世帯": 1}


def test_sent_and_received_are_told_apart_by_their_states() -> None:
    found = tables(sent=("sent", "accepted", "accepted"), received=("sent",))
    assert counts(found["つなぎ（送ったもの）"]) == {"回答待ち": 1, "受け付けた": 2}
    assert counts(found["つなぎ（届いたもの）"]) == {"回答待ち": 1, "受け付けた": 0}


def test_complex_households_are_parts_of_the_new_ones() -> None:
    table = tables(consultation(1, is_complex=True), consultation(2), consultation(2, is_first=False))[
        "新規の相談　複雑化・複合化"
    ]
    assert counts(table) == {"複雑化・複合化した世帯": 1, "そのほかの世帯": 1}
    assert table.unit is Unit.HOUSEHOLDS


def test_every_table_carries_its_definition_and_unit() -> None:
    for table in tables().values():
        assert table.definition.endswith("。")
        assert table.unit in Unit


@pytest.mark.parametrize("sizes", [(0,), (1,), (7,), (25,)])
def test_the_cells_of_a_table_of_parts_add_up_to_its_total(sizes: tuple[int]) -> None:
    many = [consultation(n, channel=["phone", "visit", "x"][n % 3], age=n) for n in range(sizes[0])]
    for table in tables(*many).values():
        if table.shape in (Shape.PARTS, Shape.LINKED):
            assert sum(cell.count or 0 for cell in table.cells) == table.total


# --- What leaves the office ---


def parts(*cells: int, shape: Shape = Shape.PARTS) -> Table:
    told = tuple(Cell(str(place), count) for place, count in enumerate(cells))
    return Table("表", Unit.NEW, "定義。", told, shape, sum(cells))


def published(table: Table, smallest: int = 10) -> tuple[tuple[int | None, ...], int | None]:
    hidden = hidden_small(table, smallest=smallest)
    return tuple(cell.count for cell in hidden.cells), hidden.total


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ((12, 30, 0), ((12, 30, 0), 42)),
        # One small cell alone would be the rest of the sum: a second one goes with it.
        ((3, 30, 45), ((None, None, 45), 78)),
        ((9, 10), ((None, None), 19)),
        # Zero is nobody, and stays.
        ((3, 30, 0, 45), ((None, None, 0, 45), 78)),
        # A small total hides the row whole.
        ((3, 4, 0), ((None, None, None), None)),
        ((0, 0, 0), ((0, 0, 0), 0)),
        # Two small ones that could only be one and one need a third.
        ((1, 1, 40, 50), ((None, None, None, 50), 92)),
        # So do two that could only be nine and nine.
        ((9, 9, 40, 50), ((None, None, None, 50), 108)),
        # Equals go together, or the choice between them tells.
        ((4, 20, 20, 50), ((None, None, None, 50), 94)),
    ],
)
def test_what_is_hidden(cells: tuple[int, ...], shown: object) -> None:
    assert published(parts(*cells)) == shown


def shared_out(total: int, places: int) -> Iterator[tuple[int, ...]]:
    if places == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in shared_out(total - first, places - 1):
            yield (first, *rest)


@pytest.mark.parametrize("smallest", [3, 4, 5, 6])
@pytest.mark.parametrize(("places", "largest"), [(1, 24), (2, 24), (3, 20), (4, 14), (5, 11)])
def test_who_knows_the_procedure_and_the_total_still_cannot_tell_a_small_cell(
    smallest: int, places: int, largest: int
) -> None:
    """Every table there is, grouped by what is published of it: each hidden small cell has two possible values."""
    alike: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for total in range(largest + 1):
        for cells in shared_out(total, places):
            alike[published(parts(*cells), smallest)].append(cells)
    told = [
        (shown, candidates[0])
        for shown, candidates in alike.items()
        for place in range(places)
        if len({cells[place] for cells in candidates}) == 1 and 0 < candidates[0][place] < smallest
    ]
    assert told == []


def test_hiding_one_cell_alone_would_be_noticed_by_the_attack() -> None:
    """The test above can fail: a procedure without a second cell is found out."""
    alike: dict[object, set[tuple[int, ...]]] = defaultdict(set)
    for cells in product(range(9), repeat=2):
        naive = tuple(None if 0 < count < 3 else count for count in cells)
        alike[naive, sum(cells)].add(cells)
    assert any(len(candidates) == 1 and None in naive for (naive, _), candidates in alike.items())  # type: ignore[misc]


def test_no_small_cell_is_ever_shown_and_none_of_a_large_row_is_hidden_for_nothing() -> None:
    for cells in product(range(14), repeat=3):
        shown, total = published(parts(*cells))
        assert [count for count in shown if count is not None and 0 < count < 10] == []
        assert total is None or not 0 < total < 10
        if min(cells) >= 10:
            assert shown == cells


@pytest.mark.parametrize(
    ("new", "again", "shown"),
    [
        (12, 3, ((12, None), None)),
        (3, 12, ((None, 12), None)),
        (12, 0, ((12, 0), 12)),
        (12, 15, ((12, 15), 27)),
        (4, 3, ((None, None), None)),
    ],
)
def test_the_new_ones_stand_in_every_table_so_the_total_gives_way(
    new: int, again: int, shown: object
) -> None:
    """12 new of 15: were the 15 shown, the 3 would be too."""
    assert published(parts(new, again, shape=Shape.LINKED)) == shown


@pytest.mark.parametrize(
    ("count", "total", "shown"),
    [(12, 40, 12), (9, 40, None), (35, 40, None), (30, 40, 30), (40, 40, 40), (0, 40, 0), (5, 8, None), (0, 8, None)],
)  # fmt: skip
def test_of_several_few_who_are_not_counted_are_hidden_too(count: int, total: int, shown: int | None) -> None:
    table = Table("分野", Unit.NEW, "定義。", (Cell("介護", count),), Shape.SEVERAL, total)
    assert published(table)[0] == (shown,)


def test_persons_and_households_are_hidden_each_for_itself() -> None:
    table = Table("実", Unit.PERSONS, "定義。", (Cell("人", 12), Cell("世帯", 8)), Shape.APART, None)
    assert published(table) == ((12, None), None)


def test_the_report_of_the_city_itself_hides_nothing() -> None:
    found = tables(consultation(1))
    assert found["相談の受付"].total == 1
    assert counts(found["新規の相談　受付方法"])["電話"] == 1
