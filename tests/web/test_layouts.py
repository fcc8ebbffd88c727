"""帳票のひな形: the keeper tries a layout, sees it, puts it in force, goes back; a wrong or hostile one is told with its line."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kasane.access.ids import decode_id, encode_id
from kasane.documents.sheets import Imprint, values_of
from kasane.web.papers.asked import Asked
from kasane.web.papers.kinds import KINDS
from kasane.web.papers.trying import SAMPLES
from tests.documents.reading_pdf import is_tagged, outside, overlapping, pages_of, pictured
from tests.web.test_papers import ways
from tests.world import World

NEW = "/forms/layouts/pledge/new/"
OWN = '#import "look.typ": *\n#show: paper\n市のことば\n#prose("text")\n#sign("signature")\n'
TODAY = date.today()  # noqa: DTZ011 - a day typed


def typed(body: str = OWN, day: date = TODAY, **told: str) -> dict[str, object]:
    file = SimpleUploadedFile("seiyaku.typ", body.encode())
    return {"file": file, "body": "", "valid_from": day.isoformat(), **told}


def seen(client: Client, body: str = OWN) -> str:
    page = client.post(NEW, typed(body)).content.decode()
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found, page
    return found[1]


def used(client: Client, body: str = OWN, day: date = TODAY) -> None:
    told = {"body": body, "valid_from": day.isoformat(), "seen": seen(client, body), "use": "1"}
    assert client.post(NEW, told)["Location"] == "/forms/layouts/"


def pledge(town: World) -> str:
    sitting = town.one("select id from meetings_sitting where kind = 'support_conference' limit 1")
    answer = town.client("tanaka").post(
        f"/print/pledge/{encode_id(int(str(sitting)))}/pdf/", {"audience": "attendee"}
    )
    return "".join(page.whole for page in pages_of(answer.content))


def test_tanaka_tries_a_layout_sees_it_and_the_next_pledge_is_printed_by_it(town: World) -> None:
    tanaka = town.client("tanaka")
    first = tanaka.post(NEW, typed()).content.decode()
    assert "1ページの見本が刷れました" in first
    assert "市のことば" in first, "what the file holds stands in the box"
    copy = tanaka.post("/forms/layouts/pledge/try/", {"body": OWN, "valid_from": TODAY.isoformat()})
    assert copy["Content-Type"] == "application/pdf"
    assert "市のことば" in pages_of(copy.content)[0].whole
    assert "見本です" in pages_of(copy.content)[0].whole
    assert "市のことば" not in pledge(town), "nothing is in force yet"
    used(tanaka)
    assert "市のことば" in pledge(town)
    assert "市の第1版" in tanaka.get("/forms/layouts/").content.decode()
    told = town.one("select detail ->> 'version' from audit_auditrow where what = 'use_layout'")
    assert told == "市の第1版"


def test_a_version_of_tomorrow_waits_and_the_former_one_is_used_again(town: World) -> None:
    tanaka = town.client("tanaka")
    used(tanaka, OWN.replace("市のことば", "あすのことば"), TODAY + timedelta(days=1))
    assert "あすのことば" not in pledge(town)
    assert "これから" in tanaka.get("/forms/layouts/").content.decode()
    used(tanaka)
    page = tanaka.get("/forms/layouts/").content.decode()
    again = re.search(r'href="(/forms/layouts/pledge/new/\?from=[^"]+)"', page)
    assert again
    form = tanaka.get(again[1]).content.decode()
    assert "市のことば" not in form
    body = str(
        town.one("select body from code_lists_paperlayout where (code, version) = ('pledge', '第1版')")
    )
    used(tanaka, body)
    assert "市のことば" not in pledge(town)


def test_what_was_changed_after_it_was_seen_is_shown_once_more(town: World) -> None:
    tanaka = town.client("tanaka")
    told = {"body": OWN + "\n末尾\n", "valid_from": TODAY.isoformat(), "seen": seen(tanaka), "use": "1"}
    answer = tanaka.post(NEW, told)
    assert answer.status_code == 200
    assert "ひな形が変わったので" in answer.content.decode()
    assert town.one("select count(*) from code_lists_paperlayout where kept_at is not null") == 0


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("\n\n#nosuch()\n", "3行目：「nosuch」という名が、どこにも決められていません"),
        ("#let x = (\n", "1行目：開いたかっこが閉じられていません"),
        ('#read("/etc/passwd")', "1行目：ほかのファイルは読めません"),
        ('\n#read("../look.typ")', "2行目：ほかのファイルは読めません"),
        ('#image("/etc/hostname")', "1行目：ほかのファイルは読めません"),
        ('#import "@preview/cetz:0.3.1": *', "1行目：外から部品を取り寄せることはできません"),
        ("#let f() = f()\n#f()", "同じところを呼び続けて、終わりません"),
        ("#while true {}", "1行目：繰り返しが終わりません"),
        ("題のない紙", "文書の題がありません"),
    ],
)
def test_a_fault_is_told_in_japanese_with_its_line_and_nothing_is_stored(
    town: World, body: str, says: str
) -> None:
    answer = town.client("tanaka").post(NEW, typed(body))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert 'name="seen"' not in answer.content.decode()


@pytest.mark.parametrize(
    "body",
    [
        "#let n = (1,) * 40000000\n#for a in n { for b in n { } }",
        "#let n = (1,)\n#for i in range(60) { n = n + n }",
    ],
    ids=["time", "memory"],
)
def test_a_layout_that_takes_all_time_or_memory_is_ended_and_the_next_paper_is_drawn(
    town: World, body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kasane.web.papers.trying.SECONDS", 3.0)
    answer = town.client("tanaka").post(NEW, typed(body))
    assert answer.status_code == 422
    assert "帳票を作れませんでした" in answer.content.decode()
    assert "誓約" in pledge(town)


def test_a_file_that_is_no_text_and_a_day_that_is_past_are_refused(town: World) -> None:
    tanaka = town.client("tanaka")
    file = SimpleUploadedFile("seiyaku.typ", b"\xff\xfe\x00bad")
    answer = tanaka.post(NEW, {"file": file, "valid_from": TODAY.isoformat()})
    assert "文のファイルとして読めません" in answer.content.decode()
    past = {"body": OWN, "valid_from": "2020-01-01", "seen": seen(tanaka), "use": "1"}
    refused = tanaka.post(NEW, past)
    assert refused.status_code == 422
    assert "過去の日からは使えません" in refused.content.decode()


def test_a_look_is_tried_on_every_form(town: World) -> None:
    body = str(town.one("select body from code_lists_paperlayout where code = 'look'"))
    tanaka = town.client("tanaka")
    changed = {"body": body + "\n", "valid_from": TODAY.isoformat()}
    assert (
        "すべての帳票で刷れることを確かめました"
        in tanaka.post("/forms/layouts/look/new/", changed).content.decode()
    )
    without = {"body": body.replace("#let sign(", "#let signs("), "valid_from": TODAY.isoformat()}
    assert "「sign」という名が" in tanaka.post("/forms/layouts/look/new/", without).content.decode()


@pytest.mark.parametrize("who", ["sato", "ito"])
def test_who_keeps_no_forms_finds_no_layout(town: World, who: str) -> None:
    client = town.client(who)
    number = encode_id(int(str(town.one("select id from code_lists_paperlayout where code = 'plan'"))))
    for path in ("", "plan/new/", f"{number}/sample/", f"{number}/file/"):
        assert client.get(f"/forms/layouts/{path}").status_code == 403, path
    assert client.post("/forms/layouts/plan/try/", {"body": OWN}).status_code == 403


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_made_up_copy_has_every_part_the_form_has(town: World, kind: str) -> None:
    """A part that only the real form has could not be laid out by what the copy shows."""
    who, subject = ways(town)[kind]
    with town.acting(who) as actor:
        collected = KINDS[kind].collect(decode_id(subject), Asked(actor, KINDS[kind].audiences[-1]))
    assert collected is not None
    real = values_of(collected.sheet, Imprint("", "", "", ""))
    copy = SAMPLES[KINDS[kind].layout]
    for parts in ("boxes", "marks", "tables", "groups"):
        lacks = {code for code in real[parts] if not code.startswith("section-")} - set(copy[parts])
        assert lacks == set(), parts
    for code, table in real["tables"].items():
        assert copy["tables"][code]["columns"] == table["columns"]


@pytest.mark.parametrize("code", sorted(SAMPLES))
def test_the_made_up_copy_of_every_form_is_whole_and_tagged(town: World, code: str) -> None:
    number = encode_id(int(str(town.one("select id from code_lists_paperlayout where code = %s", code))))
    content = town.client("kobayashi").get(f"/forms/layouts/{number}/sample/").content
    pictured(content, f"{code}-sample")
    assert is_tagged(content)
    assert outside(content) == []
    assert overlapping(content) == []


def test_a_version_is_handed_out_as_the_text_it_is(town: World) -> None:
    number, body = town.superuser.execute(
        "select id, body from code_lists_paperlayout where code = 'plan'"
    ).fetchone() or (0, "")
    answer = town.client("tanaka").get(f"/forms/layouts/{encode_id(number)}/file/")
    assert answer.content.decode() == body
    assert answer["Content-Disposition"] == 'attachment; filename="plan.typ"'
