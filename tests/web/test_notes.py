"""The screens of notes: papers of any kind, correcting side by side, approving, who finds nothing."""

import re
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kasane.access.ids import encode_id
from kasane.rules.papers import LARGEST
from seeds.town.paper import blank_sheet
from tests.domain.test_notes import approves, case_of, corrects, mother_of, written
from tests.world import World


def form_of(town: World, **changed: object) -> dict[str, object]:
    return {
        "text": "玄関先で立ち話。元気そうだった。",
        "kind": "home_visit",
        "happened_at": "2026-11-20T10:00",
        "concerns": [str(mother_of(town))],
        "result": "met",
        "met_with": ["person", "family"],
        "information_class": "general",
        **changed,
    }


def upload(content: bytes, name: str = "山田花子の診断書") -> SimpleUploadedFile:
    ending = "png" if content.startswith(b"\x89PNG") else "pdf"
    return SimpleUploadedFile(f"{name}.{ending}", content, content_type="application/pdf")


def zipped() -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", "0" * 1000)
    return held.getvalue()


def new(town: World) -> str:
    return f"/cases/{encode_id(case_of(town))}/notes/new/"


def posts(client: Client, path: str, form: dict[str, object]) -> tuple[int, str]:
    answer = client.post(path, form)
    return answer.status_code, answer.content.decode()


def test_several_papers_go_with_a_note_and_are_opened_from_the_timeline(town: World) -> None:
    sato = town.client("sato")
    pdf = b"%PDF-1.7 whatever follows"
    assert posts(sato, new(town), form_of(town, papers=[upload(pdf), upload(blank_sheet())]))[0] == 302
    shown = sato.get(f"/cases/{encode_id(case_of(town))}/notes/").content.decode()
    assert "玄関先で立ち話" in shown
    assert "本人、家族・親族" in shown
    links = re.findall(r'href="(/papers/[^"]+/)">添付(\d)（(PDF|PNG)', shown)
    assert [(number, kind) for _, number, kind in links][:2] == [("1", "PDF"), ("2", "PNG")]
    opened = sato.get(links[0][0])
    assert opened.content == pdf
    assert opened["Content-Disposition"] == 'attachment; filename="paper.pdf"'
    for who in ("tanaka", "suzuki", "watanabe"):
        assert town.client(who).get(links[0][0]).status_code == 404


def test_what_is_stored_is_encrypted_and_names_no_file_of_the_senders(town: World) -> None:
    marked = b"%PDF-1.7 the only words of this paper"
    assert posts(town.client("sato"), new(town), form_of(town, papers=[upload(marked)]))[0] == 302
    content, line = town.superuser.execute(
        "select content, row_to_json(a)::text from attachments_attachment a order by written_at desc limit 1"
    ).fetchone() or (b"", "")
    assert marked[9:] not in bytes(content)
    assert bytes(content).startswith(b"gAAAA")
    assert "診断書" not in line


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (zipped(), "PDF・JPEG・PNG のほかは添付できません"),
        (b"<svg onload=alert(1)>", "PDF・JPEG・PNG のほかは添付できません"),
        (b"", "中身のないファイルです"),
        (b"%PDF-" + b"0" * LARGEST, "大きすぎます"),
        (b"%PDF-" + b"0" * 100 * 1024 * 1024, "大きすぎます"),
    ],
    ids=["a zip named pdf", "an svg", "empty", "a byte too many", "100 MB"],
)
def test_what_is_no_paper_is_answered_with_a_sentence_and_nothing_is_stored(
    town: World, content: bytes, says: str
) -> None:
    counts = "select (select count(*) from cases_note), (select count(*) from attachments_attachment)"
    before = town.superuser.execute(counts).fetchone()
    papers = [upload(blank_sheet()), upload(content)]
    status, page = posts(town.client("sato"), new(town), form_of(town, papers=papers))
    assert status == 422
    assert says in page
    assert "玄関先で立ち話" in page, "what was typed is not lost"
    assert town.superuser.execute(counts).fetchone() == before


