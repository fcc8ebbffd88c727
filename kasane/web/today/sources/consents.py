"""Consents to put on paper, and those about to end."""

from datetime import timedelta

from django.urls import reverse

from kasane.access.actor import TOKYO
from kasane.consents.queries import ending_by, oral_without_paper
from kasane.rules.timing import add_business_days
from kasane.rules.waiting import Waiting, WaitingFacts
from kasane.web.today.lines import Asking, Line


def to_put_on_paper(asking: Asking) -> list[Line]:
    """C-1: an oral consent is valid at once, and is put on paper afterwards."""
    days = asking.deadlines.get("consent_paper")
    lines = []
    for consent in oral_without_paper(asking.actor):
        day = consent.asked_at.astimezone(TOKYO).date()
        due_on = None if days is None else add_business_days(day, days)
        facts = WaitingFacts(Waiting.PAPER, day, due_on)
        address = reverse("new_consent", args=[consent.case_id])
        lines.append(
            Line(facts, "口頭の同意を書面にする", address, consent.pk, consent.case_id, since_word="口頭")
        )
    return lines


def ending(asking: Asking) -> list[Line]:
    until = asking.today + timedelta(days=asking.deadlines.get("consent_ending", 0))
    return [
        Line(
            WaitingFacts(Waiting.CONSENT_ENDING, None, consent.valid_to),
            "同意を確かめ直す",
            reverse("new_consent", args=[consent.case_id]),
            consent.pk,
            consent.case_id,
            due_word="同意の終わり",
        )
        for consent in ending_by(until, asking.actor)
    ]
