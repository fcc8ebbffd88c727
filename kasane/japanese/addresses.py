"""One key for an address however it is written, with the building apart."""

import re
import unicodedata
from dataclasses import dataclass

from kasane.japanese.names import HYPHENS, normalise

_DIGITS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMERALS = "〇一二三四五六七八九十百千"
_LOT = "丁目?|番地の?|番の?|号の|号(?!室)|[のノ之]|-"
_POSTCODE = re.compile(r"^(?:〒\s*)?\d{3}-?\d{4}(?![\d-])\s*|^〒\s*")
_PREFECTURE = re.compile(r"^(?:東京都|北海道|(?:京都|大阪)府|\w{2,3}?県)(?=\s*\w)")
_AZA = re.compile(r"大字|(?<=\w)(?<![十文])字(?=\w)")

_HYPHEN = re.compile(rf"[{HYPHENS}]|(?<=[\d{_NUMERALS}])ー(?=[\d{_NUMERALS}])")
_KANJI_NUMBER = re.compile(
    rf"[{_NUMERALS}]+(?=丁|番|号|条|地割|線)|[{_NUMERALS}]+(?:[-のノ之][{_NUMERALS}]+)+|(?<=[番目地])[{_NUMERALS}]+"
)
_BETWEEN = re.compile(rf"(?<=\d)\s*(?:{_LOT})\s*(?=\d)")
_LAST = re.compile(r"(?<=\d)\s*(?:丁目?|番地|番(?![町丁])|号(?!室))")
# Numbers that belong to a name (北3条, 6番町, 第2地割) do not end the street. A number before 号室, and a fourth
# one of three digits or more, is a room.
_STREET = re.compile(
    r"(\D*(?:\d+(?:条|番町|番丁|地割|線|区|町)\D*)*(?:\d+(?:-\d+(?!\d|号?室)){0,2}(?:-\d{1,2}(?!\d|号?室))?)?)(.*)",
    re.DOTALL,
)
_ROOM = re.compile(r"(?<=\d)(?:号室|室|号)$")


@dataclass(frozen=True)
class AddressKey:
    """What two spellings of one address share: the street with its numbers, and the building (方書)."""

    street: str
    building: str


def address_key(text: str) -> AddressKey:
    """The key of an address: 茅ヶ崎一丁目2番3号 メゾン海201号室 → (茅が崎1-2-3, めぞん海201).

    Without postcode, prefecture, 大字 and 字; kanji numerals as digits; 丁目, 番地, 番, 号, の and every dash as hyphens. Never fails: what has no number is all street. For comparing only; equal streets in
    towns of one name in two prefectures have equal keys.
    """
    plain = _POSTCODE.sub("", _HYPHEN.sub("-", unicodedata.normalize("NFKC", text).strip()))
    plain = _AZA.sub("", _PREFECTURE.sub("", plain))
    numbered = _LAST.sub("", _BETWEEN.sub("-", _KANJI_NUMBER.sub(_in_digits, plain)))
    street, building = _STREET.findall(numbered)[0]
    return AddressKey(normalise(street), _building(building))


def _building(text: str) -> str:
    """The building without hyphens, 号室 and the 様 of 様方: A-201号室 → a201."""
    return _ROOM.sub("", normalise(text).replace("-", "").replace("様方", "方"))


def _in_digits(found: re.Match[str]) -> str:
    return re.sub(rf"[{_NUMERALS}]+", lambda numeral: str(_number(numeral[0])), found[0])


def _number(numeral: str) -> int:
    """二十四 → 24, 二〇一 → 201."""
    total = pending = 0
    for character in numeral:
        if unit := _UNITS.get(character):
            total, pending = total + (pending or 1) * unit, 0
        else:
            pending = pending * 10 + _DIGITS[character]
    return total + pending
