"""The personnel section's list: what each row may say, and what is said back about a row that is wrong."""

from datetime import date, timedelta

import pytest

from kasane.rules.roster import HEADINGS, Hat, hats_of, without_anybody

ROLES = {"相談員": "desk_worker", "計画担当": "plan_officer"}
DESKS = {"houkatsu-nango": 1, "社会福祉協議会 CSW": 2}
SATO = ("sato", "佐藤 恵", "さとう めぐみ", "社会福祉士", "houkatsu-nango", "相談員", "", "2027-04-01", "")


def read(lines: list[tuple[int, tuple[str, ...]]]) -> tuple[list[Hat], list[str]]:
    return hats_of(lines, desks=DESKS, roles=ROLES)


def told(*rows: tuple[str, ...]) -> list[tuple[int, tuple[str, ...]]]:
    return list(enumerate((HEADINGS, *rows), start=1))


def with_(**cells: str) -> tuple[str, ...]:
    return tuple(cells.get(heading, cell) for heading, cell in zip(HEADINGS, SATO, strict=True))


def test_a_row_is_a_hat() -> None:
    (hat,), faults = read(told(with_(管理者="○", 終期="令和10年3月31日")))
    assert not faults
    assert (hat.username, hat.desk, hat.role, hat.is_manager) == ("sato", 1, "desk_worker", True)
    assert (hat.valid_from, hat.valid_to) == (date(2027, 4, 1), date(2028, 3, 31))


def test_a_desk_is_named_by_its_code_or_as_people_say_it() -> None:
    (hat,), faults = read(told(with_(窓口="社会福祉協議会 CSW")))
    assert (hat.desk, faults) == (2, [])


def test_the_hat_worn_now_is_ended_without_saying_since_when() -> None:
    (hat,), faults = read(told(with_(始期="", 終期="2027-03-31")))
    assert (hat.valid_from, hat.valid_to, faults) == (None, date(2027, 3, 31), [])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (with_(職員ID="佐藤"), "2行目：職員IDは、半角"),
        (with_(職員ID="sa"), "3文字から"),
        (with_(氏名=""), "氏名とふりがな"),
        (with_(ふりがな=""), "氏名とふりがな"),
        (with_(窓口="houkatsu"), "窓口「houkatsu」がありません"),
        (with_(役割="課長"), "役割「課長」がありません"),
        (with_(管理者="×"), "「○」か空欄"),
        (with_(始期="四月"), "始期「四月」は日付ではありません"),
        (with_(始期=""), "始期がありません"),
        (with_(終期="2027-03-31"), "終期が始期より前"),
        (("sato",), "氏名とふりがな"),
    ],
)
def test_a_wrong_row_is_named_with_what_is_wrong(row: tuple[str, ...], said: str) -> None:
    hats, (fault,) = read(told(row))
    assert not hats
    assert said in fault


def test_rows_that_contradict_one_another_are_told_apart_from_those_that_follow() -> None:
    elsewhere, after = with_(窓口="社会福祉協議会 CSW"), with_(始期="2028-04-01")
    assert read(told(SATO, elsewhere))[1] == [], "two hats at once, at two desks"
    assert "重なって" in read(told(SATO, after))[1][0]
    assert read(told(with_(終期="2028-03-31"), after))[1] == [], "one after the other"
    assert "氏名がちがいます" in read(told(SATO, with_(氏名="佐藤 愛", 窓口="社会福祉協議会 CSW")))[1][0]


def test_other_headings_are_refused_before_anything_is_read() -> None:
    hats, (fault,) = read([(1, ("氏名", "職員ID")), (2, SATO)])
    assert not hats
    assert "「職員ID」「氏名」" in fault
    assert read([])[1]


TODAY = date(2027, 3, 1)
LAST = date(2027, 3, 31)


@pytest.mark.parametrize(
    ("spans", "empty"),
    [
        ([(date(2022, 4, 1), None)], None),
        ([(date(2022, 4, 1), LAST)], LAST + timedelta(days=1)),
        ([(date(2022, 4, 1), LAST), (LAST + timedelta(days=1), None)], None),
        ([(date(2022, 4, 1), LAST), (LAST + timedelta(days=2), None)], LAST + timedelta(days=1)),
        ([(date(2022, 4, 1), date(2027, 2, 1))], TODAY),
        ([(date(2027, 4, 1), None)], TODAY),
    ],
)
def test_the_day_from_which_a_desk_has_nobody(
    spans: list[tuple[date, date | None]], empty: date | None
) -> None:
    assert without_anybody(spans, TODAY) == empty
