"""What the 包括 marked as done too soon, and took back the same day."""

from kasane.cases.actions.notes import finish_next, take_back_next
from kasane.cases.models import Note
from kasane.cli.clock import Clock


def write_taken_back(clock: Clock) -> None:
    """The mother's day service: 木村 took it for done, and 佐藤, who had not called yet, took it back."""
    words = "デイサービスに通いはじめてからの様子を聞く"
    with clock.acting("kimura", 3, "09:20") as kimura:
        waiting = Note.objects.get(home__desk_id=kimura.desk, next_words=words)
        finish_next(waiting, by=kimura)
    with clock.acting("sato", 3, "09:40") as sato:
        take_back_next(Note.objects.get(pk=waiting.pk), by=sato)
