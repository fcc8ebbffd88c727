"""The 受付簿 and lists as Excel: whose rows they hold, what never leaves, and that every export is recorded."""

import io
from urllib.parse import unquote

import pytest
from python_calamine import CalamineWorkbook

from kasane.access.ids import encode_id
from kasane.cases.actions.consultations import ConsultationWords, take
from kasane.people.facts import PersonWords
from kasane.web.components.sealed import searched
from tests.web.test_every_page import counted
from tests.world import World

STAYS = ("松が丘", "090-0000-0021", "松が丘保育園", "森 健一", "住民税は非課税", "中山さん")
FORMULA = '=HYPERLINK("http://evil","山田")'


def case_of(town: World, name: str) -> str:
    number = town.one("select case_id from people_identity where name = %s limit 1", name)
    return encode_id(int(str(number)))


def ways(town: World) -> dict[str, str]:
    return {
        "register_book": "/ledgers/register/book/?month=all",
        "cases_book": "/ledgers/cases/book/",
        "referrals_book": "/ledgers/referrals/book/",
        "search_book": searched("/ledgers/search/book/", "もり"),
        "notes_book": f"/cases/{case_of(town, '山田 花子')}/notes/book/",
    }


def rows(content: bytes) -> list[list[object]]:
    opened = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [
        list(row)
        for name in opened.sheet_names
        for row in opened.get_sheet_by_name(name).to_python(skip_empty_area=False)
    ]


def text_of(content: bytes) -> str:
    return "\n".join(str(cell) for row in rows(content) for cell in row)


def book_of(town: World, who: str, path: str) -> str:
    answer = town.client(who).get(path)
    assert answer.status_code == 200, path
    return text_of(answer.content)


@pytest.mark.parametrize("who", ["sato", "suzuki", "tanaka", "watanabe", "takahashi"])
def test_where_she_lives_what_she_earns_and_who_told_leave_by_no_book(town: World, who: str) -> None:
    town.step_up(who)
    client = town.client(who)
    told = ""
    for path in ways(town).values():
        answer = client.get(path)
        told += text_of(answer.content) if answer.status_code == 200 else ""
    assert [word for word in STAYS if word in told] == []


def test_the_register_holds_what_the_desk_took_and_nothing_of_the_desk_beside_it(town: World) -> None:
    sato, suzuki = (book_of(town, who, ways(town)["register_book"]) for who in ("sato", "suzuki"))
    assert "山田 花子、山田 太郎" in sato
    assert "介護・世話、ひきこもり・社会的孤立、生活困窮" in sato
    assert "民生委員・児童委員" in sato
    assert "森 さくら" not in sato
    assert "森 さくら、森 はる" in suzuki
    assert "山田 花子" not in suzuki, "suzuki reads her by her consent, but did not take the consultation"


def test_the_coordinator_who_carries_the_case_has_no_line_of_it_in_the_own_register(town: World) -> None:
    assert "山田 花子" not in book_of(town, "tanaka", ways(town)["register_book"])
    assert "山田 花子" in book_of(town, "tanaka", ways(town)["cases_book"])


def test_numbers_run_through_the_fiscal_year_in_the_order_of_writing(town: World) -> None:
    """A consultation of last week that is written down today takes the next number and nobody else's moves."""
    path = "/ledgers/register/?month=all"
    before = town.client("watanabe").get(path).content.decode()
    with town.acting("watanabe", 1, "18:00") as watanabe:
        words = ConsultationWords(town.clock.instant(30, "09:00"), "phone", "person", "手帳のこと")
        take(words, people=[PersonWords(name="大野 静")], issues=[], dispositions=[], by=watanabe)
    lines = [
        row
        for row in rows(town.client("watanabe").get(ways(town)["register_book"]).content)
        if isinstance(row[0], float)
    ]
    assert before.count('data-label="番号"') == len(lines) - 1
    numbers = {str(row[5]): row[0] for row in lines}
    assert numbers["大野 静"] == len(lines)
    assert lines[0][5] == "大野 静", "the lines themselves stand in the order of receipt"


def test_a_month_holds_its_own_days_in_japan_alone(town: World) -> None:
    day = town.clock.day(1)
    with town.acting("watanabe", 1, "23:50") as watanabe:
        words = ConsultationWords(town.clock.instant(1, "00:10"), "phone", "person", "今日の相談")
        take(words, people=[PersonWords(name="大野 静")], issues=[], dispositions=[], by=watanabe)
    year = day.year if day.month >= 4 else day.year - 1
    other = day.month % 12 + 1
    assert "大野 静" in book_of(town, "watanabe", f"/ledgers/register/book/?year={year}&month={day.month}")
    assert "大野 静" not in book_of(town, "watanabe", f"/ledgers/register/book/?year={year}&month={other}")


@pytest.mark.parametrize("asked", ["year=99999999999&month=13", "year=x&month=-1", "month=²", "year=０"])
def test_a_period_that_is_none_is_this_month(town: World, asked: str) -> None:
    answer = town.client("sato").get(f"/ledgers/register/?{asked}")
    assert answer.status_code == 200
    assert f"{town.clock.day(0).month}月" in answer.content.decode()


def test_a_name_that_is_a_formula_leaves_as_a_text(town: World) -> None:
    with town.acting("watanabe", 1) as watanabe:
        words = ConsultationWords(town.clock.instant(1, "09:00"), "phone", "person", "@SUM(1)")
        take(words, people=[PersonWords(name=FORMULA)], issues=[], dispositions=[], by=watanabe)
    for name in ("register_book", "cases_book"):
        content = town.client("watanabe").get(ways(town)[name]).content
        assert FORMULA in text_of(content)


