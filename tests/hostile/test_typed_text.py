"""What is typed is a text: stored as it was typed, read once, escaped once, and never a header of a mail or an answer."""

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
