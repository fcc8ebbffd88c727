"""人事異動: 佐藤 of the 包括 goes to 自立相談, 木村 stays, 原 is new; looked at first, then taken in whole or not at all."""

import os
import re
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.test import Client
from xlsxwriter import Workbook

from kasane.access.permissions import Role
from kasane.cli.roster import ROLES
from kasane.rules.roster import HEADINGS
from tests import cluster as clusters
from tests.cli.commands import kasane
from tests.world import World

TODAY = date.today()  # noqa: DTZ011 - the list speaks of days, as people do
LAST, FIRST = TODAY - timedelta(days=1), TODAY
ENDS = (
    "sato",
    "佐藤 恵",
    "さとう めぐみ",
    "社会福祉士",
    "houkatsu-nango",
    "相談員",
    "",
    "",
    LAST.isoformat(),
)
GOES = ("sato", "佐藤 恵", "さとう めぐみ", "社会福祉士", "jiritsu", "相談員", "", FIRST.isoformat(), "")
NEW = ("hara", "原 直子", "はら なおこ", "保健師", "houkatsu-nango", "相談員", "", FIRST.isoformat(), "")


def listed(folder: Path, *rows: tuple[str, ...], encoding: str = "utf-8") -> Path:
    path = folder / "meibo.csv"
    path.write_text("\r\n".join(",".join(row) for row in (HEADINGS, *rows)), encoding=encoding)
    return path


def environment(town: World) -> dict[str, str]:
    """What an operator's shell holds for the installation of a test."""
    return os.environ | {
        "KASANE_HOME": str(clusters.HOME),
        "KASANE_DATABASE_URL": clusters.installation(town.name).address,
        "KASANE_MUNICIPALITY": "kasane",
    }


def taken(town: World, path: Path, *words: str) -> tuple[int, str]:
    """What `kasane staff` answers on the town."""
    done = kasane(environment(town), "staff", str(path), *words)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


def all_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return unicodedata.normalize("NFKC", "".join(page.get_textpage().get_text_range() for page in document))


def hats(town: World, username: str) -> list[tuple[str, date, date | None]]:
    return town.superuser.execute(
        "select d.code, a.valid_from, a.valid_to from directory_assignment a"
        " join directory_desk d on d.id = a.desk_id join directory_staff s on s.id = a.staff_id"
        " join sign_in_account c on c.id = s.account_id where c.username = %s order by a.valid_from, d.code",
        [username],
    ).fetchall()


def test_a_list_is_looked_at_before_it_is_taken_in(town: World, tmp_path: Path) -> None:
    before = hats(town, "sato")
    code, said = taken(town, listed(tmp_path, ENDS, GOES, NEW))
    assert code == 0, said
    assert "まだ何も変えていません" in said
    assert "新しいアカウント 1件" in said
    assert "はじめのパスワード" not in said, "no password is told that opens nothing"
    assert list(tmp_path.glob("*.pdf")) == []
    assert hats(town, "sato") == before
    assert hats(town, "hara") == []
    assert town.one("select count(*) from sign_in_account where username = 'hara'") == 0


def test_on_the_day_the_keys_are_those_of_the_new_desk(town: World, tmp_path: Path) -> None:
    """What 佐藤 read at the 包括 she reads no more; what 自立相談 reads she reads now; her cases are named before."""
    cases = "select count(*) from cases_workerincharge w join directory_staff s on s.id = w.staff_id where s.name = '佐藤 恵' and w.until_on is null"
    assert int(str(town.one(cases))) > 0
    code, said = taken(town, listed(tmp_path, ENDS, GOES, NEW, encoding="cp932"), "--do")
    assert code == 0, said
    assert [(desk, ends) for desk, _, ends in hats(town, "sato")] == [
        ("houkatsu-nango", LAST),
        ("jiritsu", None),
    ]
    sato = Client()
    assert sato.post("/sign-in/", {"login": "sato", "password": "kasane-no-machi"}).status_code == 302
    page = sato.get("/").content.decode()
    assert "生活自立相談窓口" in page
    assert "地域包括支援センター（南湖地区）" not in sato.get("/hat/").content.decode()


def test_whoever_leaves_with_cases_and_the_desk_left_empty_are_named(town: World, tmp_path: Path) -> None:
    last = (TODAY + timedelta(days=30)).isoformat()
    code, said = taken(town, listed(tmp_path, (*ENDS[:-1], last)))
    assert code == 0, said
    assert f"△ 佐藤 恵さんが{last}に" in said
    assert "担当のケースが" in said
    kimura = ("kimura", "木村 修", "きむら おさむ", "センター長", "houkatsu-nango", "相談員", "○", "", last)
    code, said = taken(town, listed(tmp_path, (*ENDS[:-1], last), kimura))
    after = (TODAY + timedelta(days=31)).isoformat()
    assert "からだれもいません" in said
    assert after in said


@pytest.mark.parametrize("role", Role)
def test_every_role_but_the_guests_is_given_by_the_list(role: Role) -> None:
    assert (ROLES.get(role.label) == role.value) is (role is not Role.GUEST)


