"""A form's definition as plain values: sections, items, conditions; and when a version of it may be published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

BASIS = "自治体事務マニュアル（帳票）"
YES, NO = "yes", "no"
# Items of these classes only; where somebody lives under 支援措置 and who told us have records of their own.
CLASSES = ("general", "sensitive", "tax")


class ItemKind(Enum):
    """How an item is answered."""

    TEXT = "text"
    LONG = "long"
    ONE = "one"
    SEVERAL = "several"
    YES_NO = "yes_no"
    NUMBER = "number"
    DAY = "day"
    PARTIAL_DAY = "partial_day"
    ROWS = "rows"

    @property
    def label(self) -> str:
        return KIND_LABELS[self]


KIND_LABELS = {
    ItemKind.TEXT: "一行の文",
    ItemKind.LONG: "長い文",
    ItemKind.ONE: "一つ選ぶ",
    ItemKind.SEVERAL: "いくつでも選ぶ",
    ItemKind.YES_NO: "はい・いいえ",
    ItemKind.NUMBER: "数",
    ItemKind.DAY: "日付",
    ItemKind.PARTIAL_DAY: "わかるところまでの年月",
    ItemKind.ROWS: "表",
}
FROM_A_LIST = frozenset({ItemKind.ONE, ItemKind.SEVERAL})
# What a condition may ask about: kinds whose answers are codes.
ASKED_BY_CONDITIONS = FROM_A_LIST | {ItemKind.YES_NO}


@dataclass(frozen=True)
class Condition:
    """An item is shown when another one has one of these answers."""

    item: str
    values: frozenset[str]


@dataclass(frozen=True)
class Item:
    """One question; `code` stays the same over versions, so that answers can be carried on."""

    code: str
    label: str
    kind: ItemKind
    help: str = ""
    list_code: str = ""
    columns: tuple[str, ...] = ()
    is_required: bool = False
    # 太枠: a cell of 国への報告事項.
    is_reported: bool = False
    information_class: str = "general"
    shown_when: Condition | None = None


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    items: tuple[Item, ...] = ()
    help: str = ""


@dataclass(frozen=True)
class Sheet:
    """One version of a form."""

    sections: tuple[Section, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for section in self.sections for item in section.items)

    @property
    def reported(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.is_reported)

    @property
    def list_codes(self) -> tuple[str, ...]:
        return tuple(sorted({item.list_code for item in self.items if item.list_code}))

    def item(self, code: str) -> Item | None:
        return next((item for item in self.items if item.code == code), None)

    def section(self, code: str) -> Section | None:
        return next((section for section in self.sections if section.code == code), None)


def sheet_from(told: Mapping[str, Any]) -> Sheet:
    """The sheet as it is stored; what is not told is as its default."""
    return Sheet(
        tuple(
            Section(
                code=section["code"],
                title=section["title"],
                help=section.get("help", ""),
                items=tuple(_item(item) for item in section.get("items", ())),
            )
            for section in told["sections"]
        )
    )


def sheet_told(sheet: Sheet) -> dict[str, Any]:
    """The sheet as it is stored."""
    return {
        "sections": [
            {
                "code": section.code,
                "title": section.title,
                "help": section.help,
                "items": [_item_told(item) for item in section.items],
            }
            for section in sheet.sections
        ]
    }


def values_of(item: Item, lists: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The codes an item may be answered with; `lists` are the valid codes of each choice list."""
    if item.kind is ItemKind.YES_NO:
        return frozenset({YES, NO})
    return frozenset(lists.get(item.list_code, ())) if item.kind in FROM_A_LIST else frozenset()


