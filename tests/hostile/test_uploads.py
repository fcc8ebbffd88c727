"""Files with names and insides that mean no good, and uploads that are too large or break off: a sentence, and nothing left."""

import re
import struct
import zlib

import pytest
from django.test import Client

from kasane.rules.papers import SUFFIXES
from seeds.town.paper import blank_sheet
from tests.faults.browsers import Browser
from tests.hostile.conftest import Served
from tests.hostile.multipart import BOUNDARY, TYPE, Part, body, fields
from tests.hostile.test_slow import connected
from tests.web.test_every_page import addresses
from tests.web.test_notes import form_of, new
from tests.world import World

# What marks a name, wherever it should come out.
MARK = "kasanename"
NAMES = {
    "a way up": f"../../../../etc/{MARK}.pdf",
    "another way up": f"..\\..\\windows\\{MARK}.pdf",
    "a whole way": f"/etc/cron.d/{MARK}",
    "written from right to left": f"{MARK}\u202efdp.exe",
    "nul": f"{MARK}.pdf\x00.exe",
    "long": f"{MARK}{'あ' * 300}.pdf",
    "longer than any head": f"{MARK}{'あ' * 5_000}.pdf",
    "a device": "con.txt",
    "two dots": "..",
    "nothing": "",
    "a line end": f"{MARK}.pdf\r\n\tX-Evil: 1",
    "a quote": f'{MARK}\\".pdf',
    "markup": f"<img src=x onerror={MARK}>.pdf",
    "no text": b"\xff\xfe\x80" + MARK.encode(),
    "half a character": b"\xed\xa0\x80" + MARK.encode(),
    "formula": f"=cmd|' /C calc'!{MARK}.pdf",
}
# What ends as something else than it is, is not taken.
ANSWERS = {"longer than any head": 400, "written from right to left": 422, "nul": 422, "a device": 422}
COUNTS = (
    "select (select count(*) from cases_note), (select count(*) from attachments_attachment),"
    " (select count(*) from search_searchentry), (select count(*) from ledgers_importbatch)"
)
SENT = "select content, media_type, row_to_json(a)::text from attachments_attachment a order by written_at desc limit 1"


