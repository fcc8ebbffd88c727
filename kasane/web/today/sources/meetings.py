"""Sittings one convenes or is invited to."""

from django.urls import reverse

from kasane.meetings.queries import coming
from kasane.rules.waiting import Waiting, WaitingFacts
from kasane.web.today.lines import Asking, Line


def coming_sittings(asking: Asking) -> list[Line]:
    """The wall lets one see what one convenes or is invited to by name; so each is one's own."""
    return [
        Line(
            WaitingFacts(Waiting.SITTING, None, view.sitting.held_on),
            f"{view.kind.label}　{view.sitting.place}",
            reverse("sitting", args=[view.sitting.pk]),
            view.sitting.pk,
            due_word=f"{view.sitting.starts_at.hour}時{view.sitting.starts_at.minute:02}分から",
            staff=frozenset({asking.actor.staff}),
        )
        for view in coming()
    ]
