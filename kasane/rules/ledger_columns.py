"""Which column of a former ledger is which: fields, what ledgers call them, and where the heading stands."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import Enum

from kasane.japanese.names import normalise

Lines = Sequence[tuple[int, Sequence[str]]]


class LedgerField(Enum):
    """What a column may hold."""

    EXTERNAL_ID = "external_id"
    RECEIVED_ON = "received_on"
    CHANNEL = "channel"
    CONSULTER = "consulter"
    NAME = "name"
    KANA = "kana"
    BIRTH = "birth"
    AGE = "age"
    SEX = "sex"
    ADDRESS = "address"
    PHONE = "phone"
    FIELD = "field"
    CONTENT = "content"
    WISH = "wish"
    DISPOSITION = "disposition"
    NOTE = "note"
    HOUSEHOLD = "household"
    INFORMANT = "informant"
    RELATION = "relation"
    ROUTE = "route"
    URGENCY = "urgency"

    @property
    def label(self) -> str:
        return FIELDS[self][0]

    @property
    def synonyms(self) -> tuple[str, ...]:
        return FIELDS[self]


# Each field's own name first, then what ledgers call it.
FIELDS: dict[LedgerField, tuple[str, ...]] = {
    LedgerField.EXTERNAL_ID: ("外部番号", "番号", "No", "NO.", "受付番号", "整理番号", "台帳番号", "ケース番号", "管理番号", "通番", "ID"),
    LedgerField.RECEIVED_ON: ("受付日", "受付年月日", "相談日", "相談年月日", "受理日", "受付日時", "日付", "年月日", "対応日"),
    LedgerField.CHANNEL: ("受付方法", "相談方法", "方法", "相談形態", "受付区分", "来所・電話"),
    LedgerField.CONSULTER: ("相談した人", "相談者", "相談者区分", "来談者"),
    LedgerField.NAME: ("氏名", "名前", "本人氏名", "対象者氏名", "対象者", "利用者氏名", "利用者名", "本人"),
    LedgerField.KANA: ("ふりがな", "フリガナ", "カナ", "氏名カナ", "よみ", "読み"),
    LedgerField.BIRTH: ("生年月日", "誕生日", "生まれ"),
    LedgerField.AGE: ("年齢", "年令", "歳"),
    LedgerField.SEX: ("性別", "男女"),
    LedgerField.ADDRESS: ("住所", "居住地", "現住所", "所在地"),
    LedgerField.PHONE: ("電話", "電話番号", "TEL", "連絡先", "携帯"),
    LedgerField.FIELD: ("分野", "課題", "相談分野", "課題の分野", "相談種別", "相談区分", "主訴区分", "種別"),
    LedgerField.CONTENT: ("相談の内容", "相談内容", "内容", "主訴", "相談概要", "概要", "要旨"),
    LedgerField.WISH: ("本人・家族の希望", "希望", "意向", "本人の希望"),
    LedgerField.DISPOSITION: ("対応", "対応区分", "処理", "結果", "対応結果", "処遇"),
    LedgerField.NOTE: ("経過・備考", "備考", "経過", "対応内容", "支援経過", "メモ"),
    LedgerField.HOUSEHOLD: ("世帯番号", "世帯No", "世帯ID", "世帯コード"),
    LedgerField.INFORMANT: ("来談者の氏名", "来談者氏名", "相談者氏名", "来所者", "通報者", "情報提供者"),
    LedgerField.RELATION: ("来談者の続柄", "続柄", "来談者続柄", "相談者続柄", "本人との続柄", "本人との関係"),
    LedgerField.ROUTE: ("相談経路", "経路", "相談のきっかけ"),
    LedgerField.URGENCY: ("急ぎ具合", "緊急度", "緊急性", "優先度"),
}  # fmt: skip
NEEDED = (LedgerField.EXTERNAL_ID, LedgerField.RECEIVED_ON, LedgerField.CONTENT)
# Fields whose words are items of a list.
LISTED = (
    LedgerField.CHANNEL,
    LedgerField.CONSULTER,
    LedgerField.SEX,
    LedgerField.FIELD,
    LedgerField.DISPOSITION,
    LedgerField.ROUTE,
    LedgerField.URGENCY,
)
LONGEST = {
    LedgerField.EXTERNAL_ID: 60,
    LedgerField.HOUSEHOLD: 60,
    LedgerField.INFORMANT: 80,
    LedgerField.RELATION: 40,
    LedgerField.NAME: 80,
    LedgerField.KANA: 80,
    LedgerField.ADDRESS: 200,
    LedgerField.PHONE: 20,
}


def heading_place(lines: Lines) -> int:
    """Which of the first ten lines is the heading: the one that names most fields, else the first with two cells."""
    first = list(lines[:10])
    named = [len(guess(cells)) for _, cells in first]
    if named and max(named) >= 2:
        return named.index(max(named))
    filled = [sum(1 for cell in cells if cell) >= 2 for _, cells in first]
    return filled.index(True) if True in filled else 0


def guess(headings: Sequence[str]) -> dict[LedgerField, int]:
    """Which column is likely which field, by what ledgers call it; each column once."""
    plain = [normalise(_bare(heading)) for heading in headings]
    found: dict[LedgerField, int] = {}
    for is_like in (_is_equal, _is_within):
        for one in LedgerField:
            words = [normalise(word) for word in one.synonyms]
            free = (n for n, heading in enumerate(plain) if heading and n not in found.values())
            place = next((n for n in free if is_like(plain[n], words)), None)
            if one not in found and place is not None:
                found[one] = place
    return found


def missing_in(columns: Mapping[LedgerField, int]) -> list[LedgerField]:
    return [one for one in NEEDED if one not in columns]


def _is_equal(heading: str, words: list[str]) -> bool:
    return heading in words


def _is_within(heading: str, words: list[str]) -> bool:
    return any(len(word) > 1 and word in heading for word in words)


def _bare(heading: str) -> str:
    return re.sub(r"[（(〔\[].*?[）)〕\]]|[※＊*:：\n]", "", unicodedata.normalize("NFKC", heading))
