"""Whose and which lines are shown; kept for the session as codes, never anything of a case."""

from dataclasses import dataclass
from urllib.parse import urlencode

from kasane.rules.waiting import Waiting
from kasane.web.access import ActingRequest
from kasane.web.today.gathering import Gathered, Shown

KEPT = "today"
DESK, MINE = "desk", "mine"
KINDS = frozenset(kind.value for kind in Waiting)


@dataclass(frozen=True)
class Chosen:
    """The view (desk or mine), a kind (empty: all), and who carries the case (empty: everybody)."""

    view: str = DESK
    kind: str = ""
    who: str = ""

    @property
    def is_mine(self) -> bool:
        return self.view == MINE

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.who)

    def at(self, **changed: str) -> str:
        """The address of the page with something chosen otherwise."""
        told = {"view": self.view, "kind": self.kind, "who": self.who} | changed
        return "?" + urlencode(told)


def chosen_in(request: ActingRequest) -> Chosen:
    """What the address chooses; where it says nothing, what was chosen before in this session."""
    told = request.GET if {"view", "kind", "who"} & set(request.GET) else request.session.get(KEPT, {})
    view, kind, who = (str(told.get(name, "")) for name in ("view", "kind", "who"))
    chosen = Chosen(
        MINE if view == MINE else DESK,
        kind if kind in KINDS else "",
        who if who.isdecimal() and len(who) < 20 else "",
    )
    kept = {"view": chosen.view, "kind": chosen.kind, "who": chosen.who}
    if told is request.GET and request.session.get(KEPT) != kept:
        request.session[KEPT] = kept
    return chosen


def of_view(gathered: Gathered, chosen: Chosen, staff: int) -> list[Shown]:
    """The desk's lines, or those that wait for who acts and for whom they stand in."""
    if not chosen.is_mine:
        return gathered.lines
    own = gathered.absent | {staff}
    return [one for one in gathered.lines if one.staff & own]


def narrowed(lines: list[Shown], chosen: Chosen) -> list[Shown]:
    """Lines of the chosen kind and of who was chosen to carry the case."""
    return [
        one
        for one in lines
        if (not chosen.kind or one.line.facts.kind.value == chosen.kind)
        and (not chosen.who or int(chosen.who) in one.staff)
    ]
