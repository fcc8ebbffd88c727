"""Somebody without an account: from the link to the packet, and afterwards nothing."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from kasane.access.actor import Actor
from kasane.directory.queries import agencies, bodies_to_invite, receiving_desks, seats
from kasane.meetings.actions.agenda import ItemWords, put_on_agenda
from kasane.meetings.actions.guests import (
    GuestPass,
    GuestWords,
    enter,
    invite_by_name,
    make_out_anew,
    standing_of,
)
from kasane.meetings.actions.items import assign_role
from kasane.meetings.actions.proceeding import cancel, open_sitting, postpone, send_notice
from kasane.meetings.actions.sittings import pledge, withdraw_invitation
from kasane.meetings.models import AgendaItem, Participant, Sitting
from kasane.rooms.queries import call
from kasane.rules.guests import MOST_WRONG_CODES, Standing
from kasane.rules.verdicts import Refused
from kasane.sign_in.actions import act, token_of
from kasane.support_plans.models import PlanPart
from tests.domain.test_sittings import DAY, about, anew, conference
from tests.world import World

OGAWA = GuestWords(name="小川 望", title="スクールソーシャルワーカー", body="市立北中学校", is_public=True)


@pytest.fixture
def invited(town: World) -> tuple[Sitting, AgendaItem, GuestPass]:
    """A 支援会議 about 三橋明 whose notice is out; 小川 of a school the directory had not known is invited."""
    case, son = about(town, "三橋 明")
    with town.acting("tanaka") as tanaka:
        sitting = conference(tanaka)
        item = put_on_agenda(ItemWords(case, frozenset({son}), "息子さんの様子"), sitting=sitting, by=tanaka)
        made = invite_by_name(sitting, OGAWA, by=tanaka)
        send_notice(sitting, by=tanaka)
    return sitting, item, made


def browser(made: GuestPass, *, kept: str = "", code: str = "") -> tuple[Standing, str, str]:
    """A browser that opens the link with the code: how it stands then, its session and its secret."""
    session = SessionStore()
    session.save()
    key = str(session.session_key)
    told = enter(key, link=made.link, browser=kept, new_browser=kept or key[::-1], code=code or made.spoken)
    return told, key, kept or key[::-1]


def guest(key: str) -> Actor | None:
    return act(token_of(key))


def test_from_the_link_to_the_packet(town: World, invited: tuple[Sitting, AgendaItem, GuestPass]) -> None:
    sitting, item, made = invited
    told, key, _ = browser(made)
    assert told is Standing.CODE
    with transaction.atomic():
        ogawa = guest(key)
        assert ogawa is not None
        assert (ogawa.name, ogawa.desk_name, ogawa.is_guest) == ("小川 望", "市立北中学校", True)
        assert [one.pk for one in Sitting.objects.all()] == [sitting.pk]
        assert not AgendaItem.objects.exists(), "nothing before the pledge"
        pledge(anew(sitting), by=ogawa)
        assert list(AgendaItem.objects.all()) == [item]
    assert town.one("select name from directory_staff where id = %s", ogawa.staff) == "小川 望"


def test_the_link_is_of_the_browser_that_used_it_first(
    invited: tuple[Sitting, AgendaItem, GuestPass],
) -> None:
    _, _, made = invited
    _, _, kept = browser(made)
    assert browser(made)[0] is Standing.USED, "the right code, from another browser"
    assert browser(made, kept=kept)[0] is Standing.CODE, "the same browser on another day"


def test_wrong_codes_stop_it_and_the_right_one_comes_too_late(
    invited: tuple[Sitting, AgendaItem, GuestPass],
) -> None:
    _, _, made = invited
    for _ in range(MOST_WRONG_CODES - 1):
        assert browser(made, code="AAAAAAAA")[0] is Standing.WRONG
    assert browser(made, code="AAAAAAAA")[0] is Standing.LOCKED
    assert browser(made)[0] is Standing.LOCKED


def test_a_right_code_forgets_the_wrong_ones(invited: tuple[Sitting, AgendaItem, GuestPass]) -> None:
    _, _, made = invited
    for _ in range(MOST_WRONG_CODES - 1):
        browser(made, code="AAAAAAAA")
    _, _, kept = browser(made)
    assert browser(made, kept=kept, code="AAAAAAAA")[0] is Standing.WRONG
    assert browser(made, kept=kept)[0] is Standing.CODE


def test_made_out_anew_the_former_link_ends_and_who_is_inside_by_it(
    town: World, invited: tuple[Sitting, AgendaItem, GuestPass]
) -> None:
    _, _, made = invited
    _, key, _ = browser(made)
    with town.acting("tanaka") as tanaka:
        other = make_out_anew(Participant.objects.select_related("sitting").get(pk=made.seat), by=tanaka)
    with transaction.atomic():
        assert guest(key) is None
    assert standing_of(made.link, "") is Standing.ENDED
    assert browser(other)[0] is Standing.CODE


def test_before_the_notice_the_link_waits(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        made = invite_by_name(conference(tanaka), OGAWA, by=tanaka)
    assert browser(made)[0] is Standing.EARLY


def test_nobody_knows_a_link_that_was_never_made(town: World) -> None:
    assert town.one("select count(*) from meetings_invitationkey where link_hash = '\\x00'") == 0
    assert standing_of("x" * 43, "") is Standing.UNKNOWN
    assert standing_of("", "") is Standing.UNKNOWN


@pytest.mark.parametrize("how", ["cancelled", "withdrawn", "past"])
def test_afterwards_nothing(town: World, invited: tuple[Sitting, AgendaItem, GuestPass], how: str) -> None:
    sitting, _, made = invited
    _, key, kept = browser(made)
    with transaction.atomic():
        ogawa = guest(key)
        assert ogawa is not None
        pledge(anew(sitting), by=ogawa)
    if how == "past":
        town.superuser.execute("update meetings_sitting set packet_until = current_date - 1")
        town.superuser.execute("update directory_assignment set valid_from = valid_to where role = 'guest'")
    with town.acting("tanaka") as tanaka:
        if how == "cancelled":
            cancel(anew(sitting), reason="転出されたため", by=tanaka)
        if how == "withdrawn":
            seat = Participant.objects.select_related("sitting").get(pk=made.seat)
            withdraw_invitation(seat, by=tanaka)
    with transaction.atomic():
        assert guest(key) is None
        assert not Sitting.objects.exists()
        assert not AgendaItem.objects.exists()
    assert browser(made, kept=kept)[0] is Standing.ENDED


def test_put_off_the_link_lasts_longer(town: World, invited: tuple[Sitting, AgendaItem, GuestPass]) -> None:
    sitting, _, _ = invited
    with town.acting("tanaka") as tanaka:
        postpone(anew(sitting), to=DAY + timedelta(days=30), reason="会場の都合", by=tanaka)
        until = anew(sitting).packet_until
    assert (
        town.one(
            "select h.valid_to - %s from directory_assignment h join directory_staff s on s.id = h.staff_id"
            " where s.name = '小川 望'",
            until,
        )
        == 0
    )


def test_a_guest_desk_takes_no_key_and_stands_in_no_list(
    town: World, invited: tuple[Sitting, AgendaItem, GuestPass]
) -> None:
    desk = int(str(town.one("select desk_id from meetings_participant where id = %s", invited[2].seat)))
    with town.acting("sato") as sato:
        named = {one.name for one in (*receiving_desks(sato), *agencies())}
        assert "市立北中学校" not in named
        assert "小川 望" not in {seat.name for seat in seats(sato.today)}
    with town.acting("tanaka") as tanaka:
        assert "市立北中学校" in {name for _, name in bodies_to_invite()}
        open_with_everybody(invited[0], by=tanaka)
        item = AgendaItem.objects.select_related("sitting").get(pk=invited[1].pk)
        with pytest.raises(Refused, match="窓口がありません"):
            assign_role(item, desk=desk, text="見守る", due_on=DAY, by=tanaka)
    assert town.one("select count(*) from rooms_grant where desk_id = %s", desk) == 0


def open_with_everybody(sitting: Sitting, *, by: Actor) -> None:
    standing = Participant.objects.filter(sitting=sitting).values_list("id", flat=True)
    open_sitting(anew(sitting), present=frozenset(standing), by=by)


def test_her_body_counts_among_the_agencies_of_every_consent(town: World) -> None:
    """松本's university is in nobody's consent; without the item of 花子 she could come."""
    with town.acting("tanaka") as tanaka:
        known = PlanPart.objects.filter(kind="multi_agency").earliest("written_at")
        sitting = Sitting.objects.get(kind="multilayered", state="invited")
        words = ItemWords(known.case_id, frozenset({known.person_id}), "変更", part=known)
        with pytest.raises(Refused, match="同意が確認できていません") as refusal:
            put_on_agenda(words, sitting=sitting, by=tanaka)
    assert "湘南みどり大学" in str(refusal.value)


def test_the_same_person_is_not_invited_twice(
    town: World, invited: tuple[Sitting, AgendaItem, GuestPass]
) -> None:
    with town.acting("tanaka") as tanaka:
        with pytest.raises(Refused, match="もう招待しています"):
            invite_by_name(anew(invited[0]), OGAWA, by=tanaka)
        invite_by_name(anew(invited[0]), GuestWords(name="小川 望", body="市立南中学校"), by=tanaka)


def test_who_does_not_host_invites_nobody_in_the_database_either(
    town: World, invited: tuple[Sitting, AgendaItem, GuestPass]
) -> None:
    """伊藤 has a seat at many sittings; 佐藤 of a desk that is no host, made the convener of this one."""
    sitting, _, made = invited
    desk = town.one("select id from directory_desk where code = 'houkatsu-nango'")
    with town.acting("sato") as sato:
        with pytest.raises(Refused):
            invite_by_name(sitting, OGAWA, by=sato)
        with pytest.raises(Refused), transaction.atomic():
            call("make_out", 1, made.seat, b"a", b"b")
    town.superuser.execute("update meetings_sitting set desk_id = %s where id = %s", [desk, sitting.pk])
    with town.acting("sato"), pytest.raises(Refused):
        call("seat_guest", sitting.pk, 1, 2, "x", False, False, "x", "", "", [])


def test_only_a_guests_seat_gets_a_link(town: World, invited: tuple[Sitting, AgendaItem, GuestPass]) -> None:
    seat = town.one(
        "select id from meetings_participant where sitting_id = %s and id <> %s limit 1",
        invited[0].pk,
        invited[2].seat,
    )
    with town.acting("tanaka"), pytest.raises(Refused, match="招待できる出席者"):
        call("make_out", 1, seat, b"a", b"b")