@pytest.mark.parametrize("name", ["scan.pdf", "scan.exe", "scan.png.html", ".png.svg"])
def test_a_picture_that_is_called_something_else_is_not_taken(town: World, name: str) -> None:
    """What opens a file later goes by its name; what we look at is its content: they must say the same."""
    papers = [SimpleUploadedFile(name, blank_sheet())]
    status, page = posts(town.client("sato"), new(town), form_of(town, papers=papers))
    assert status == 422
    assert "中身（PNG）と違います" in page


@pytest.mark.parametrize("name", ["A.PNG", "scan"])
def test_a_picture_whose_name_says_so_or_says_nothing_is_taken(town: World, name: str) -> None:
    papers = [SimpleUploadedFile(name, blank_sheet())]
    assert posts(town.client("sato"), new(town), form_of(town, papers=papers))[0] == 302


def test_who_told_without_a_name_is_asked_for_one(town: World) -> None:
    status, page = posts(town.client("sato"), new(town), form_of(town, informant_told="夜中に声がする"))
    assert status == 422
    assert "情報をくれた人の氏名か呼び名を書いてください。" in page


def test_what_to_do_next_needs_its_day(town: World) -> None:
    status, page = posts(town.client("sato"), new(town), form_of(town, next_words="電話する"))
    assert status == 422
    assert "次にすることの日を入れてください。" in page


def page_of(town: World, note: int, rest: str = "") -> str:
    return f"/cases/{encode_id(case_of(town))}/notes/{encode_id(note)}/{rest}"


def test_whoever_was_slower_sees_both_and_overwrites_nothing(town: World) -> None:
    note = written(town)
    corrects(town, "kimura", note, "木村が先に直した")
    form = form_of(town, text="佐藤が後から直した", edition="1")
    status, page = posts(town.client("sato"), page_of(town, note, "correct/"), form)
    assert status == 422
    assert "木村が先に直した" in page
    assert "佐藤が後から直した" in page
    assert town.one("select text from cases_note where id = %s", note) == "木村が先に直した"


def seen_in(page: str) -> dict[str, str]:
    """What the form remembers of the note as it was opened, and its edition."""
    return dict(re.findall(r'name="(seen-[^"]*|edition)" value="([^"]*)"', page))


def test_only_what_both_wrote_is_asked_and_the_other_s_place_stays(town: World) -> None:
    note = written(town)
    path = page_of(town, note, "correct/")
    sato, kimura = town.client("sato"), town.client("kimura")
    seen = seen_in(sato.get(path).content.decode())
    told = {name.removeprefix("seen-"): value for name, value in seen.items()} | form_of(town)
    told |= {"text": seen["seen-text"], "happened_at": seen["seen-happened_at"]}
    assert posts(kimura, path, told | seen | {"text": "木村が先に直した", "place": "玄関先"})[0] == 302
    mine = told | seen | {"text": "佐藤が後から直した", "minutes": "40"}
    status, page = posts(sato, path, mine)
    assert status == 422
    assert "木村 修さんも書き直しました" in page
    asked = re.findall(r'type="radio" name="(\w+)"', page)
    assert asked == ["text", "text"], "the place is Kimura's alone, the minutes Sato's alone"
    again = seen_in(page) | dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert posts(sato, path, again)[0] == 422, "nothing is stored before the choice"
    assert posts(sato, path, again | {"text": "佐藤が後から直した"})[0] == 302
    stored = town.superuser.execute(
        "select text, place, minutes from cases_note where id = %s", [note]
    ).fetchone()
    assert stored == ("佐藤が後から直した", "玄関先", 40)