def faults(sheet: Sheet, lists: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """What is wrong with a sheet, one sentence each, by the items' own labels."""
    found = [f"「{s.title}」に項目がありません" for s in sheet.sections if not s.items]
    found += [] if sheet.sections else ["区分が一つもありません"]
    codes = [item.code for item in sheet.items]
    found += [f"「{item.label}」が二度あります" for item in sheet.items if codes.count(item.code) > 1]
    before: dict[str, Item] = {}
    for item in sheet.items:
        found += _faults_of(item, before, lists)
        before[item.code] = item
    return tuple(dict.fromkeys(found))


@rule("A-9", source=BASIS, says="様式には題があり、同じ題の様式は二つつくらない。")
def may_form_begin(*, title: str, titles: frozenset[str]) -> Verdict:
    """Whether a form of the city's own may be begun; `titles` are those of every form there is."""
    if not title.strip():
        return refused(
            "様式の題が書かれていません。",
            basis=BASIS,
            rule="A-9",
            remedy="窓口が見てわかる題を書いてください。",
        )
    if title.strip() in titles:
        return refused(
            "同じ題の様式が、すでにあります。",
            basis=BASIS,
            rule="A-9",
            remedy="ほかの題にするか、その様式の次の版の案をつくってください。",
        )
    return allowed("A-9")


@rule(
    "A-5",
    source=BASIS,
    says="様式の版は、きょう以後の、前の版より後の日から公開する。公開した版は変えない。",
)
def may_be_published(
    *,
    sheet: Sheet,
    lists: Mapping[str, Iterable[str]],
    valid_from: date | None,
    newest_from: date | None,
    is_published: bool,
    on: date,
) -> Verdict:
    """Whether a draft may be published from a day; `newest_from` is the first day of the newest published version."""
    if is_published:
        return _refused("公開した版は、もう変えられません。", "変えるときは、次の版の案をつくってください。")
    found = faults(sheet, lists)
    if found:
        return _refused("この案には、直すところがあります。", "直してから公開してください。", found)
    if valid_from is None or valid_from < on:
        return _refused("過去の日からは公開できません。", "きょう以後の日を選んでください。")
    if newest_from is not None and valid_from <= newest_from:
        return _refused(
            "いちばん新しい版の始まりと同じか、それより前の日です。", "それより後の日を選んでください。"
        )
    return allowed("A-5")


def _refused(reason: str, remedy: str, details: tuple[str, ...] = ()) -> Verdict:
    return refused(reason, basis=BASIS, rule="A-5", remedy=remedy, details=details)


def _faults_of(item: Item, before: Mapping[str, Item], lists: Mapping[str, Iterable[str]]) -> list[str]:
    found = []
    if item.kind in FROM_A_LIST and not values_of(item, lists):
        found.append(f"「{item.label}」の選択肢の一覧が選ばれていません")
    if item.kind is ItemKind.ROWS and not item.columns:
        found.append(f"「{item.label}」の表に列がありません")
    if item.information_class not in CLASSES:
        found.append(f"「{item.label}」の情報の区分が違います")
    if item.shown_when is not None:
        asked = before.get(item.shown_when.item)
        if asked is None:
            found.append(f"「{item.label}」の出る条件が、それより前の項目を指していません")
        elif not item.shown_when.values or not item.shown_when.values <= values_of(asked, lists):
            found.append(f"「{item.label}」の出る条件の答えが、「{asked.label}」にありません")
    return found


def _item(told: Mapping[str, Any]) -> Item:
    condition = told.get("shown_when")
    return Item(
        code=told["code"],
        label=told["label"],
        kind=ItemKind(told["kind"]),
        help=told.get("help", ""),
        list_code=told.get("list", ""),
        columns=tuple(told.get("columns", ())),
        is_required=told.get("is_required", False),
        is_reported=told.get("is_reported", False),
        information_class=told.get("class", "general"),
        shown_when=Condition(condition["item"], frozenset(condition["values"])) if condition else None,
    )


def _item_told(item: Item) -> dict[str, Any]:
    when = item.shown_when
    return {
        "code": item.code,
        "label": item.label,
        "kind": item.kind.value,
        "help": item.help,
        "list": item.list_code,
        "columns": list(item.columns),
        "is_required": item.is_required,
        "is_reported": item.is_reported,
        "class": item.information_class,
        "shown_when": {"item": when.item, "values": sorted(when.values)} if when else None,
    }
