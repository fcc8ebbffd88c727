"""Inviting somebody by name who has no account, making their link out anew, and entering by it."""

import hashlib
import secrets
from dataclasses import dataclass

from django.db import connections, transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.audit.actions import record as tell
from kasane.directory.queries import agency_names
from kasane.meetings.actions.preparation import ask_added
from kasane.meetings.facts import all_discussed, is_called_already
from kasane.meetings.models import Participant, Sitting
from kasane.rooms.queries import call
from kasane.rules.guests import Standing, may_invite_by_name
from kasane.rules.meetings import Named
from kasane.rules.sittings import SittingState
from kasane.rules.verdicts import demand
from kasane.sign_in.actions import token_of

# Without what is mistaken for one another when it is read over the telephone.
LETTERS = "234679ACDEFHJKMNPRTWXY"
CODE_LENGTH = 8


@dataclass(frozen=True)
class GuestWords:
    """Who is invited; `agency` is one of the directory's, else `body` names one that is not there yet."""

    name: str
    kana: str = ""
    title: str = ""
    agency: int | None = None
    body: str = ""
    is_public: bool = False
    # Whether consents may name the new body from now on.
    may_be_named: bool = False
    bound_by: frozenset[str] = frozenset()


@dataclass(frozen=True)
class GuestPass:
    """The link and the code of one invitation, known only while they are told to the host."""

    seat: int
    link: str
    code: str

    @property
    def spoken(self) -> str:
        """The code as it is read out."""
        return f"{self.code[:4]}-{self.code[4:]}"


@transaction.atomic
def invite_by_name(sitting: Sitting, words: GuestWords, *, by: Actor) -> GuestPass:
    """Seat somebody without an account; each item's consents must cover their body too (M-1)."""
    demand(
        may_invite_by_name(
            is_host=by.is_host,
            state=SittingState(sitting.state),
            name=words.name,
            has_body=words.agency is not None or bool(words.body.strip()),
            is_called_already=is_called_already(sitting, words.name, words.agency, words.body),
        )
    )
    agency = words.agency or new_id()
    named = Named(agency, agency_names([agency]).get(agency, words.body.strip()))
    demand(all_discussed(sitting, (named,), by=by))
    seat = new_id()
    call(
        "seat_guest",
        sitting.pk,
        seat,
        agency,
        words.body.strip(),
        words.is_public,
        words.may_be_named,
        words.name.strip(),
        words.kana.strip(),
        words.title.strip(),
        sorted(words.bound_by),
    )
    ask_added(sitting, by=by)
    tell("invite_by_name", detail={"sitting": sitting.pk, "seat": seat, "agency": agency})
    return _make_out(seat)


@transaction.atomic
def make_out_anew(seat: Participant, *, by: Actor) -> GuestPass:
    """Another link and code for the same seat; the former ones end, and whoever is inside by them."""
    made = _make_out(seat.pk)
    tell("make_link", detail={"sitting": seat.sitting_id, "seat": seat.pk, "by": by.staff})
    return made


def _make_out(seat: int) -> GuestPass:
    made = GuestPass(
        seat, secrets.token_urlsafe(32), "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    )
    call("make_out", new_id(), seat, _hashed(made.link), _hashed(f"{made.link} {made.code}"))
    return made


def _hashed(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def standing_of(link: str, browser: str) -> Standing:
    """How a link stands for a browser; asked at the door, before anybody acts."""
    with connections["door"].cursor() as cursor:
        cursor.execute("select guest_standing(%s, %s)", [link, browser])
        return Standing(cursor.fetchone()[0])


def enter(session_key: str, *, link: str, browser: str, new_browser: str, code: str) -> Standing:
    """Enter with the code; `Standing.CODE` when it was right and the session now acts as the guest."""
    typed = "".join(letter for letter in code.upper() if letter in LETTERS)
    with connections["door"].cursor() as cursor:
        cursor.execute(
            "select enter_as_guest(%s, %s, %s, %s, %s)",
            [token_of(session_key), link, browser, new_browser, typed],
        )
        return Standing(cursor.fetchone()[0])
