"""Answers to a sheet: what is shown, what is missing, what goes on to the next, and what has changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kasane.japanese.wareki import parse_partial
from kasane.rules.registry import rule
from kasane.rules.sheets import BASIS, Item, ItemKind, Sheet, values_of
from kasane.rules.verdicts import Verdict, allowed, refused

Answers = Mapping[str, Any]
Lists = Mapping[str, Iterable[str]]
TAX = "tax"
LONGEST_TEXT, LONGEST_LONG, MOST_ROWS = 200, 5000, 20


@dataclass(frozen=True)
class Carried:
    """Answers that go on to the next assessment, and the labels of those that do not, with the reason."""

    answers: dict[str, Any]
    left: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """One item in two assessments; None where it is not answered (or no item of that version)."""

    section: str
    item: Item
    old: Any
    new: Any

    @property
    def is_changed(self) -> bool:
        return bool(self.old != self.new)


def free_texts(items: Iterable[Item], answers: Answers) -> tuple[str, ...]:
    """What was answered in somebody's own words, text by text; of 税情報 nothing."""
    texts: list[str] = []
    for item in items:
        value = answers.get(item.code)
        if item.information_class == TAX or not is_answered(value):
            continue
        if item.kind in (ItemKind.TEXT, ItemKind.LONG):
            texts.append(str(value))
        elif item.kind is ItemKind.ROWS:
            texts += [cell for row in value or () for cell in row if cell]
    return tuple(texts)


def is_answered(value: Any) -> bool:
    """Whether anything was answered; 0 is an answer."""
    return value is not None and value not in ("", [], ())


def fits(item: Item, value: Any, lists: Lists) -> bool:
    """Whether a value is an answer to an item; nothing always is."""
    if not is_answered(value):
        return True
    match item.kind:
        case ItemKind.TEXT:
            return isinstance(value, str) and len(value) <= LONGEST_TEXT
        case ItemKind.LONG:
            return isinstance(value, str) and len(value) <= LONGEST_LONG
        case ItemKind.ONE | ItemKind.YES_NO:
            return isinstance(value, str) and value in values_of(item, lists)
        case ItemKind.SEVERAL:
            return isinstance(value, list) and set(value) <= values_of(item, lists)
        case ItemKind.NUMBER:
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        case ItemKind.DAY | ItemKind.PARTIAL_DAY:
            return isinstance(value, str) and _is_day(item.kind, value)
        case ItemKind.ROWS:
            return isinstance(value, list) and len(value) <= MOST_ROWS and _are_rows(item, value)


@rule(
    "A-1",
    source=BASIS,
    says="項目は、前の項目の答えが条件に合うときだけ出す。隠れた答えは数えず、完了のときに残さない。",
)
def shown(sheet: Sheet, answers: Answers) -> frozenset[str]:
    """The codes of the items that are shown for these answers; one that hangs on a hidden one is hidden too."""
    seen: set[str] = set()
    for item in sheet.items:
        when = item.shown_when
        if when is None or (when.item in seen and _meets(answers.get(when.item), when.values)):
            seen.add(item.code)
    return frozenset(seen)


def shown_answers(sheet: Sheet, answers: Answers) -> dict[str, Any]:
    """The answers that count: to items of the sheet that are shown, and not empty."""
    seen = shown(sheet, answers)
    return {code: value for code, value in answers.items() if code in seen and is_answered(value)}


def missing(sheet: Sheet, answers: Answers) -> tuple[Item, ...]:
    """What has to be answered before it can be finished, 国への報告事項 first, else in the sheet's order."""
    seen = shown(sheet, answers)
    open_ones = [
        item
        for item in sheet.items
        if item.code in seen
        and (item.is_reported or item.is_required)
        and not is_answered(answers.get(item.code))
    ]
    return tuple(sorted(open_ones, key=lambda item: not item.is_reported))


@rule(
    "A-2",
    source=BASIS,
    says="アセスメントは、国への報告事項と必ず書く項目がそろってから完了する。完了したものは変えない。",
)
def may_be_finished(*, sheet: Sheet, answers: Answers, is_finished: bool) -> Verdict:
    """Whether an assessment may be finished; the refusal names what is missing, reported items first."""
    if is_finished:
        return _refused(
            "A-2", "このアセスメントは、すでに完了しています。", "直すときは、新しく始めてください。"
        )
    absent = missing(sheet, answers)
    if absent:
        return refused(
            "まだ書かれていない項目があります。",
            basis=BASIS,
            rule="A-2",
            remedy="書いてから完了してください。",
            details=tuple(f"{item.label}{'（国へ報告）' if item.is_reported else ''}" for item in absent),
        )
    return allowed("A-2")


