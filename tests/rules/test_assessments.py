"""Answers: shown or hidden, missing, fitting, carried on, compared; and when an agency's own form stands in."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasane.rules.assessments import (
    carried,
    compared,
    fits,
    free_texts,
    is_answered,
    lacking,
    may_be_finished,
    may_be_opened,
    may_be_written,
    may_own_form_stand_in,
    missing,
    shown,
    shown_answers,
)
from kasane.rules.sheets import Condition, Item, ItemKind, Section, Sheet

LISTS = {"health": ["good", "treated"], "factors": ["illness", "debt", "other"], "tax": ["exempt"]}
HEALTH = Item("health", "健康状態", ItemKind.ONE, list_code="health", is_required=True)
HOSPITAL = Item(
    "hospital",
    "通院先",
    ItemKind.TEXT,
    is_required=True,
    shown_when=Condition("health", frozenset({"treated"})),
)
KNOWN = Item(
    "known", "病名を聞いたか", ItemKind.YES_NO, shown_when=Condition("health", frozenset({"treated"}))
)
ILLNESS = Item("illness", "病名", ItemKind.LONG, shown_when=Condition("known", frozenset({"yes"})))
TAX = Item("tax", "課税状況", ItemKind.ONE, list_code="tax", information_class="tax")
FACTORS = Item("factors", "背景要因", ItemKind.SEVERAL, list_code="factors", is_reported=True)
WHICH = Item(
    "which",
    "その他の内容",
    ItemKind.TEXT,
    is_reported=True,
    shown_when=Condition("factors", frozenset({"other"})),
)
SHEET = Sheet(
    (
        Section("health", "健康", (HEALTH, HOSPITAL, KNOWN, ILLNESS)),
        Section("money", "家計", (TAX,)),
        Section("end", "まとめ", (FACTORS, WHICH)),
    )
)
WHOLE = {"health": "good", "factors": ["debt"]}
ALWAYS = {"health", "tax", "factors"}


@pytest.mark.parametrize(
    ("answers", "seen"),
    [
        ({}, set()),
        ({"health": "good"}, set()),
        ({"health": "treated"}, {"hospital", "known"}),
        ({"health": "treated", "known": "yes"}, {"hospital", "known", "illness"}),
        ({"health": "treated", "known": "no"}, {"hospital", "known"}),
        # What hangs on a hidden item is hidden, whatever was once answered there.
        ({"health": "good", "known": "yes", "illness": "x"}, set()),
        ({"factors": ["debt"]}, set()),
        ({"factors": ["debt", "other"]}, {"which"}),
        ({"health": None, "factors": None}, set()),
    ],
)
def test_an_item_is_shown_only_where_its_condition_is_met(answers: dict[str, Any], seen: set[str]) -> None:
    assert shown(SHEET, answers) == ALWAYS | seen


def test_hidden_and_empty_answers_do_not_count() -> None:
    answers = {"health": "good", "hospital": "市立病院", "tax": "", "factors": [], "gone": "x"}
    assert shown_answers(SHEET, answers) == {"health": "good"}


@pytest.mark.parametrize(
    ("value", "is_so"),
    [(None, False), ("", False), ([], False), ((), False), (0, True), ("x", True), (["x"], True)],
)
def test_nothing_is_no_answer_and_nought_is_one(value: object, is_so: bool) -> None:
    assert is_answered(value) is is_so


@pytest.mark.parametrize(
    ("answers", "absent"),
    [
        ({}, ["factors", "health"]),
        ({"health": "treated"}, ["factors", "hospital"]),
        ({"health": "good"}, ["factors"]),
        ({"factors": ["other"]}, ["which", "health"]),
        ({"factors": ["other"], "which": "x", "health": "treated"}, ["hospital"]),
        (WHOLE, []),
    ],
)
def test_what_is_missing_is_told_with_what_is_reported_first(
    answers: dict[str, Any], absent: list[str]
) -> None:
    assert [item.code for item in missing(SHEET, answers)] == absent


def test_a_whole_assessment_may_be_finished_once() -> None:
    assert may_be_finished(sheet=SHEET, answers=WHOLE, is_finished=False)
    assert not may_be_finished(sheet=SHEET, answers=WHOLE, is_finished=True)


def test_the_refusal_names_what_is_missing_and_which_of_it_is_reported() -> None:
    verdict = may_be_finished(sheet=SHEET, answers={}, is_finished=False)
    assert verdict.details == ("背景要因（国へ報告）", "健康状態")


@pytest.mark.parametrize(("is_finished", "is_own_room", "is_so"), [(False, True, True), (True, True, False), (False, False, False), (True, False, False)])  # fmt: skip
def test_only_what_is_not_finished_and_ones_own_is_written(
    is_finished: bool, is_own_room: bool, is_so: bool
) -> None:
    assert bool(may_be_written(is_finished=is_finished, is_own_room=is_own_room)) is is_so


@pytest.mark.parametrize("is_finished", [True, False])
def test_only_a_finished_assessment_is_laid_open(is_finished: bool) -> None:
    assert bool(may_be_opened(is_finished=is_finished)) is is_finished


@pytest.mark.parametrize(
    ("covered", "answers", "codes"),
    [
        ({"factors"}, {"factors": ["debt"]}, []),
        (set(), {"factors": ["debt"]}, ["factors"]),
        ({"factors"}, {}, ["factors"]),
        ({"factors"}, {"factors": ["other"]}, ["which"]),
        ({"factors", "which"}, {"factors": ["other"], "which": "借家の立ち退き"}, []),
        # What the sheet requires and does not report is no matter of an own form.
        ({"factors"}, {"factors": ["debt"], "health": ""}, []),
    ],
)
def test_an_own_form_lacks_what_it_does_not_hold_or_was_not_written_down(
    covered: set[str], answers: dict[str, Any], codes: list[str]
) -> None:
    assert [item.code for item in lacking(SHEET, covered, answers)] == codes
    verdict = may_own_form_stand_in(
        sheet=SHEET, covered=covered, answers=answers, has_paper=True, is_finished=False
    )
    assert bool(verdict) is (codes == [])
    assert verdict.details == tuple(label.label for label in SHEET.items if label.code in codes)


@pytest.mark.parametrize(
    ("has_paper", "is_finished", "word"),
    [(False, False, "添付"), (True, True, "すでに完了"), (True, False, "")],
)
def test_an_own_form_needs_its_paper_and_is_finished_once(
    has_paper: bool, is_finished: bool, word: str
) -> None:
    verdict = may_own_form_stand_in(
        sheet=SHEET,
        covered={"factors"},
        answers={"factors": ["debt"]},
        has_paper=has_paper,
        is_finished=is_finished,
    )
    assert bool(verdict) is (word == "")
    assert word in verdict.reason


def item(kind: ItemKind, **told: Any) -> Item:
    return Item("x", "項目", kind, **told)


@pytest.mark.parametrize(
    ("one", "value", "is_so"),
    [
        (item(ItemKind.TEXT), "x" * 200, True),
        (item(ItemKind.TEXT), "x" * 201, False),
        (item(ItemKind.TEXT), 5, False),
        (item(ItemKind.LONG), "x" * 5000, True),
        (item(ItemKind.LONG), "x" * 5001, False),
        (item(ItemKind.LONG), ["x"], False),
        (HEALTH, "good", True),
        (HEALTH, "gone", False),
        (HEALTH, ["good"], False),
        (item(ItemKind.YES_NO), "yes", True),
        (item(ItemKind.YES_NO), "maybe", False),
        (FACTORS, ["debt", "illness"], True),
        (FACTORS, ["debt", "gone"], False),
        (FACTORS, "debt", False),
        (item(ItemKind.NUMBER), 0, True),
        (item(ItemKind.NUMBER), 110000, True),
        (item(ItemKind.NUMBER), -1, False),
        (item(ItemKind.NUMBER), True, False),
        (item(ItemKind.NUMBER), "5", False),
        (item(ItemKind.DAY), "2026-11-25", True),
        (item(ItemKind.DAY), "2026-13-25", False),
        (item(ItemKind.DAY), "昭和40年3月", False),
        (item(ItemKind.PARTIAL_DAY), "昭和40年3月", True),
        (item(ItemKind.PARTIAL_DAY), "いつか", False),
        (item(ItemKind.PARTIAL_DAY), 1965, False),
        (item(ItemKind.ROWS, columns=("続柄", "同居")), [["長男", "同居"]], True),
        (item(ItemKind.ROWS, columns=("続柄", "同居")), [["長男"]], False),
        (item(ItemKind.ROWS, columns=("続柄",)), [["x" * 201]], False),
        (item(ItemKind.ROWS, columns=("続柄",)), [["x"]] * 20, True),
        (item(ItemKind.ROWS, columns=("続柄",)), [["x"]] * 21, False),
        (item(ItemKind.ROWS, columns=("続柄",)), ["長男"], False),
        (item(ItemKind.ROWS, columns=("続柄",)), [[1]], False),
        (item(ItemKind.ROWS, columns=("続柄",)), "長男", False),
    ],
)
def test_an_answer_fits_the_kind_of_its_item(one: Item, value: object, is_so: bool) -> None:
    assert fits(one, value, LISTS) is is_so


@pytest.mark.parametrize("kind", ItemKind)
def test_nothing_fits_every_item(kind: ItemKind) -> None:
    assert fits(item(kind), "", LISTS)
    assert fits(item(kind), None, LISTS)


def with_(*items: Item) -> Sheet:
    return Sheet((Section("one", "一", items),))


def test_answers_go_on_to_the_items_of_the_same_code() -> None:
    new = with_(replace(HEALTH, label="からだの調子"), FACTORS, Item("new", "新しい", ItemKind.TEXT))
    on = carried(SHEET, {"health": "good", "factors": ["debt"]}, new, LISTS)
    assert on.answers == {"health": "good", "factors": ["debt"]}
    assert on.left == ()


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (with_(FACTORS), "いまの様式にありません"),
        (with_(replace(HEALTH, kind=ItemKind.TEXT)), "答え方が変わりました"),
        (with_(replace(HEALTH, list_code="tax")), "答え方が変わりました"),
        (with_(replace(HEALTH, information_class="tax")), "税情報は、あらためて書きます"),
    ],
)
def test_what_does_not_match_stays_behind_with_the_reason(new: Sheet, reason: str) -> None:
    on = carried(SHEET, {"health": "good"}, new, LISTS)
    assert on.answers == {}
    assert on.left == (f"健康状態（{reason}）",)


def test_tax_information_is_never_copied_not_even_onto_the_same_sheet() -> None:
    on = carried(SHEET, {"tax": "exempt", **WHOLE}, SHEET, LISTS)
    assert on.answers == WHOLE
    assert on.left == ("課税状況（税情報は、あらためて書きます）",)


def test_neither_hidden_answers_nor_those_a_list_no_longer_offers_go_on() -> None:
    hidden = carried(SHEET, {"health": "good", "hospital": "市立病院"}, SHEET, LISTS)
    assert hidden.answers == {"health": "good"}
    gone = carried(SHEET, {"factors": ["debt", "gone"]}, SHEET, LISTS)
    assert gone.answers == {}


def test_two_assessments_are_compared_item_by_item_in_the_newer_order() -> None:
    new = with_(FACTORS, HEALTH)
    found = compared(
        SHEET, {"health": "good", "tax": "exempt"}, new, {"health": "treated", "factors": ["debt"]}
    )
    assert [(d.section, d.item.code, d.old, d.new, d.is_changed) for d in found] == [
        ("一", "factors", None, ["debt"], True),
        ("一", "health", "good", "treated", True),
        ("家計", "tax", "exempt", None, True),
    ]


def test_what_is_the_same_is_shown_and_is_no_change() -> None:
    (one,) = compared(SHEET, {"health": "good"}, SHEET, {"health": "good"})
    assert not one.is_changed


def test_hidden_answers_are_not_compared() -> None:
    assert compared(SHEET, {"hospital": "x"}, SHEET, {"hospital": "y"}) == ()


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "health": st.sampled_from(["good", "treated"]),
        "hospital": st.text(max_size=5),
        "known": st.sampled_from(["yes", "no"]),
        "illness": st.text(max_size=5),
        "factors": st.lists(st.sampled_from(LISTS["factors"]), unique=True),
        "which": st.text(max_size=5),
    },
)


@given(ANSWERS)
def test_what_counts_is_shown_answered_and_counts_the_same_again(answers: dict[str, Any]) -> None:
    kept = shown_answers(SHEET, answers)
    assert set(kept) <= shown(SHEET, answers)
    assert shown_answers(SHEET, kept) == kept
    assert missing(SHEET, kept) == missing(SHEET, answers)


@given(ANSWERS)
def test_carried_onto_the_same_sheet_nothing_that_counts_is_lost(answers: dict[str, Any]) -> None:
    assert carried(SHEET, answers, SHEET, LISTS).answers == shown_answers(SHEET, answers)


@pytest.mark.parametrize("kind", ItemKind)
@pytest.mark.parametrize("of_class", ["general", "sensitive", "tax"])
def test_only_ones_own_words_are_found_and_of_tax_nothing(kind: ItemKind, of_class: str) -> None:
    value: Any = [["包括", "", "膝のこと"]] if kind is ItemKind.ROWS else "膝のこと"
    told = free_texts([Item("x", "項目", kind, information_class=of_class)], {"x": value, "y": "ほかの答え"})
    words = {ItemKind.TEXT: ("膝のこと",), ItemKind.LONG: ("膝のこと",), ItemKind.ROWS: ("包括", "膝のこと")}
    assert told == (() if of_class == "tax" else words.get(kind, ()))
    assert free_texts([Item("x", "項目", kind, information_class=of_class)], {}) == ()
