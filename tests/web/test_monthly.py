"""月次報告 of a desk: its own rooms alone, the same whoever asks, one book for the city and one for the public."""

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from kasane.access.rooms import InformationClass
from kasane.cases.actions.consultations import ConsultationWords, IssueWords, take
from kasane.cases.actions.notes import NoteWords, add_note
from kasane.people.facts import PersonWords
from kasane.rules.tax import TaxOrigin
from tests.web.test_every_page import counted
from tests.world import World

AGO = 45


def asked(town: World, ago: int = AGO) -> str:
    day = town.clock.day(ago)
    return f"year={day.year if day.month >= 4 else day.year - 1}&month={day.month}"


def figures(town: World, who: str, ago: int = AGO, kind: str = "city") -> dict[tuple[str, str], object]:
    answer = town.client(who).get(f"/ledgers/monthly/book/?{asked(town, ago)}&for={kind}")
    assert answer.status_code == 200
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    rows = [row for row in sheet.to_python() if len(row) == 5 and row[4]]
    return {(str(row[0]), str(row[1])): row[2] for row in rows}


def takes(town: World, who: str, name: str, *, ago: int = AGO, at: str = "10:00", age: int = 70) -> int:
    with town.acting(who, ago, at) as actor:
        return take(
            ConsultationWords(town.clock.instant(ago, at), "phone", "person", "困っている"),
            people=[PersonWords(name=name, about_age=age)],
            issues=[IssueWords("poverty", "お金がない", (0,)), IssueWords("work", "仕事がない", (0,))],
            dispositions=[],
            by=actor,
        )


def test_a_desk_counts_what_it_took_itself(town: World) -> None:
    before = figures(town, "watanabe")
    takes(town, "watanabe", "大野 静")
    takes(town, "suzuki", "小川 実")
    after = figures(town, "watanabe")
    changed = {key: (before[key], value) for key, value in after.items() if before[key] != value}
    assert changed == {
        ("相談の受付", "新規"): (0, 1),
        ("相談の受付", "計"): (0, 1),
        ("新規の相談　受付方法", "電話"): (0, 1),
        ("新規の相談　受付方法", "計"): (0, 1),
        ("新規の相談　相談した人（経路）", "本人"): (0, 1),
        ("新規の相談　相談した人（経路）", "計"): (0, 1),
        ("新規の相談　課題の分野", "生活困窮"): (0, 1),
        ("新規の相談　課題の分野", "仕事・就労"): (0, 1),
        ("新規の相談　課題の分野", "計"): (0, 1),
        ("新規の相談　年代", "70歳代"): (0, 1),
        ("新規の相談　年代", "計"): (0, 1),
        ("新規の相談　複雑化・複合化", "複雑化・複合化した世帯"): (0, 1),
        ("新規の相談　複雑化・複合化", "計"): (0, 1),
    }


def test_a_case_carried_by_consent_counts_for_who_writes_not_for_who_reads(town: World) -> None:
    """suzuki reads sato's file; the notes that suzuki wrote are suzuki's, the consultation is sato's."""
    first = town.clock.day(150)
    sato, suzuki = figures(town, "sato", 150), figures(town, "suzuki", 150)
    assert sato["相談の受付", "新規"] == 1, first
    assert suzuki["相談の受付", "新規"] == 0


def test_the_first_minute_of_a_month_in_japan_belongs_to_it(town: World) -> None:
    """Half past midnight of the first is still the last day of the month before in Greenwich."""
    day = town.clock.day(AGO)
    first = date(day.year, day.month, 1)
    before = figures(town, "watanabe")["相談の受付", "計"]
    with town.acting("watanabe", 20) as watanabe:
        for moment in (f"{first.isoformat()}T00:00:00+09:00", f"{first.isoformat()}T00:30:00+09:00"):
            words = ConsultationWords(
                town.clock.instant(AGO, "10:00").fromisoformat(moment), "phone", "person", "相談"
            )
            take(words, people=[PersonWords(name="大野 静")], issues=[], dispositions=[], by=watanabe)
    assert figures(town, "watanabe")["相談の受付", "計"] == int(str(before).split(".")[0]) + 2


