"""Reading a former ledger: what its columns and words mean, and every row's faults with what to do."""

from datetime import date, time

import pytest

from kasane.japanese.wareki import PartialDate
from kasane.rules.ledger_columns import LedgerField, guess, heading_place, missing_in
from kasane.rules.ledgers import (
    BLANK,
    REMARK,
    LedgerMapping,
    Reading,
    may_be_taken_in,
    may_import,
    read_ledger,
)

ON = date(2026, 11, 24)
CHOICES = {
    "channel": [("visit", "来所"), ("phone", "電話"), ("home_visit", "訪問")],
    "consulter": [("person", "本人"), ("family", "家族・親族"), ("volunteer", "民生委員・児童委員")],
    "field": [
        ("aged", "高齢"),
        ("care", "介護・世話"),
        ("health", "病気・こころの健康"),
        ("other", "その他"),
    ],
    "note": [("phone", "電話"), ("other", "その他")],
    "sex": [("female", "女性"), ("male", "男性"), ("other", "その他"), ("unknown", "不明")],
    "disposition": [("answered", "この場でお答えした"), ("referral", "ほかの窓口につなぐ")],
}
ORDER = list(LedgerField)
WHOLE = {
    LedgerField.EXTERNAL_ID: "25-031",
    LedgerField.RECEIVED_ON: "R7.9.30",
    LedgerField.CHANNEL: "電話",
    LedgerField.CONSULTER: "本人",
    LedgerField.NAME: "西川　正",
    LedgerField.CONTENT: "配食のこと",
}


def read(
    *rows: dict[LedgerField, str], known: frozenset[str] = frozenset(), **words: dict[str, str]
) -> Reading:
    lines = [(n, [row.get(one, "") for one in ORDER]) for n, row in enumerate(rows, start=2)]
    mapping = LedgerMapping({one: place for place, one in enumerate(ORDER)}, words)
    return read_ledger(lines, mapping, CHOICES, known=known, on=ON)


def row(**changed: str) -> dict[LedgerField, str]:
    return WHOLE | {LedgerField(name): text for name, text in changed.items()}


def faults(**changed: str) -> list[tuple[str, str]]:
    return [(fault.column, fault.what) for fault in read(row(**changed)).faults]


def test_a_whole_row_is_read() -> None:
    (one,) = read(
        row(kana="ﾆｼｶﾜ ﾀﾀﾞｼ", birth="S21.9.2", sex="男", phone="0467-00-0051", field="高齢、介護")
    ).rows
    assert (one.name, one.kana, one.received_on) == ("西川 正", "にしかわ ただし", date(2025, 9, 30))
    assert one.born == PartialDate(1946, 9, 2)
    assert one.sex == "male"
    assert one.fields == (("aged", "高齢"), ("care", "介護"))


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("令和7年9月30日", date(2025, 9, 30), time()),
        ("2025/9/30", date(2025, 9, 30), time()),
        ("20250930", date(2025, 9, 30), time()),
        ("２０２５－０９－３０", date(2025, 9, 30), time()),
        ("2025-09-30 14:05", date(2025, 9, 30), time(14, 5)),
        ("H31.4.30", date(2019, 4, 30), time()),
    ],
)
def test_a_day_however_it_is_written(text: str, day: date, at: time) -> None:
    (one,) = read(row(received_on=text)).rows
    assert (one.received_on, one.received_at) == (day, at)


@pytest.mark.parametrize("text", ["9/30", "令和65年4月1日", "R7.2.30", "去年の秋", "45930", "2026-11-25"])
def test_a_day_that_is_none_or_not_yet_is_a_fault_of_that_column(text: str) -> None:
    assert [column for column, _ in faults(received_on=text)] == ["受付日"]


def test_today_itself_may_be_a_day_of_receipt() -> None:
    assert faults(received_on="2026-11-24") == []


@pytest.mark.parametrize("name", ["external_id", "received_on", "content"])
def test_what_must_be_there_is_missed(name: str) -> None:
    (fault,) = read(row(**{name: ""})).faults
    assert fault.row == 2
    assert fault.column == LedgerField(name).label
    assert fault.remedy


@pytest.mark.parametrize("word", ["なし", "不明", "－", "-", "ー", "不詳"])
def test_what_says_that_nothing_is_known_is_nothing(word: str) -> None:
    (one,) = read(row(phone=word, birth=word, age=word, address=word, sex=word, kana=word)).rows
    assert (one.phone, one.born, one.age, one.address, one.kana) == ("", None, None, "", "")
    assert one.sex == "unknown"


@pytest.mark.parametrize(
    ("text", "phone"),
    [("0467-82-1111", "0467-82-1111"), ("０４６７（８２）１１１１", "0467(82)1111"), ("467821111", "0467821111"), ("9012345678", "09012345678")],
)  # fmt: skip
def test_a_phone_number_and_the_zero_that_excel_dropped(text: str, phone: str) -> None:
    assert read(row(phone=text)).rows[0].phone == phone


@pytest.mark.parametrize(
    ("name", "text"),
    [("phone", "82-1111"), ("phone", "内線12"), ("kana", "西川"), ("birth", "昭和65年1月1日"), ("age", "百歳"), ("age", "121"), ("name", "あ" * 81)],
)  # fmt: skip
def test_what_cannot_be_read_says_where_and_what(name: str, text: str) -> None:
    found = faults(**{name: text})
    assert [column for column, _ in found] == [LedgerField(name).label]
    assert found[0][1].endswith("。")