@rule(
    "A-2",
    source=BASIS,
    says="完了したアセスメントは書き直さず、答えを写した新しいアセスメントで直す。",
)
def may_be_written(*, is_finished: bool, is_own_room: bool) -> Verdict:
    """Whether answers may be written into an assessment."""
    if not is_own_room:
        return _refused("A-2", "ほかの窓口のアセスメントには書けません。", "この窓口で新しく始めてください。")
    if is_finished:
        return _refused("A-2", "完了したアセスメントは書き直せません。", "答えを写して新しく始めてください。")
    return allowed("A-2")


@rule(
    "A-3",
    source="東大阪市の様式の定め（domain 1.1）",
    says="機関の様式で代えられるのは、国への報告事項をすべて含むときに限る。",
)
def may_own_form_stand_in(
    *, sheet: Sheet, covered: Iterable[str], answers: Answers, has_paper: bool, is_finished: bool
) -> Verdict:
    """Whether an agency's own form may stand in for the sheet."""
    if is_finished:
        return _refused(
            "A-3", "このアセスメントは、すでに完了しています。", "直すときは、新しく始めてください。"
        )
    if not has_paper:
        return _refused(
            "A-3", "機関の様式が、まだ添付されていません。", "読み取った画像かPDFを添付してください。"
        )
    absent = lacking(sheet, covered, answers)
    if absent:
        return refused(
            "国への報告事項のうち、この様式にないか、値が書かれていないものがあります。",
            basis=BASIS,
            rule="A-3",
            remedy="聞いて書き足すか、市の様式で始めてください。",
            details=tuple(item.label for item in absent),
        )
    return allowed("A-3")


def lacking(sheet: Sheet, covered: Iterable[str], answers: Answers) -> tuple[Item, ...]:
    """国への報告事項 that an own form does not hold, or whose value was not written down from it."""
    held, seen = frozenset(covered), shown(sheet, answers)
    return tuple(
        item
        for item in sheet.reported
        if item.code in seen and (item.code not in held or not is_answered(answers.get(item.code)))
    )


@rule(
    "A-4",
    source=BASIS,
    says="前回の答えは、記号と種類の合う項目へだけ写す。税情報は写さず、出どころとともにあらためて書く。",
)
def carried(old: Sheet, answers: Answers, new: Sheet, lists: Lists) -> Carried:
    """What of an assessment goes on to the next, perhaps on another version; `lists` are the codes valid now."""
    kept: dict[str, Any] = {}
    left = []
    for item in old.items:
        value = shown_answers(old, answers).get(item.code)
        if value is None:
            continue
        target = new.item(item.code)
        if target is None:
            left.append(f"{item.label}（いまの様式にありません）")
        elif target.information_class == TAX or item.information_class == TAX:
            left.append(f"{item.label}（税情報は、あらためて書きます）")
        elif target.kind is not item.kind or not fits(target, value, lists):
            left.append(f"{item.label}（答え方が変わりました）")
        else:
            kept[item.code] = value
    return Carried(kept, tuple(left))


def compared(old: Sheet, before: Answers, new: Sheet, after: Answers) -> tuple[Difference, ...]:
    """Every item answered in one of two assessments, in the newer version's order; former items come last."""
    was, now = shown_answers(old, before), shown_answers(new, after)
    placed = [(section.title, item) for section in new.sections for item in section.items]
    known = {item.code for _, item in placed}
    placed += [(s.title, item) for s in old.sections for item in s.items if item.code not in known]
    return tuple(
        Difference(title, item, was.get(item.code), now.get(item.code))
        for title, item in placed
        if item.code in was or item.code in now
    )


@rule(
    "A-6",
    source="実施計画 3-1(2)",
    says="同意した機関に開けるのは、完了したアセスメントに限る。",
)
def may_be_opened(*, is_finished: bool) -> Verdict:
    """Whether an assessment may be laid open; with whom, each person's consent decides."""
    if not is_finished:
        return refused(
            "書きかけのアセスメントは、まだ開けません。",
            basis="実施計画 3-1(2)",
            rule="A-6",
            remedy="完了してから開いてください。",
        )
    return allowed("A-6")


def _refused(number: str, reason: str, remedy: str) -> Verdict:
    return refused(reason, basis=BASIS, rule=number, remedy=remedy)


def _meets(value: Any, wanted: frozenset[str]) -> bool:
    told = value if isinstance(value, list) else [value]
    return any(one in wanted for one in told if isinstance(one, str))


def _is_day(kind: ItemKind, value: str) -> bool:
    try:
        if kind is ItemKind.DAY:
            date.fromisoformat(value)
        else:
            parse_partial(value)
    except ValueError:
        return False
    return True


def _are_rows(item: Item, value: list[Any]) -> bool:
    return all(
        isinstance(row, list)
        and len(row) == len(item.columns)
        and all(isinstance(cell, str) and len(cell) <= LONGEST_TEXT for cell in row)
        for row in value
    )
