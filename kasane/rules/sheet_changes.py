"""Changing a draft sheet piece by piece, and what one version changes against the one before."""

from dataclasses import dataclass, replace
from typing import TypeVar

from kasane.rules.sheets import Item, Section, Sheet

T = TypeVar("T", Section, Item)
UP, DOWN = -1, 1


@dataclass(frozen=True)
class Change:
    """One difference between two versions: what became of which item."""

    what: str
    section: str
    label: str
    detail: str = ""


def with_section(sheet: Sheet, section: Section) -> Sheet:
    """The sheet with a section's title and help written anew, or with one more section at the end."""
    known = sheet.section(section.code)
    if known is None:
        return Sheet((*sheet.sections, section))
    told = replace(known, title=section.title, help=section.help)
    return Sheet(tuple(told if one.code == section.code else one for one in sheet.sections))


def with_item(sheet: Sheet, item: Item, *, section: str) -> Sheet:
    """The sheet with an item written anew in its place, or put at the end of another section."""
    home = section_of(sheet, item.code)
    if home is not None and home.code == section:
        items = tuple(item if one.code == item.code else one for one in home.items)
        return _with_items(sheet, section, items)
    emptied = without_item(sheet, item.code)
    target = emptied.section(section)
    return emptied if target is None else _with_items(emptied, section, (*target.items, item))


def without_item(sheet: Sheet, code: str) -> Sheet:
    """The sheet without an item."""
    return Sheet(
        tuple(
            replace(section, items=tuple(item for item in section.items if item.code != code))
            for section in sheet.sections
        )
    )


def without_section(sheet: Sheet, code: str) -> Sheet:
    """The sheet without a section and its items."""
    return Sheet(tuple(section for section in sheet.sections if section.code != code))


def moved(sheet: Sheet, code: str, by: int) -> Sheet:
    """The sheet with a section or an item one place up (-1) or down (+1); at the edge nothing moves."""
    if sheet.section(code) is not None:
        return Sheet(_moved(sheet.sections, code, by))
    home = section_of(sheet, code)
    return sheet if home is None else _with_items(sheet, home.code, _moved(home.items, code, by))


def section_of(sheet: Sheet, item: str) -> Section | None:
    """The section an item stands in."""
    return next((s for s in sheet.sections if any(one.code == item for one in s.items)), None)


def changes(old: Sheet, new: Sheet) -> tuple[Change, ...]:
    """What the new version adds, takes away and changes, in its order; what was taken away comes last."""
    before = {item.code: (section, item) for section in old.sections for item in section.items}
    found = []
    for section in new.sections:
        for item in section.items:
            known = before.pop(item.code, None)
            if known is None:
                found.append(Change("加えた", section.title, item.label))
            elif detail := _details(*known, section, item):
                found.append(Change("変えた", section.title, item.label, "、".join(detail)))
    gone = [Change("なくした", section.title, item.label) for section, item in before.values()]
    return (*found, *gone)


def _details(old_section: Section, old: Item, section: Section, item: Item) -> list[str]:
    told = [
        (old.label != item.label, f"「{old.label}」から名前を変えた"),
        (old.help != item.help, "説明"),
        (old.kind is not item.kind, f"{old.kind.label}から{item.kind.label}へ"),
        (old.list_code != item.list_code, "選択肢の一覧"),
        (old.columns != item.columns, "表の列"),
        (old.is_required != item.is_required, "必ず書く" if item.is_required else "必ずではなくした"),
        (old.is_reported != item.is_reported, "国へ報告" if item.is_reported else "国へ報告から外した"),
        (old.information_class != item.information_class, "情報の区分"),
        (old.shown_when != item.shown_when, "出る条件"),
        (old_section.code != section.code, f"「{old_section.title}」から移した"),
    ]
    return [words for is_so, words in told if is_so]


def _with_items(sheet: Sheet, section: str, items: tuple[Item, ...]) -> Sheet:
    return Sheet(tuple(replace(one, items=items) if one.code == section else one for one in sheet.sections))


def _moved(row: tuple[T, ...], code: str, by: int) -> tuple[T, ...]:
    places = list(row)
    here = next(place for place, one in enumerate(places) if one.code == code)
    there = here + by
    if 0 <= there < len(places):
        places[here], places[there] = places[there], places[here]
    return tuple(places)