def test_who_was_born_after_coming_is_a_fault() -> None:
    assert faults(birth="R7.10.1") == [("生年月日", "生年月日が受付日より後です。")]
    assert faults(birth="R7.9.30") == []


def test_an_age_is_told_as_it_would_be_today() -> None:
    assert read(row(age="８２歳")).rows[0].age == 83
    assert read(row(age="82", received_on="2026-04-01")).rows[0].age == 82


@pytest.mark.parametrize("text", ["昭和15年", "S15", "昭和15年頃", "昭和15年3月"])
def test_a_birthday_known_in_part(text: str) -> None:
    born = read(row(birth=text)).rows[0].born
    assert born is not None
    assert born.year == 1940


@pytest.mark.parametrize(
    ("word", "code"), [("家族", "family"), ("民生委員", "volunteer"), ("電話相談", ""), ("本人", "person")]
)
def test_a_word_that_is_part_of_one_items_name_means_it(word: str, code: str) -> None:
    found = read(row(consulter=word))
    assert [one.consulter for one in found.rows] == ([code] if code else [])


def test_a_word_that_names_nothing_is_asked_for_and_read_once_it_was_answered() -> None:
    asked = read(row(channel="窓口"), row(channel="窓口", external_id="2"))
    assert asked.asked == {"channel": ("窓口",)}
    assert len(asked.faults) == 2
    answered = read(row(channel="窓口"), channel={"窓口": "visit"})
    assert answered.faults == ()
    assert answered.rows[0].channel == "visit"
    assert answered.asked == {"channel": ("窓口",)}, "it can still be changed"


def test_a_meaning_that_is_no_item_is_no_meaning() -> None:
    assert read(row(channel="窓口"), channel={"窓口": "x'; drop"}).rows == ()


def test_an_empty_way_of_coming_is_asked_for_an_empty_field_is_not() -> None:
    assert read(row(channel="", field="", disposition="")).asked == {"channel": (BLANK,)}
    assert read(row(channel=""), channel={BLANK: "phone"}).rows[0].channel == "phone"


def test_remarks_become_a_note_whose_way_is_asked_for_once() -> None:
    assert read(row(note="翌週に訪問")).asked == {"note": (REMARK,)}
    assert read(row(note="翌週に訪問"), note={REMARK: "other"}).rows[0].note == "翌週に訪問"


def test_the_same_number_twice_in_a_file_is_a_fault_of_the_second() -> None:
    found = read(row(), row(name="森 さくら"))
    (fault,) = found.faults
    assert [one.number for one in found.rows] == [2]
    assert (fault.row, fault.column) == (3, "外部番号")
    assert "2行目と同じ" in fault.what


def test_a_number_taken_in_before_is_left_as_it_is_whatever_else_its_row_says() -> None:
    found = read(row(), row(external_id="25-032", content=""), known=frozenset({"25-031", "25-032"}))
    assert found.known == (2, 3)
    assert found.rows == found.faults == ()


def test_two_rows_of_one_name_and_birthday_are_shown_and_not_refused() -> None:
    found = read(row(birth="S21.9.2"), row(birth="昭和21年9月2日", external_id="2", name="西川 正様"))
    assert len(found.rows) == 2
    assert [(one.row, one.what) for one in found.alike] == [(3, "2行目と同じ氏名・生年月日です。")]
    assert read(row(birth="S21.9.2"), row(birth="S21.9.3", external_id="2")).alike == ()


def test_rare_letters_stay_what_they_are() -> None:
    (one,) = read(row(name="髙﨑 ①子", content="①②について。髙")).rows
    assert (one.name, one.content) == ("髙﨑 ①子", "①②について。髙")


def test_headings_are_known_by_what_ledgers_call_them() -> None:
    headings = [
        "No.",
        "相談年月日",
        "氏　名",
        "フリガナ",
        "生年月日（和暦）",
        "電話番号",
        "相談内容※",
        "担当",
    ]
    found = guess(headings)
    assert {one.value: headings[place] for one, place in found.items()} == {
        "external_id": "No.",
        "received_on": "相談年月日",
        "name": "氏　名",
        "kana": "フリガナ",
        "birth": "生年月日（和暦）",
        "phone": "電話番号",
        "content": "相談内容※",
    }


def test_every_field_is_known_by_its_own_name() -> None:
    assert guess([one.label for one in LedgerField]) == {one: n for n, one in enumerate(LedgerField)}


def test_the_heading_is_found_below_a_title() -> None:
    lines = [
        (1, ("令和6年度 相談受付台帳", "")),
        (2, ("番号", "受付日", "相談内容")),
        (3, ("1", "R6.4.1", "x")),
    ]
    assert heading_place(lines) == 1
    assert heading_place([(1, ("a",)), (2, ("b", "c"))]) == 1
    assert heading_place([(1, ("a",))]) == 0


def test_all_or_nothing() -> None:
    assert may_be_taken_in(read(row()), [])
    faulty = may_be_taken_in(read(row(), row(content="", external_id="2")), [])
    assert "直すところが1か所" in faulty.sentence
    assert not may_be_taken_in(read(), [])
    missing = may_be_taken_in(read(row()), missing_in({LedgerField.NAME: 0}))
    assert missing.details == ("外部番号", "受付日", "相談の内容")


def test_a_manager_may_a_colleague_at_the_same_desk_may_not() -> None:
    assert may_import(is_manager=True)
    assert "窓口の管理者だけ" in may_import(is_manager=False).sentence
