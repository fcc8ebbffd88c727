"""The sentence after an act, with the address by which it is taken back."""

from django.contrib import messages
from django.urls import reverse

from kasane.web.access import ActingRequest


def done(request: ActingRequest, sentence: str, *, undo: str, record: int) -> None:
    """Say what was done; the message carries the address that takes it back (`base.html` draws the button)."""
    messages.success(request, sentence, extra_tags=reverse(undo, args=[record]))
