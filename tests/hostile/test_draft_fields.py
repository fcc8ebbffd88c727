"""What a form keeps behind the person who types is pairs of texts that can be stored, or it is refused."""

import pytest

from kasane.web.drafts.views import _fields


@pytest.mark.parametrize(
    "text",
    ['[["a", "\\ud800"]]', '[["\\udfff", "a"]]', '[["a", "\\u0000"]]', '[["a"]]', '[["a", 1]]', "{}", "["],
)
def test_what_cannot_be_stored_is_no_draft(text: str) -> None:
    assert _fields(text) is None


def test_a_rare_character_written_as_its_two_halves_is_whole() -> None:
    assert _fields('[["氏名", "\\ud842\\udfb7"]]') == [("氏名", "𠮷")]