def test_one_wrong_row_and_nothing_is_taken_in(town: World, tmp_path: Path) -> None:
    before = hats(town, "sato")
    code, said = taken(town, listed(tmp_path, ENDS, GOES, (*NEW[:4], "nowhere", *NEW[5:])), "--do")
    assert code == 1
    assert "4行目：窓口「nowhere」がありません" in said
    assert "一行も取り込んでいません" in said
    assert hats(town, "sato") == before


def test_a_hat_nobody_wears_is_not_ended(town: World, tmp_path: Path) -> None:
    code, said = taken(town, listed(tmp_path, (*ENDS[:4], "jiritsu", *ENDS[5:])), "--do")
    assert code == 1
    assert "2行目：終える配属が見つかりません" in said


def test_a_hat_that_ends_stays_what_it_was_and_ends_no_earlier_than_it_began(
    town: World, tmp_path: Path
) -> None:
    """木村's last row names another role by mistake; the one of 清水's desk ends before it began."""
    last = (TODAY + timedelta(days=30)).isoformat()
    row = ("kimura", "木村 修", "きむら おさむ", "センター長", "houkatsu-nango", "計画担当", "", "", last)
    assert taken(town, listed(tmp_path, row), "--do")[0] == 0
    kept = town.superuser.execute(
        "select a.role, a.is_manager, a.valid_to from directory_assignment a"
        " join directory_staff s on s.id = a.staff_id where s.name = '木村 修'"
    ).fetchall()
    assert kept == [("desk_worker", True, date.fromisoformat(last))]
    early = (
        "shimizu",
        "清水 明子",
        "しみず あきこ",
        "係長",
        "fukushi-sogo",
        "福祉総合相談担当",
        "",
        "",
        "2001-03-31",
    )
    code, said = taken(town, listed(tmp_path, early), "--do")
    assert code == 1
    assert "終える配属が見つかりません" in said


def test_another_role_at_the_same_desk_waits_for_the_end_of_the_one_before(
    town: World, tmp_path: Path
) -> None:
    leads = (*ENDS[:6], "○", FIRST.isoformat(), "")
    code, said = taken(town, listed(tmp_path, leads), "--do")
    assert code == 1
    assert "同じ窓口の配属が続いています" in said
    code, said = taken(town, listed(tmp_path, leads, ENDS), "--do")
    assert code == 0, said
    assert [(since, ends) for _, since, ends in hats(town, "sato")][1:] == [(FIRST, None)]
    assert hats(town, "sato")[0][2] == LAST, "the one before ends, whichever row stands first"


def test_the_same_list_twice_changes_nothing_more(town: World, tmp_path: Path) -> None:
    path = listed(tmp_path, GOES, NEW)
    taken(town, path, "--do")
    once = hats(town, "hara")
    code, said = taken(town, path, "--do")
    assert (code, hats(town, "hara")) == (0, once)
    assert "はじめのパスワード" not in said


def test_a_first_password_is_on_a_slip_to_cut_off_and_nowhere_else(town: World, tmp_path: Path) -> None:
    """原 and 西 are new, 佐藤 is not; nobody but who ran the command reads the file."""
    other = ("nishi", "西 健", "にし たけし", *NEW[3:])
    code, said = taken(town, listed(tmp_path, GOES, NEW, other), "--do")
    assert code == 0, said
    (slips,) = tmp_path.glob("*.pdf")
    assert slips.stat().st_mode & 0o077 == 0
    assert str(slips) in said
    told = all_text(slips.read_bytes())
    assert "原 直子 さん" in told
    assert "nishi" in told
    assert "佐藤" not in told
    passwords = re.findall(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}", told)
    assert len(set(passwords)) == 2
    assert not any(password in said for password in passwords)
    town.superuser.execute("update directory_municipality set is_demo = false")
    entered = Client().post("/sign-in/", {"login": "hara", "password": passwords[0]})
    assert entered["Location"] == "/sign-in/second/new/", "a second factor first"


def test_slips_not_handed_out_yet_are_not_written_over_and_nothing_is_taken_in(
    town: World, tmp_path: Path
) -> None:
    (tmp_path / "meibo-はじめのパスワード.pdf").write_bytes(b"of yesterday")
    code, said = taken(town, listed(tmp_path, NEW), "--do")
    assert code == 1
    assert "がもうあります" in said
    assert (tmp_path / "meibo-はじめのパスワード.pdf").read_bytes() == b"of yesterday"
    assert hats(town, "hara") == []
    assert town.one("select count(*) from sign_in_account where username = 'hara'") == 0


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no book", "名前だけ".encode()])
def test_what_is_no_list_is_refused_in_a_sentence(town: World, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    code, said = taken(town, path, "--do")
    assert code == 1
    assert "。" in said


def test_a_list_from_excel_is_read_as_well(town: World, tmp_path: Path) -> None:
    path = tmp_path / "meibo.xlsx"
    with Workbook(path) as workbook:
        sheet = workbook.add_worksheet("名簿")
        for down, row in enumerate((HEADINGS, NEW)):
            sheet.write_row(down, 0, row)
    code, said = taken(town, path, "--do")
    assert code == 0, said
    assert [desk for desk, _, _ in hats(town, "hara")] == ["houkatsu-nango"]
