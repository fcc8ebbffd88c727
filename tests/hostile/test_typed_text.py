"""What is typed is a text: stored as it was typed, read once, escaped once, and never a header of a mail or an answer."""

import re
from html import escape

import pytest

from kasane.access.ids import encode_id
from tests.domain.test_notes import case_of
from tests.web.test_notes import form_of, new
from tests.world import World

# Each could be taken for something encoded by whoever decodes twice.
TEXTS = (
    "&lt;b&gt; &amp;amp; &#x3c;i&#x3e;",
    "%3Cb%3E %253Cb%253E +1+1",
    r"\u003cb\u003e \x3cb\x3e \\",
    "<b onclick=x>'\"</b> {{ 7|add:7 }} {% now 'Y' %} ${7*7} #{7} [a](javascript:x) **b** = 1+1",
)


@pytest.mark.parametrize("text", TEXTS)
def test_it_is_stored_as_typed_and_escaped_once(town: World, text: str) -> None:
    sato = town.client("sato")
    assert sato.post(new(town), form_of(town, text=text)).status_code == 302
    assert town.one("select text from cases_note order by written_at desc limit 1") == text
    page = sato.get(f"/cases/{encode_id(case_of(town))}/notes/").content.decode()
    assert escape(text) in page
    assert text not in page or escape(text) == text


@pytest.mark.parametrize("text", [*TEXTS, "山田 花子"])
def test_what_is_looked_for_stands_in_no_address(town: World, text: str) -> None:
    """It is sent in the body; the address of what was found can be gone back to, and says nothing to a log."""
    sato = town.client("sato")
    case = f"/cases/{encode_id(case_of(town))}/links/"
    for path in ("/search/", case):
        led = sato.post(path, {"q": text})
        assert led.status_code == 302
        assert re.fullmatch(re.escape(path) + r"\?of=gAAAA[\w%=-]+", led["Location"])
        for _ in range(2):
            page = sato.get(led["Location"]).content.decode()
            assert escape(text[:40]) in page
    assert "山田" not in sato.get("/search/?q=山田").content.decode(), (
        "an address that names somebody finds nobody"
    )
    assert sato.get(led["Location"][:-6] + "AAAAAA").status_code == 200
    assert sato.get("/consultations/people/?people-0-name=山田").status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "sato@example.jp\nBcc: elsewhere@example.com",
        "sato@example.jp\r\n\r\nbody",
        "sato@example.jp, elsewhere@example.com",
        "sato@example.jp%0aBcc:elsewhere@example.com",
        "<script>@example.jp",
    ],
)
def test_an_address_for_mail_is_one_address(town: World, address: str) -> None:
    sato = town.client("sato")
    assert sato.post("/notices/mail/", {"mail": address}).status_code == 422
    assert town.one("select mail from directory_staff where name = '佐藤 恵'") != address


def test_a_plain_address_is_taken(town: World) -> None:
    """The near miss."""
    sato = town.client("sato")
    assert sato.post("/notices/mail/", {"mail": "sato@example.jp"}).status_code == 302
    assert town.one("select mail from directory_staff where name = '佐藤 恵'") == "sato@example.jp"