def test_the_notes_of_one_case_oldest_first_without_the_tax_note_even_after_the_password(town: World) -> None:
    town.step_up("suzuki")
    told = rows(town.client("suzuki").get(ways(town)["notes_book"]).content)
    days = [row[0] for row in told if hasattr(row[0], "year")]
    assert len(days) > 1
    assert days == sorted(days)
    assert "税情報の経過は含みません。" in text_of(
        town.client("suzuki").get(ways(town)["notes_book"]).content
    )


def test_an_outsider_gets_no_book_of_a_case_and_who_does_no_desk_work_gets_none(town: World) -> None:
    assert town.client("watanabe").get(ways(town)["notes_book"]).status_code == 404
    for who in ("ito", "kobayashi", "yamamoto"):
        client = town.client(who)
        assert {client.get(path).status_code for path in ways(town).values()} == {403}
        assert client.get("/ledgers/").status_code == 403


def test_every_book_is_recorded_as_an_export_with_the_ids_it_holds(town: World) -> None:
    tanaka = town.client("tanaka")
    for path in ways(town).values():
        assert tanaka.get(path).status_code == 200
    told = dict(
        town.superuser.execute(
            "select what, records from audit_auditrow where kind = 'export' order by at"
        ).fetchall()
    )
    assert set(told) == set(ways(town))
    shown = town.one("select count(*) from cases_case c where exists (select from rooms_grant g join"
                     " directory_desk d on d.id = g.desk_id where g.opens_case = c.id and d.is_host)")  # fmt: skip
    assert len(told["cases_book"]["cases.case"]) == shown
    assert told["referrals_book"]["referrals.referral"]
    assert told["notes_book"]["cases.note"]
    assert town.one("select count(*) from audit_auditrow where kind = 'view' and what like '%%_book'") == 0


def test_a_book_without_a_single_row_is_recorded_too(town: World) -> None:
    town.client("watanabe").get(searched("/ledgers/search/book/", "いないひと"))
    assert town.one("select records from audit_auditrow where kind = 'export'") == {}


def test_what_cannot_be_recorded_does_not_leave(town: World) -> None:
    """A list without any record in it, which a page could have shown, does not leave either."""
    town.superuser.execute(
        "revoke execute on function audit_view(text, text, text, bigint[], jsonb, bigint[], jsonb) from kasane_app"
    )
    tanaka = town.client("tanaka")
    for path in (*ways(town).values(), searched("/ledgers/search/book/", "いないひと")):
        answer = tanaka.get(path)
        assert answer.status_code == 503
        assert not answer.content.startswith(b"PK")


def test_no_file_is_called_by_anybodys_name(town: World) -> None:
    tanaka = town.client("tanaka")
    for path in ways(town).values():
        named = unquote(tanaka.get(path)["Content-Disposition"])
        assert named.startswith("attachment")
        assert named.endswith(".xlsx")
        assert [word for word in ("山田", "森", "花子", "もり") if word in named] == []


def test_what_was_exported_counts_among_unusual_viewing(town: World) -> None:
    town.superuser.execute("update directory_municipality set many_cases_a_day = 2")
    town.client("sato").get(ways(town)["cases_book"])
    town.superuser.execute("delete from audit_auditrow where kind <> 'export'")
    assert "佐藤 恵" in town.client("yamamoto").get("/privacy/unusual/").content.decode()
    assert (
        "ケースの一覧のExcelを書き出した" in town.client("yamamoto").get("/privacy/seeing/").content.decode()
    )


def test_a_list_that_was_cut_says_so(town: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = book_of(town, "suzuki", ways(town)["cases_book"])
    assert "このほかにもあります" not in whole
    monkeypatch.setattr("kasane.web.ledgers.lists.MOST", 1)
    assert "新しい順に1件までを書き出しました" in book_of(town, "suzuki", ways(town)["cases_book"])
    monkeypatch.setattr("kasane.web.ledgers.lists.MOST_NOTES", 1)
    assert "新しいものから1件まで" in book_of(town, "tanaka", ways(town)["notes_book"])
    monkeypatch.setattr("kasane.web.ledgers.register.ON_SCREEN", 1)
    assert "はじめの1件まで" in town.client("suzuki").get("/ledgers/register/?month=all").content.decode()


@pytest.mark.parametrize("who", ["tanaka", "sato"])
def test_the_register_takes_few_statements(town: World, who: str) -> None:
    client = town.client(who)
    client.get("/ledgers/register/?month=all")
    answer, statements = counted(lambda: client.get("/ledgers/register/?month=all"))
    assert answer.status_code == 200
    assert statements <= 15


def test_what_was_added_to_a_note_leaves_with_it(town: World) -> None:
    """A list that left it out would say something else than the page."""
    case, desk, text = town.superuser.execute(
        "select a.case_id, d.code, a.text from cases_noteaddendum a join rooms_compartment r on r.id = a.home_id"
        " join directory_desk d on d.id = r.desk_id where a.information_class = 'general' limit 1"
    ).fetchone() or (0, "", "")
    who = {"houkatsu-nango": "sato", "fukushi-sogo": "tanaka", "jiritsu": "suzuki"}[desk]
    assert text in book_of(town, who, f"/cases/{encode_id(case)}/notes/book/")
