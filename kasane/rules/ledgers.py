"""取り込み: how the columns and rows of a desk's former ledger are read, and what stands in the way, row by row."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import TypeVar

from kasane.japanese.names import kana, normalise
from kasane.japanese.phones import normalise_phone
from kasane.japanese.wareki import PartialDate, parse_date, parse_partial
from kasane.rules.ledger_columns import LONGEST, NEEDED, LedgerField, Lines
from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

MOST_ROWS = 20_000
BLANK = "（空欄）"
REMARK = "（経過・備考の列）"
NOTHING = frozenset({"", "-", "－", "―", "ー", "なし", "無し", "無", "不明", "不詳", "未聴取", "聞けず"})
OLDEST = 120
_MAY_NOT_BE_BLANK = frozenset({"channel", "consulter"})
_SEVERAL = re.compile(r"[、,，/／\n;；]+")
_HALF_KANA = re.compile(r"[｡-ﾟ]+")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CLOCK = re.compile(r"(\d{1,2})[:時](\d{1,2})分?")
T = TypeVar("T")


@dataclass(frozen=True)
class LedgerMapping:
    """Which column holds what, and what the ledger's own words mean: list → word → code."""

    columns: Mapping[LedgerField, int]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """What stands in the way of one row: where, what, and what to do."""

    row: int
    column: str
    what: str
    remedy: str = ""


@dataclass(frozen=True)
class LedgerRow:
    """One row as it will be taken in; codes of the city's own lists."""

    number: int
    external_id: str
    received_on: date
    received_at: time
    channel: str
    consulter: str
    content: str
    wish: str
    name: str
    kana: str
    born: PartialDate | None
    age: int | None
    sex: str
    address: str
    phone: str
    fields: tuple[tuple[str, str], ...]
    dispositions: tuple[str, ...]
    note: str
    # Rows of one household number become one household.
    household: str = ""
    # Who came or told, where it was not the person.
    informant: str = ""
    relation: str = ""
    route: str = ""
    urgency: str = ""


@dataclass(frozen=True)
class Reading:
    """A ledger as it was read: rows that may be taken in, those known already, and everything in the way.

    `asked` are the ledger's words that name no item of a list, by list, in the order they came.
    """

    rows: tuple[LedgerRow, ...]
    known: tuple[int, ...]
    faults: tuple[Fault, ...]
    alike: tuple[Fault, ...]
    asked: Mapping[str, tuple[str, ...]]


Choices = Mapping[str, Sequence[tuple[str, str]]]


@rule(
    "L-2", source="台帳の取り込み（設計 5）", says="台帳を取り込むのは窓口の管理者で、その窓口の記録になる。"
)
def may_import(*, is_manager: bool) -> Verdict:
    """Whether somebody may take a ledger into their desk's own rooms."""
    if is_manager:
        return allowed("L-2")
    return refused(
        "台帳を取り込めるのは、窓口の管理者だけです。",
        basis="窓口の管理者の役割",
        rule="L-2",
        remedy="窓口の管理者に頼んでください。管理者がいないときは、システム管理者に決めてもらってください。",
    )


@rule(
    "L-3",
    source="台帳の取り込み（設計 5）",
    says="一行でも直すところがあれば、何も取り込まない。取り込み済みの行は、そのままにする。",
)
def may_be_taken_in(reading: Reading, missing: Sequence[LedgerField]) -> Verdict:
    """Whether a ledger may be taken in as it was read: all of it, or nothing."""
    if missing:
        return _refused("まだ割り当てていない列があります。", tuple(one.label for one in missing))
    if reading.faults:
        return _refused(f"直すところが{len(reading.faults)}か所あります。")
    if not reading.rows:
        return _refused("新しく取り込む行がありません。")
    return allowed("L-3")


def _refused(reason: str, details: tuple[str, ...] = ()) -> Verdict:
    remedy = "列の割り当てとことばの読み替えを直すか、ファイルを直して選び直してください。"
    return refused(reason, basis="", rule="L-3", remedy=remedy, details=details)


def read_ledger(
    lines: Lines, mapping: LedgerMapping, choices: Choices, *, known: frozenset[str], on: date
) -> Reading:
    """Read every row below the heading; `known` are the external ids that were taken in before."""
    reader = _Reader(mapping, choices, on)
    rows, already, seen = [], [], dict[str, int]()
    for number, cells in lines:
        told = reader.told(cells)
        external_id = _clean(told[LedgerField.EXTERNAL_ID])
        if external_id and external_id in known:
            already.append(number)
            continue
        row = reader.row(number, told, external_id)
        twin = seen.setdefault(external_id, number) if external_id else number
        if twin != number:
            reader.fault(number, LedgerField.EXTERNAL_ID, f"「{external_id}」は{twin}行目と同じ番号です。",
                         "一行ずつ、ちがう番号にしてください。")  # fmt: skip
        elif row is not None:
            rows.append(row)
    asked = {code: tuple(words) for code, words in reader.asked.items()}
    return Reading(tuple(rows), tuple(already), tuple(reader.faults), tuple(_alike(rows)), asked)


