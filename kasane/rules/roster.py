"""職員と配属の名簿: who works at which desk in which role from when to when, as the personnel section lists it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kasane.japanese.wareki import parse_date

HEADINGS = ("職員ID", "氏名", "ふりがな", "職名", "窓口", "役割", "管理者", "始期", "終期")
MARKS = {"": False, "○": True, "〇": True}
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")


@dataclass(frozen=True)
class Hat:
    """One row: somebody at a desk in a role. Without `valid_from` it is the hat they wear there now, which ends."""

    row: int
    username: str
    name: str
    kana: str
    title: str
    desk: int
    role: str
    is_manager: bool
    valid_from: date | None
    valid_to: date | None


class RowError(ValueError):
    """What is wrong with a row, in words for whoever wrote it."""


def hats_of(
    lines: Iterable[tuple[int, tuple[str, ...]]], *, desks: Mapping[str, int], roles: Mapping[str, str]
) -> tuple[list[Hat], list[str]]:
    """The hats of a list and what is wrong with it, row by row.

    `desks` are known by code and by 「機関 窓口」, `roles` (code) by what they are called.
    """
    rows = list(lines)
    if not rows or rows[0][1][: len(HEADINGS)] != HEADINGS:
        return [], [f"一行目の見出しは、左から「{'」「'.join(HEADINGS)}」にしてください。"]
    hats, faults = [], []
    for number, cells in rows[1:]:
        try:
            hats.append(_hat(number, (*cells, *[""] * len(HEADINGS))[: len(HEADINGS)], desks, roles))
        except RowError as error:
            faults.append(f"{number}行目：{error}")
    return hats, faults + _at_odds(hats)


def _hat(row: int, cells: tuple[str, ...], desks: Mapping[str, int], roles: Mapping[str, str]) -> Hat:
    username, name, kana, title, desk, role, mark, since, until = cells
    if not _USERNAME.fullmatch(username):
        raise RowError("職員IDは、半角の英小文字と数字で3文字から64文字です。")
    if not name or not kana:
        raise RowError("氏名とふりがなを書いてください。")
    if desk not in desks:
        raise RowError(f"窓口「{desk}」がありません。提供体制の記号か「機関 窓口」を書いてください。")
    if role not in roles:
        raise RowError(f"役割「{role}」がありません。「{'」「'.join(roles)}」のどれかです。")
    if mark not in MARKS:
        raise RowError("管理者は「○」か空欄です。")
    began, ends = _day(since, "始期"), _day(until, "終期")
    if began is None and ends is None:
        raise RowError("始期がありません。いまの配属を終えるときだけ、始期を空けて終期を書きます。")
    if began is not None and ends is not None and ends < began:
        raise RowError("終期が始期より前です。")
    return Hat(row, username, name, kana, title, desks[desk], roles[role], MARKS[mark], began, ends)


def _day(text: str, heading: str) -> date | None:
    if not text:
        return None
    try:
        return parse_date(text)
    except ValueError:
        raise RowError(
            f"{heading}「{text}」は日付ではありません。2027-04-01のように書いてください。"
        ) from None


def _at_odds(hats: list[Hat]) -> list[str]:
    """Rows that contradict one another: two names for one ID, two hats at one desk at once."""
    faults = []
    first: dict[str, Hat] = {}
    for hat in hats:
        known = first.setdefault(hat.username, hat)
        if (known.name, known.kana) != (hat.name, hat.kana):
            faults.append(f"{hat.row}行目：{known.row}行目と同じ職員IDで、氏名がちがいます。")
    begun = [hat for hat in hats if hat.valid_from is not None]
    for place, hat in enumerate(begun):
        for other in begun[:place]:
            same = (other.username, other.desk) == (hat.username, hat.desk)
            if same and _begins(other) <= _ends(hat) and _begins(hat) <= _ends(other):
                faults.append(f"{hat.row}行目：{other.row}行目と同じ窓口の配属が重なっています。")
    return faults


def _begins(hat: Hat) -> date:
    return hat.valid_from or date.min


def _ends(hat: Hat) -> date:
    return hat.valid_to or date.max


def without_anybody(spans: Iterable[tuple[date, date | None]], today: date) -> date | None:
    """The first day from today on which a desk with these assignments has nobody; None where there is always one."""
    day = today
    for begins, ends in sorted(spans, key=lambda span: span[0]):
        if begins > day:
            return day
        if ends is None:
            return None
        day = max(day, ends + timedelta(days=1))
    return day