def test_tax_notes_are_not_counted_whoever_was_asked_for_the_secret(town: World) -> None:
    case = takes(town, "suzuki", "小川 実")
    with town.acting("suzuki", AGO, "11:00") as suzuki:
        for text, of_class, origin in (
            ("電話で話した", InformationClass.GENERAL, None),
            ("非課税証明を見た", InformationClass.TAX, TaxOrigin.SELF_REPORT),
        ):
            words = NoteWords(
                kind="phone",
                happened_at=town.clock.instant(AGO, "11:00"),
                text=text,
                information_class=of_class,
                tax_origin=origin,
            )
            add_note(words, case=case, by=suzuki)
    calm = figures(town, "suzuki")
    town.step_up("suzuki")
    assert figures(town, "suzuki") == calm
    assert calm["対応　方法", "電話"] == 1


def test_what_is_meant_for_the_public_shows_no_small_figure(town: World) -> None:
    for number in range(12):
        takes(town, "watanabe", f"大野 静{number}", age=70 if number < 9 else 30)
    city, public = figures(town, "watanabe"), figures(town, "watanabe", kind="public")
    assert city["新規の相談　年代", "30歳代"] == 3
    assert public["新規の相談　年代", "30歳代"] == "＊"
    assert public["新規の相談　年代", "70歳代"] == "＊"
    assert public["新規の相談　年代", "計"] == 12
    shown = [value for value in public.values() if isinstance(value, float)]
    assert [value for value in shown if 0 < value < 10] == []


def test_both_say_at_the_top_for_whom_they_are(town: World) -> None:
    for kind, word in (("city", "市の外に出さないでください"), ("public", "公表用です")):
        answer = town.client("sato").get(f"/ledgers/monthly/book/?{asked(town)}&for={kind}")
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
        assert word in str(sheet.to_python()[2][0])


def test_the_page_shows_the_same_figures_and_each_definition(town: World) -> None:
    takes(town, "watanabe", "大野 静")
    page = town.client("watanabe").get(f"/ledgers/monthly/?{asked(town)}").content.decode()
    for words in (
        "足しても計にならない",
        "何度対応しても一と数える",
        "市への報告を書き出す",
        "公表用を書き出す",
    ):
        assert words in page
    assert "大野" not in page
    public = town.client("watanabe").get(f"/ledgers/monthly/?{asked(town)}&for=public").content.decode()
    assert '<td class="k-num">1</td>' in page
    assert '<td class="k-num">1</td>' not in public


def test_a_report_is_recorded_as_an_export_though_it_names_nobody(town: World) -> None:
    figures(town, "sato")
    row = town.superuser.execute(
        "select kind, what, records from audit_auditrow where at <= now() order by at desc limit 1"
    )
    assert row.fetchone() == ("export", "monthly_book", {})


@pytest.mark.parametrize("who", ["tanaka", "sato"])
def test_the_report_takes_few_statements(town: World, who: str) -> None:
    client = town.client(who)
    path = f"/ledgers/monthly/?{asked(town, 150)}"
    client.get(path)
    assert counted(lambda: client.get(path))[1] <= 15


def test_a_membership_that_was_struck_out_gives_nobody_a_position(town: World) -> None:
    """A mistaken row, written later and taken back, leaves the figures as they were."""
    takes(town, "sato", "小田 光")
    before = figures(town, "sato")
    town.superuser.execute(
        "insert into people_membership select (jsonb_populate_record(m, jsonb_build_object('id', new_id(),"
        " 'position', 'child', 'struck_at', now(), 'struck_why', 'まちがい', 'written_at', m.written_at +"
        " interval '1 minute'))).* from people_membership m join people_identity i on i.person_id = m.person_id"
        " where i.name = '小田 光'"
    )
    assert town.one("select count(*) from people_membership where struck_at is not null") == 1
    assert figures(town, "sato") == before
