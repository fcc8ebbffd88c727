"""Emergency accesses to look into, and pairs that may be one person."""

from django.urls import reverse

from kasane.access.actor import TOKYO, Actor
from kasane.access.permissions import Permission
from kasane.people.queries import open_matches
from kasane.rooms.queries import emergencies
from kasane.rules.waiting import Waiting, WaitingFacts
from kasane.web.emergency.views import lines as lines_of
from kasane.web.today.lines import Asking, Line


def is_told_of_emergencies(actor: Actor) -> bool:
    return actor.is_host or actor.may(Permission.REVIEW_EMERGENCY)


def emergencies_to_review(asking: Asking) -> list[Line]:
    """The privacy officer looks into each; the coordinator is told."""
    may_review = asking.actor.may(Permission.REVIEW_EMERGENCY)
    return [
        Line(
            WaitingFacts(Waiting.EMERGENCY, line.access.began_at.astimezone(TOKYO).date(), None),
            f"{line.who}（{line.desk}）が緊急に見ました",
            reverse("emergency_review", args=[line.access.pk]) if may_review else "",
            line.access.pk,
            detail=f"{line.danger}　{line.access.reason}",
            since_word="閲覧",
        )
        for line in lines_of(emergencies(is_reviewed=False))
    ]


def matches(_asking: Asking) -> list[Line]:
    count = open_matches()
    sentence = f"同じ人かもしれない記録が{count}組あります"
    return [Line(WaitingFacts(Waiting.MATCH, None, None), sentence, reverse("matches"))] if count else []
