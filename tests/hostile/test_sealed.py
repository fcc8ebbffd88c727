"""What lies encrypted is noticed when it was changed, opened by no other key, and held in no cache beside it."""

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.test.utils import override_settings

from kasane.attachments.actions import sealed, unsealed

PAPER = b"%PDF-1.7 the only words of this paper"
DIGEST = "a" * 64


@pytest.mark.parametrize("place", [1, 10, 30, -40, -5])
def test_a_paper_that_was_changed_is_not_opened(place: int) -> None:
    stored = bytearray(sealed(PAPER, settings.FIELD_KEYS))
    stored[place] = ord("A") if stored[place] != ord("A") else ord("B")
    with pytest.raises(InvalidToken):
        unsealed(bytes(stored), DIGEST)


def test_another_paper_under_the_same_key_is_not_taken_for_it() -> None:
    with pytest.raises(ValueError, match="受け取ったときと違います"):
        unsealed(sealed(PAPER, settings.FIELD_KEYS), DIGEST)


def test_no_other_key_opens_it_and_it_never_looks_the_same_twice() -> None:
    first, second = (sealed(PAPER, settings.FIELD_KEYS) for _ in range(2))
    assert first != second
    with override_settings(FIELD_KEYS=[Fernet.generate_key().decode()]), pytest.raises(InvalidToken):
        unsealed(first, DIGEST)


def test_nothing_is_kept_beside_it() -> None:
    """The one cache counts guesses at the door; no page and no record lies in any."""
    assert list(settings.CACHES) == ["default"]
    assert settings.CACHES["default"]["LOCATION"] == "sign_in_throttle"
    assert not any("cache" in step.lower() for step in settings.MIDDLEWARE)