def bomb() -> bytes:
    """A picture of 40,000 × 40,000 points in a few hundred bytes of head and two megabytes of nothing."""

    def piece(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", head) + piece(b"IDAT", rows) + piece(b"IEND", b"")


DISGUISED = {
    "a page": (b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script>", "image/png"),
    "a page in a pdf": (b"%PDF-1.7\n<html><script>alert(1)</script>", "application/pdf"),
    "a script in a jpeg": (b"\xff\xd8\xff\xe0/*<script>*/=alert(1)/*", "image/jpeg"),
    "a bomb": (bomb(), "image/png"),
}
REFUSED = {
    "gif and script": b"GIF89a/*\x00*/=alert(1)//;",
    "svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "entities": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
    "a mark behind a blank": b" %PDF-1.7",
    "a page": b"<html><script>alert(1)</script>",
    "webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
}


def sends(client: Client, path: str, *parts: Part) -> tuple[int, str, str]:
    """Status, page and headers."""
    answer = client.generic("POST", path, body(*parts), TYPE)
    return answer.status_code, answer.content.decode(), str(answer.headers)


def test_a_name_is_kept_nowhere_and_comes_out_nowhere(town: World) -> None:
    sato, told, notes = town.client("sato"), fields(form_of(town)), new(town).removesuffix("new/")
    for word, name in NAMES.items():
        paper = Part("papers", b"%PDF-1.7", name if isinstance(name, bytes) else name.encode())
        status, page, headers = sends(sato, new(town), *told, paper)
        # A head of five thousand letters is not read; without a name a field is no file.
        assert status == ANSWERS.get(word, 302), word
        assert MARK not in f"{page}{headers}{sato.get(notes).content.decode()}", word
        assert MARK not in str((town.superuser.execute(SENT).fetchone() or ("", "", ""))[2]), word
    links = re.findall(r'href="(/papers/[^"]+/)"', sato.get(notes).content.decode())
    assert len(links) >= len(NAMES) - 4 - len(ANSWERS)
    for link in links:
        assert re.fullmatch(
            r'attachment; filename="paper\.(pdf|png|jpg)"', sato.get(link)["Content-Disposition"]
        )


def test_what_is_dressed_as_a_picture_is_handed_out_as_a_file_and_never_opened(town: World) -> None:
    """Nothing of ours looks into a paper; a browser is told to store it and not to guess what it is."""
    sato, notes = town.client("sato"), new(town).removesuffix("new/")
    for content, kind in DISGUISED.values():
        paper = Part("papers", content, f"x.{SUFFIXES[kind]}".encode(), b"text/html")
        assert sends(sato, new(town), *fields(form_of(town)), paper)[0] == 302
        links = re.findall(r'href="(/papers/[^"]+/)"', sato.get(notes).content.decode())
        answer = next(one for one in map(sato.get, links) if one.content == content)
        assert answer["Content-Type"] == kind
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"].startswith("attachment;")
        assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_what_is_no_paper_by_its_first_bytes_is_not_taken(town: World) -> None:
    before, sato = town.superuser.execute(COUNTS).fetchone(), town.client("sato")
    for word, content in REFUSED.items():
        paper = Part("papers", content, b"x.png", b"image/png")
        status, page, _ = sends(sato, new(town), *fields(form_of(town)), paper)
        assert (status, "PDF・JPEG・PNG のほかは添付できません" in page) == (422, True), word
    assert town.superuser.execute(COUNTS).fetchone() == before


WHOLE = b'--%b\r\nContent-Disposition: form-data; name="text"\r\n\r\nx\r\n--%b--\r\n' % (
    (BOUNDARY.encode(),) * 2
)
BROKEN = {
    "breaks off in a field": (TYPE, WHOLE[:-30]),
    "breaks off in a head": (TYPE, WHOLE[:40]),
    "breaks off in a file": (TYPE, body(Part("papers", blank_sheet(), b"x.png"))[:-400]),
    "no boundary": ("multipart/form-data", WHOLE),
    "a boundary of nothing": ("multipart/form-data; boundary=", WHOLE),
    "a boundary without end": (f"multipart/form-data; boundary={'x' * 5_000}", WHOLE),
    "no head at all": (TYPE, b"--%b\r\n\r\nx\r\n--%b--" % ((BOUNDARY.encode(),) * 2)),
    "an encoding that is none": (
        TYPE,
        WHOLE.replace(b"\r\n\r\nx", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!"),
    ),
    "a charset that is none": (f"{TYPE}; charset=klingon", WHOLE),
    "two thousand fields": (TYPE, body(*[Part(f"f{n}", b"") for n in range(2_000)])),
    "two hundred files": (TYPE, body(*[Part("papers", blank_sheet()[:9], b"x.png") for _ in range(200)])),
    "nothing": (TYPE, b""),
}


def test_a_form_that_is_none_is_answered_and_leaves_nothing(town: World) -> None:
    before, sato = town.superuser.execute(COUNTS).fetchone(), town.client("sato")
    sato.raise_request_exception = False
    for word, (kind, sent) in BROKEN.items():
        answer = sato.generic("POST", new(town), sent, kind)
        assert answer.status_code in (400, 422), word
        assert re.search("[ぁ-ん]", answer.content.decode()), f"{word}: in words"
    assert town.superuser.execute(COUNTS).fetchone() == before


def left(served: Served) -> tuple[object, ...]:
    """What an upload might leave: rows, and files beside the server's own figures."""
    files = [one.name for one in served.files.rglob("*") if one.is_file() and not one.name.endswith(".db")]
    return served.superuser.execute(COUNTS).fetchone(), files


@pytest.mark.parametrize("megabytes", [12, 100])
def test_what_is_too_large_gets_its_sentence_over_the_line_and_leaves_nothing(
    served: Served, megabytes: int
) -> None:
    """With the words that were typed, which come before the file; the browser that sends it is not cut off."""
    sato, before = Browser("sato", served.port).sign_in(), left(served)
    path = addresses(served)["new_note"][1]  # type: ignore[arg-type]
    paper = ("papers", b"%PDF-" + b"0" * megabytes * 1024 * 1024)
    answer = sato.send(path, files=[paper], text="玄関先で立ち話。")
    assert answer.status_code == 422
    assert "ファイルが大きすぎます" in answer.text
    assert "玄関先で立ち話。" in answer.text
    assert left(served) == before


@pytest.mark.parametrize("share", [0.2, 0.99])
def test_an_upload_that_breaks_off_leaves_nothing_and_keeps_nobody(served: Served, share: float) -> None:
    sato, before = Browser("sato", served.port).sign_in(), left(served)
    path = addresses(served)["new_note"][1]  # type: ignore[arg-type]
    token = sato.client.cookies["kasane_csrf"]
    sent = body(
        Part("csrfmiddlewaretoken", token.encode()), Part("papers", b"%PDF-" + b"0" * 400_000, b"x.pdf")
    )
    cookies = "; ".join(f"{one.name}={one.value}" for one in sato.client.cookies.jar)
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\nContent-Type: {TYPE}\r\n"
    for _ in range(20):
        with connected(served.port) as one:
            one.sendall(
                f"{head}Content-Length: {len(sent)}\r\n\r\n".encode() + sent[: int(len(sent) * share)]
            )
    assert sato.get("/").status_code == 200
    assert left(served) == before
