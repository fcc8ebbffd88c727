"""A form's definition: what is wrong with a draft, when it may be published, what editing and versions change."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasane.rules.sheet_changes import (
    DOWN,
    UP,
    changes,
    moved,
    with_item,
    with_section,
    without_item,
    without_section,
)
from kasane.rules.sheets import (
    Condition,
    Item,
    ItemKind,
    Section,
    Sheet,
    faults,
    may_be_published,
    may_form_begin,
    sheet_from,
    sheet_told,
    values_of,
)

TODAY = date(2026, 11, 25)
LISTS = {"housing": ["owned", "other"], "factors": ["illness", "debt"]}
HOUSING = Item("housing", "住居", ItemKind.ONE, list_code="housing")
OTHER = Item("housing_other", "内容", ItemKind.TEXT, shown_when=Condition("housing", frozenset({"other"})))
URGENT = Item("urgent", "緊急性", ItemKind.YES_NO)
WHY = Item("why", "緊急のわけ", ItemKind.LONG, shown_when=Condition("urgent", frozenset({"yes"})))
FACTORS = Item("factors", "背景要因", ItemKind.SEVERAL, list_code="factors", is_reported=True)
FAMILY = Item("family", "家族", ItemKind.ROWS, columns=("続柄", "同居"))
SHEET = Sheet(
    (Section("home", "住まい", (HOUSING, OTHER)), Section("end", "まとめ", (URGENT, WHY, FACTORS, FAMILY)))
)


def of(*items: Item) -> Sheet:
    return Sheet((Section("one", "一", items),))


def test_a_sheet_is_stored_and_read_as_it_was() -> None:
    assert sheet_from(sheet_told(SHEET)) == SHEET


def test_what_a_stored_sheet_does_not_tell_is_ordinary() -> None:
    told = {
        "sections": [{"code": "a", "title": "い", "items": [{"code": "x", "label": "ろ", "kind": "text"}]}]
    }
    assert sheet_from(told) == Sheet((Section("a", "い", (Item("x", "ろ", ItemKind.TEXT),)),))


def test_a_sheet_finds_its_items_sections_lists_and_what_is_reported() -> None:
    assert SHEET.item("why") == WHY
    assert SHEET.item("nothing") is None
    assert SHEET.section("end") == SHEET.sections[1]
    assert SHEET.section("why") is None
    assert SHEET.reported == (FACTORS,)
    assert SHEET.list_codes == ("factors", "housing")


@pytest.mark.parametrize(
    ("item", "values"),
    [
        (HOUSING, {"owned", "other"}),
        (FACTORS, {"illness", "debt"}),
        (URGENT, {"yes", "no"}),
        (WHY, set()),
        (replace(WHY, list_code="housing"), set()),
        (replace(HOUSING, list_code="gone"), set()),
    ],
)
def test_an_item_may_be_answered_by_its_list_or_by_yes_and_no(item: Item, values: set[str]) -> None:
    assert values_of(item, LISTS) == values


def test_every_kind_has_its_word() -> None:
    assert len({kind.label for kind in ItemKind}) == len(ItemKind)


def test_a_whole_sheet_has_no_fault() -> None:
    assert faults(SHEET, LISTS) == ()


@pytest.mark.parametrize(
    ("sheet", "fault"),
    [
        (Sheet(()), "区分が一つもありません"),
        (Sheet((Section("a", "空", ()), *SHEET.sections)), "「空」に項目がありません"),
        (of(HOUSING, replace(HOUSING, label="すまい")), "「住居」が二度あります"),
        (of(replace(HOUSING, list_code="")), "「住居」の選択肢の一覧が選ばれていません"),
        (of(replace(HOUSING, list_code="gone")), "「住居」の選択肢の一覧が選ばれていません"),
        (of(replace(FAMILY, columns=())), "「家族」の表に列がありません"),
        (of(replace(WHY, shown_when=None, information_class="informant")), "「緊急のわけ」の情報の区分が違います"),
        (of(replace(URGENT, information_class="protected_address")), "「緊急性」の情報の区分が違います"),
        (of(WHY, URGENT), "「緊急のわけ」の出る条件が、それより前の項目を指していません"),
        (of(URGENT, replace(WHY, shown_when=Condition("why", frozenset({"yes"})))), "「緊急のわけ」の出る条件が、それより前の項目を指していません"),
        (of(URGENT, replace(WHY, shown_when=Condition("urgent", frozenset()))), "「緊急のわけ」の出る条件の答えが、「緊急性」にありません"),
        (of(URGENT, replace(WHY, shown_when=Condition("urgent", frozenset({"maybe"})))), "「緊急のわけ」の出る条件の答えが、「緊急性」にありません"),
        (of(HOUSING, replace(OTHER, shown_when=Condition("housing", frozenset({"other", "yes"})))), "「内容」の出る条件の答えが、「住居」にありません"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_sheet_is_told_by_its_labels(sheet: Sheet, fault: str) -> None:
    assert fault in faults(sheet, LISTS)


@pytest.mark.parametrize(
    ("valid_from", "newest_from", "is_published", "sheet", "word"),
    [
        (TODAY, None, False, SHEET, ""),
        (TODAY, date(2026, 11, 24), False, SHEET, ""),
        (date(2027, 4, 1), TODAY, False, SHEET, ""),
        (date(2026, 11, 24), None, False, SHEET, "過去の日"),
        (None, None, False, SHEET, "過去の日"),
        (TODAY, TODAY, False, SHEET, "いちばん新しい版の始まり"),
        (date(2027, 3, 31), date(2027, 4, 1), False, SHEET, "いちばん新しい版の始まり"),
        (TODAY, None, True, SHEET, "公開した版"),
        (TODAY, None, False, Sheet(()), "直すところ"),
    ],
)
def test_a_version_is_published_once_from_today_on_and_after_the_one_before(
    valid_from: date | None, newest_from: date | None, is_published: bool, sheet: Sheet, word: str
) -> None:
    verdict = may_be_published(
        sheet=sheet,
        lists=LISTS,
        valid_from=valid_from,
        newest_from=newest_from,
        is_published=is_published,
        on=TODAY,
    )
    assert bool(verdict) is (word == "")
    assert word in verdict.reason


def test_a_refused_draft_names_every_fault() -> None:
    sheet = of(replace(HOUSING, list_code=""), replace(FAMILY, columns=()))
    verdict = may_be_published(
        sheet=sheet, lists=LISTS, valid_from=TODAY, newest_from=None, is_published=False, on=TODAY
    )
    assert len(verdict.details) == 2


def test_an_item_is_written_anew_in_its_place() -> None:
    named = replace(OTHER, label="どんな住まいか")
    assert with_item(SHEET, named, section="home").sections[0].items == (HOUSING, named)


def test_an_item_is_moved_to_the_end_of_another_section() -> None:
    changed = with_item(SHEET, URGENT, section="home")
    assert [i.code for i in changed.sections[0].items] == ["housing", "housing_other", "urgent"]
    assert [i.code for i in changed.sections[1].items] == ["why", "factors", "family"]


def test_a_new_item_comes_last_and_into_no_unknown_section() -> None:
    new = Item("new", "新しい", ItemKind.TEXT)
    assert with_item(SHEET, new, section="end").sections[1].items[-1] == new
    assert with_item(SHEET, new, section="gone") == SHEET


def test_a_section_is_named_anew_keeping_its_items_or_added_at_the_end() -> None:
    named = with_section(SHEET, Section("home", "すまい", help="説明"))
    assert named.sections[0] == Section("home", "すまい", (HOUSING, OTHER), "説明")
    assert with_section(SHEET, Section("new", "新")).sections[-1] == Section("new", "新")


def test_items_and_sections_are_taken_away() -> None:
    assert without_item(SHEET, "why").item("why") is None
    assert without_section(SHEET, "home").sections == SHEET.sections[1:]
    assert without_item(SHEET, "home") == SHEET


@pytest.mark.parametrize(
    ("code", "by", "order"),
    [
        ("why", UP, ["why", "urgent", "factors", "family"]),
        ("urgent", DOWN, ["why", "urgent", "factors", "family"]),
        ("urgent", UP, ["urgent", "why", "factors", "family"]),
        ("family", DOWN, ["urgent", "why", "factors", "family"]),
    ],
)
def test_an_item_moves_one_place_and_not_over_the_edge(code: str, by: int, order: list[str]) -> None:
    assert [item.code for item in moved(SHEET, code, by).sections[1].items] == order


def test_a_section_moves_whole_and_an_unknown_code_moves_nothing() -> None:
    assert moved(SHEET, "end", UP).sections == (SHEET.sections[1], SHEET.sections[0])
    assert moved(SHEET, "gone", UP) == SHEET


@given(st.sampled_from([i.code for i in SHEET.items] + ["home", "end"]), st.sampled_from([UP, DOWN]))
def test_moving_loses_nothing(code: str, by: int) -> None:
    assert sorted(i.code for i in moved(SHEET, code, by).items) == sorted(i.code for i in SHEET.items)


def test_versions_that_are_the_same_have_no_changes() -> None:
    assert changes(SHEET, SHEET) == ()


def test_what_is_added_and_taken_away_is_told() -> None:
    new = with_item(without_item(SHEET, "factors"), Item("new", "新しい", ItemKind.TEXT), section="home")
    assert [(c.what, c.section, c.label) for c in changes(SHEET, new)] == [
        ("加えた", "住まい", "新しい"),
        ("なくした", "まとめ", "背景要因"),
    ]


@pytest.mark.parametrize(
    ("told", "detail"),
    [
        ({"label": "すまい"}, "「住居」から名前を変えた"),
        ({"help": "説明"}, "説明"),
        ({"kind": ItemKind.SEVERAL}, "一つ選ぶからいくつでも選ぶへ"),
        ({"list_code": "factors"}, "選択肢の一覧"),
        ({"columns": ("一",)}, "表の列"),
        ({"is_required": True}, "必ず書く"),
        ({"is_reported": True}, "国へ報告"),
        ({"information_class": "sensitive"}, "情報の区分"),
        ({"shown_when": Condition("urgent", frozenset({"yes"}))}, "出る条件"),
    ],
)
def test_what_is_changed_of_an_item_is_told(told: dict[str, object], detail: str) -> None:
    changed = with_item(SHEET, replace(HOUSING, **told), section="home")  # type: ignore[arg-type]
    assert [(c.what, c.detail) for c in changes(SHEET, changed)] == [("変えた", detail)]


def test_taking_marks_off_and_moving_between_sections_is_told_too() -> None:
    off = with_item(SHEET, replace(FACTORS, is_reported=False), section="end")
    assert changes(SHEET, off)[0].detail == "国へ報告から外した"
    required = with_item(SHEET, replace(URGENT, is_required=True), section="end")
    assert changes(required, SHEET)[0].detail == "必ずではなくした"
    assert changes(SHEET, with_item(SHEET, URGENT, section="home"))[0].detail == "「まとめ」から移した"


@pytest.mark.parametrize("title", ["", "　 ", "住まいの状況", " 住まいの状況 "])
def test_a_form_has_a_title_of_its_own(title: str) -> None:
    verdict = may_form_begin(title=title, titles=frozenset({"住まいの状況"}))
    assert not verdict
    assert verdict.remedy


def test_a_form_with_another_title_may_be_begun() -> None:
    assert may_form_begin(title="家計の状況", titles=frozenset({"住まいの状況"}))