def test_who_moves_what_was_just_corrected_reads_it_again_and_loses_nothing(town: World) -> None:
    note = written(town)
    sato, path = town.client("sato"), page_of(town, note, "move/")
    target = re.findall(r'href="(\?to=[^"]+)">[^<]*中村 由美', sato.get(path).content.decode())[0]
    person = re.findall(r'name="concerns" value="(\d+)"', sato.get(path + target).content.decode())[0]
    corrects(town, "kimura", note, "木村が先に直した")
    told = {"concerns": [person], "why": "書きまちがい", "edition": "1"}
    status, page = posts(sato, path + target, told)
    assert status == 422
    assert "木村が先に直した" in page
    assert "移す前に、書き直されたところを確かめてください。" in page
    assert town.one("select case_id from cases_note where id = %s", note) == case_of(town), "not moved yet"
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert hidden | {"csrfmiddlewaretoken": ""} == {
        "csrfmiddlewaretoken": "",
        "edition": "2",
        "concerns": person,
        "why": "書きまちがい",
    }
    assert posts(sato, path + target, hidden)[0] == 302


def test_the_manager_approves_several_at_once_and_the_buttons_follow(town: World) -> None:
    first, second = written(town, "一つめ"), written(town, "二つめ")
    sato, kimura = town.client("sato"), town.client("kimura")
    assert "書き直す" in sato.get(page_of(town, first)).content.decode()
    waiting = kimura.get("/notes/approval/").content.decode()
    assert "一つめ" in waiting
    assert "二つめ" in waiting
    status, page = posts(kimura, "/notes/approval/", {})
    assert (status, "承認する経過が選ばれていません" in page) == (422, True)
    chosen = [f"{encode_id(first)}:1", f"{encode_id(second)}:1"]
    assert posts(kimura, "/notes/approval/", {"note": chosen})[0] == 302
    after = sato.get(page_of(town, first)).content.decode()
    assert "木村 修" in after
    assert "追記する" in after
    assert posts(sato, page_of(town, first, "correct/"), form_of(town, edition="1"))[0] == 422
    assert posts(sato, page_of(town, first, "add/"), {"text": "書き足し"})[0] == 302
    assert "書き足し" in sato.get(page_of(town, first)).content.decode()


@pytest.mark.parametrize(("who", "status"), [("sato", 403), ("kimura", 200), ("shimizu", 200), ("ito", 403)])
def test_who_is_no_manager_is_told_who_approves(town: World, who: str, status: int) -> None:
    answer = town.client(who).get("/notes/approval/")
    assert answer.status_code == status
    if who == "sato":
        assert "経過を承認できるのは、この窓口の管理者だけです。" in answer.content.decode()


@pytest.mark.parametrize("rest", ["", "correct/", "add/", "move/"])
def test_who_knows_nothing_of_the_case_finds_no_note(town: World, rest: str) -> None:
    note = written(town)
    assert town.client("watanabe").get(page_of(town, note, rest)).status_code == 404
    assert town.client("suzuki").get(page_of(town, note, rest)).status_code == 404, (
        "of the team, not laid open"
    )
    assert town.client("sato").get(page_of(town, note, rest)).status_code == 200


def test_it_is_moved_by_choosing_the_case_it_belongs_to(town: World) -> None:
    note = written(town, "中村さんの送迎の相談")
    sato = town.client("sato")
    choose = sato.get(page_of(town, note, "move/")).content.decode()
    target = re.findall(r'href="(\?to=[^"]+)">[^<]*中村 由美', choose)
    assert len(target) == 1
    asked = sato.get(page_of(town, note, "move/") + target[0]).content.decode()
    person = re.findall(r'name="concerns" value="(\d+)"', asked)[0]
    done = sato.post(
        page_of(town, note, "move/") + target[0],
        {"concerns": [person], "why": "書きまちがい", "edition": "1"},
    )
    assert done.status_code == 302
    left = sato.get(f"/cases/{encode_id(case_of(town))}/notes/").content.decode()
    assert "中村さんの送迎の相談" not in left
    assert "佐藤 恵が" in left
    assert "移した先の経過を見る" in left
    assert "中村さんの送迎の相談" in sato.get(done["Location"]).content.decode()


def test_an_approved_note_says_why_it_cannot_be_corrected(town: World) -> None:
    note = written(town)
    approves(town, "kimura", note)
    page = town.client("sato").get(page_of(town, note, "correct/")).content.decode()
    assert "承認された経過は、書き直せません。" in page
