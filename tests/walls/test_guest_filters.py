"""What the functions of an invitation check, one by one: weakened, the sentence about somebody no longer holds."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from kasane.rooms.queries import call
from kasane.rules.guests import MOST_WRONG_CODES, Standing
from kasane.rules.verdicts import Refused
from kasane.sign_in.actions import act, token_of
from tests.domain import test_guests as guests
from tests.walls.oracle import Oracle
from tests.walls.others import Others
from tests.walls.test_mutation import BESIDE, RECORDS
from tests.world import World

Invited = tuple[guests.Sitting, guests.AgendaItem, guests.GuestPass]
Check = Callable[[World, Invited], None]
invited = guests.invited


def asks(who: str, function: str, *values: object, before: str = "") -> Check:
    """Somebody who holds everything but the one thing is refused by the function itself."""

    def ask(town: World, known: Invited) -> None:
        sitting, _, made = known
        told = [
            sitting.pk if value == "sitting" else made.seat if value == "seat" else value for value in values
        ]
        if before:
            town.superuser.execute(before, {"sitting": sitting.pk, "seat": made.seat})
        with town.acting(who), pytest.raises((Refused, DatabaseError), match="招待"), transaction.atomic():
            call(function, *told)

    return ask


def the_second_browser_stays_outside(_town: World, known: Invited) -> None:
    guests.browser(known[2])
    assert guests.browser(known[2])[0] is Standing.USED


def the_sixth_code_is_not_tried(_town: World, known: Invited) -> None:
    for _ in range(MOST_WRONG_CODES):
        guests.browser(known[2], code="AAAAAAAA")
    assert guests.browser(known[2])[0] is Standing.LOCKED


def a_wrong_code_opens_nothing(_town: World, known: Invited) -> None:
    assert guests.browser(known[2], code="AAAAAAAA")[0] is Standing.WRONG


def it_ends(before: str) -> Check:
    def ask(town: World, known: Invited) -> None:
        town.superuser.execute(before, {"sitting": known[0].pk, "seat": known[2].seat})
        assert guests.browser(known[2])[0] is not Standing.CODE

    return ask


SEAT = ("sitting", 1, 2, "x", False, False, "x", "", "", [])
FILTERS: tuple[tuple[str, str, str, Check], ...] = (
    ("seat_guest", "not convenes(of_sitting) or", "", asks(
        "tanaka", "seat_guest", *SEAT, before="update meetings_sitting set desk_id = 5 where id = %(sitting)s")),
    ("seat_guest", "not me.is_host or", "", asks(
        "sato", "seat_guest", *SEAT,
        before="update meetings_sitting set desk_id = (select id from directory_desk where code = 'houkatsu-nango')"
        " where id = %(sitting)s")),
    ("seat_guest", "or held.state not in ('planned', 'invited')", "", asks(
        "tanaka", "seat_guest", *SEAT, before="update meetings_sitting set state = 'open' where id = %(sitting)s")),
    ("make_out", "or not convenes(seat.sitting_id)", "", asks("sato", "make_out", 1, "seat", b"a", b"b")),
    ("make_out", "or not seat.is_guest", "", asks(
        "tanaka", "make_out", 1, "seat", b"a", b"b", before="update directory_desk set is_guest = false")),
    ("make_out", "seat.withdrawn_at is not null or", "", asks(
        "tanaka", "make_out", 1, "seat", b"a", b"b",
        before="update meetings_participant set withdrawn_at = now() where id = %(seat)s")),
    ("make_out", "seat.state = 'cancelled' or", "", asks(
        "tanaka", "make_out", 1, "seat", b"a", b"b",
        before="update meetings_sitting set state = 'cancelled' where id = %(sitting)s")),
    ("make_out", "or seat.packet_until < day_in_japan(me.at)", "", asks(
        "tanaka", "make_out", 1, "seat", b"a", b"b",
        before="update meetings_sitting set packet_until = current_date - 90 where id = %(sitting)s")),
    ("invitation_at", "when k.wrong >= 5 then 'locked'", "", the_sixth_code_is_not_tried),
    ("invitation_at", "s.packet_until < day_in_japan(now())", "false",
     it_ends("update meetings_sitting set packet_until = current_date - 2 where id = %(sitting)s")),
    ("invitation_at", "when s.state = 'planned' then 'early'", "",
     it_ends("update meetings_sitting set state = 'planned' where id = %(sitting)s")),
    ("invitation_at", "i.ended_at IS NOT NULL", "false", it_ends("update meetings_invitation set ended_at = now()")),
    ("enter_as_guest", "if held.code_hash <>", "if false and held.code_hash <>", a_wrong_code_opens_nothing),
    ("invitation_at", "then 'used'", "then 'code'", the_second_browser_stays_outside),
)  # fmt: skip


@pytest.mark.parametrize("place", range(len(FILTERS)), ids=lambda place: f"{FILTERS[place][0]}-{place}")
@pytest.mark.parametrize("is_weakened", [False, True])
def test_a_weakened_check_is_noticed(town: World, invited: Invited, place: int, is_weakened: bool) -> None:
    name, filter_, weaker, notices = FILTERS[place]
    if not is_weakened:
        notices(town, invited)
        return
    text = str(town.one("select pg_get_functiondef(oid) from pg_proc where proname = %s", name))
    assert filter_.lower() in text.lower(), f"{name} no longer has this check"
    start = text.lower().index(filter_.lower())
    town.superuser.execute(text[:start] + weaker + text[start + len(filter_) :])
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        notices(town, invited)


def test_a_guest_sees_what_the_oracle_says_before_and_after_the_pledge(town: World, invited: Invited) -> None:
    _, key, _ = guests.browser(invited[2])
    for has_pledged in (False, True):
        with transaction.atomic():
            ogawa = act(token_of(key))
            assert ogawa is not None
            if has_pledged:
                guests.pledge(guests.anew(invited[0]), by=ogawa)
        with transaction.atomic():
            act(token_of(key))
            oracle = Oracle(town.superuser, ogawa.at, is_stepped_up=False)
            others = Others(town.superuser, ogawa.at, ogawa.staff, ogawa.desk)
            seen = {}
            for table in sorted(RECORDS | set(BESIDE)):
                with connection.cursor() as cursor:
                    cursor.execute(f'select id from "{table}"')
                    seen[table] = {number for (number,) in cursor.fetchall()}
                told = (
                    oracle.readable(table, ogawa.staff, ogawa.desk)
                    if table in RECORDS
                    else others.expected(table)
                )
                assert seen[table] == told, table
        assert bool(seen["meetings_agendaitem"]) is has_pledged
        assert not seen["cases_case"]
        assert not seen["people_identity"]