class _Reader:
    """Reads rows one after the other and keeps what stands in the way."""

    def __init__(self, mapping: LedgerMapping, choices: Choices, on: date) -> None:
        self.mapping, self.choices, self.on = mapping, choices, on
        self.faults: list[Fault] = []
        self.asked: dict[str, dict[str, None]] = {}
        # A ledger says the same few words thousands of times.
        self.likely: dict[tuple[str, str], str | None] = {}

    def told(self, cells: Sequence[str]) -> dict[LedgerField, str]:
        """Each field's text; what says that nothing is known counts as nothing."""
        told = dict.fromkeys(LedgerField, "")
        for one, place in self.mapping.columns.items():
            text = cells[place].strip() if place < len(cells) else ""
            told[one] = "" if _width(text) in NOTHING else text
        return told

    def fault(self, number: int, column: LedgerField, what: str, remedy: str = "") -> None:
        self.faults.append(Fault(number, column.label, what, remedy))

    def row(self, number: int, told: dict[LedgerField, str], external_id: str) -> LedgerRow | None:
        before = len(self.faults)
        for one in NEEDED:
            if not told[one]:
                self.fault(
                    number,
                    one,
                    f"{one.label}がありません。",
                    "書き足すか、この行をファイルから除いてください。",
                )
        for one, most in LONGEST.items():
            if len(told[one]) > most:
                self.fault(
                    number,
                    one,
                    f"{one.label}が長すぎます（{most}文字まで）。",
                    "長いところを備考に移してください。",
                )
        received_on, received_at = self._received(number, told[LedgerField.RECEIVED_ON])
        row = LedgerRow(
            number=number,
            external_id=external_id,
            received_on=received_on or self.on,
            received_at=received_at,
            channel=self._one(number, LedgerField.CHANNEL, told),
            consulter=self._one(number, LedgerField.CONSULTER, told),
            content=told[LedgerField.CONTENT],
            wish=told[LedgerField.WISH],
            name=_name(told[LedgerField.NAME]),
            kana=self._try(number, LedgerField.KANA, told, kana, ""),
            born=self._born(number, told, received_on),
            age=self._age(number, told[LedgerField.AGE], received_on),
            sex=self._one(number, LedgerField.SEX, told) or "unknown",
            address=_clean(told[LedgerField.ADDRESS]),
            phone=self._try(number, LedgerField.PHONE, told, _phone, ""),
            fields=tuple((code, word) for word, code in self._several(number, LedgerField.FIELD, told) if code),
            dispositions=tuple(dict.fromkeys(code for _, code in self._several(number, LedgerField.DISPOSITION, told) if code)),
            note=told[LedgerField.NOTE],
            household=_clean(told[LedgerField.HOUSEHOLD]),
            informant=_name(told[LedgerField.INFORMANT]),
            relation=_clean(told[LedgerField.RELATION]),
            route=self._one(number, LedgerField.ROUTE, told),
            urgency=self._one(number, LedgerField.URGENCY, told),
        )  # fmt: skip
        if row.note:
            self._code(number, LedgerField.NOTE, REMARK)
        return row if len(self.faults) == before else None

    def _try(
        self, number: int, one: LedgerField, told: dict[LedgerField, str], read: Callable[[str], T], empty: T
    ) -> T:
        """What a reader of the language makes of a text; its own sentence where it cannot."""
        if not told[one]:
            return empty
        try:
            return read(told[one])
        except ValueError as error:
            self.fault(number, one, str(error))
            return empty

    def _received(self, number: int, text: str) -> tuple[date | None, time]:
        if not text:
            return None, time()
        day, _, clock = _width(text).partition(" ")
        found = _CLOCK.fullmatch(clock)
        at = time(int(found[1]) % 24, int(found[2]) % 60) if found else time()
        try:
            received = parse_date(_EIGHT.sub(r"\1-\2-\3", day) if _EIGHT.fullmatch(day) else day)
        except ValueError as error:
            self.fault(number, LedgerField.RECEIVED_ON, str(error))
            return None, at
        if received > self.on:
            self.fault(
                number, LedgerField.RECEIVED_ON, "受付日がきょうより後です。", "元号と年を確かめてください。"
            )
        return received, at

    def _born(self, number: int, told: dict[LedgerField, str], received: date | None) -> PartialDate | None:
        born = self._try(number, LedgerField.BIRTH, told, parse_partial, None)
        if born is None or born.year is None:
            return None
        if date(born.year, born.month or 1, born.day or 1) > (received or self.on):
            self.fault(
                number, LedgerField.BIRTH, "生年月日が受付日より後です。", "元号と年を確かめてください。"
            )
        return born

    def _age(self, number: int, text: str, received: date | None) -> int | None:
        """The age as it would be today: the ledger told it on the day of receipt."""
        plain = re.sub(r"[歳才代くらい位頃約\s]", "", _width(text))
        if not plain:
            return None
        if not plain.isdecimal() or int(plain[:4]) > OLDEST:
            self.fault(
                number,
                LedgerField.AGE,
                f"「{text}」は年齢として読めません。",
                "0から120の数で書いてください。",
            )
            return None
        return min(int(plain) + self.on.year - (received or self.on).year, OLDEST)

    def _one(self, number: int, one: LedgerField, told: dict[LedgerField, str]) -> str:
        word = told[one]
        if not word and one.value not in _MAY_NOT_BE_BLANK:
            return ""
        return self._code(number, one, word or BLANK)

    def _several(self, number: int, one: LedgerField, told: dict[LedgerField, str]) -> list[tuple[str, str]]:
        """Word and code of each of a cell's words; a cell that is itself an item's name is one word."""
        whole = told[one]
        if not whole:
            return []
        if self._likely(one, whole) is not None or whole in self.mapping.words.get(one.value, {}):
            return [(whole, self._code(number, one, whole))]
        words = [word.strip() for word in _SEVERAL.split(whole) if word.strip()]
        return [(word, self._code(number, one, word)) for word in words]

    def _likely(self, one: LedgerField, word: str) -> str | None:
        key = one.value, word
        if key not in self.likely:
            self.likely[key] = _likely(word, self.choices[one.value])
        return self.likely[key]

    def _code(self, number: int, one: LedgerField, word: str) -> str:
        """The item a word means: as the user said, else by its name; asked for where neither tells."""
        items = self.choices[one.value]
        likely = None if word in (BLANK, REMARK) else self._likely(one, word)
        if likely is not None:
            return likely
        self.asked.setdefault(one.value, {})[word] = None
        said = self.mapping.words.get(one.value, {}).get(word, "")
        if said not in {code for code, _ in items}:
            self.fault(
                number,
                one,
                f"「{word}」が、どの選択肢かわかりません。",
                "「ことばの読み替え」で選んでください。",
            )
            return ""
        return said


