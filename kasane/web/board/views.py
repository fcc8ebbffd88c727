"""市全体: what waits in the city, and where every case of 多機関協働 stands."""

from django.http import HttpResponse
from django.shortcuts import render

from kasane.access.permissions import Permission
from kasane.cases.queries import undecided_elsewhere
from kasane.directory.queries import workers_of
from kasane.referrals.queries import overdue_elsewhere
from kasane.rules.board import Stage
from kasane.web.access import ActingRequest, needs
from kasane.web.board.cards import Card, cards
from kasane.web.referrals.shown import lines

KEPT = "board"


@needs(Permission.CONVENE_MEETINGS)
def board(request: ActingRequest) -> HttpResponse:
    """Of other desks only the envelope: which desk, how long, in which state."""
    actor = request.actor
    who = _who(request)
    shown = [card for card in cards(actor) if not who or card.worker == int(who)]
    context = {
        "columns": [(stage, [card for card in shown if card.stage is stage]) for stage in Stage],
        "count": len(shown),
        "undated": sum(1 for card in shown if _is_undated(card)),
        "overdue": lines(overdue_elsewhere(actor), actor.today),
        "undecided": undecided_elsewhere(),
        "workers": [
            (str(one.staff_id), one.staff.name, str(one.staff_id) == who) for one in workers_of(actor)
        ],
    }
    return render(request, "board/board.html", context)


def _is_undated(card: Card) -> bool:
    return card.next_on is None


def _who(request: ActingRequest) -> str:
    """Whose cases are shown; kept for the session as a code of staff."""
    who = request.GET.get("who", request.session.get(KEPT, ""))
    chosen = who if isinstance(who, str) and who.isdecimal() and len(who) < 20 else ""
    if "who" in request.GET and request.session.get(KEPT) != chosen:
        request.session[KEPT] = chosen
    return chosen