def _likely(word: str, items: Iterable[tuple[str, str]]) -> str | None:
    """The one item whose name, or a part of it, is the word or within it; None when none or several are."""
    plain = normalise(word)
    named = [(code, normalise(label), [normalise(part) for part in re.split(r"[・、（）()]", label) if part])
             for code, label in items]  # fmt: skip
    for is_like in (
        lambda label, _: label == plain,
        lambda _, parts: plain in parts,
        lambda label, parts: (
            len(plain) > 0 and (plain in label or any(len(p) > 1 and p in plain for p in parts))
        ),
    ):
        found = {code for code, label, parts in named if is_like(label, parts)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _alike(rows: Iterable[LedgerRow]) -> Iterable[Fault]:
    """Rows that tell of one name and birthday more than once: not refused, only shown."""
    seen: dict[tuple[str, PartialDate | None], LedgerRow] = {}
    for row in rows:
        if not row.name:
            continue
        key = normalise(row.name), row.born
        first = seen.setdefault(key, row)
        if first is not row and not (row.household and row.household == first.household):
            yield Fault(
                row.number, LedgerField.NAME.label, f"{first.number}行目と同じ氏名・生年月日です。",
                "別のケースとして取り込みます。同じ人かどうかは、取り込んだあとに名寄せで確かめられます。",
            )  # fmt: skip


def _width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _clean(text: str) -> str:
    """Half-width kana full, spaces single; 髙 and ① stay what they are."""
    full = _HALF_KANA.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return re.sub(r"[ \u3000]+", " ", full).strip()


def _name(text: str) -> str:
    return re.sub(r"\s*(?:様|さん|氏)$", "", _clean(text).replace("\n", " "))


def _phone(text: str) -> str:
    """The number as it was written; where Excel dropped the first zero, with it."""
    plain = _width(text)
    if plain.isdecimal() and not plain.startswith("0") and len(plain) in (9, 10):
        plain = f"0{plain}"
    normalise_phone(plain)
    return plain
