"""Checks by which a weakened function of the 準備シート and of the copies is noticed."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from kasane.meetings.actions.agenda import leave_out
from kasane.meetings.actions.sittings import pledge
from kasane.meetings.models import AgendaItem, PartRequest, Sitting
from tests.domain.test_preparation import TOPIC, asked_of, desk_id
from tests.domain.test_sittings import seat
from tests.world import World

Check = Callable[[World], None]
SUBMIT = """select submit_part(5, %s, '{"grasped": "x"}', '', null)"""
PLACE = "select place_for_part(%s)"


def sitting_of(town: World) -> int:
    return int(str(town.one("select sitting_id from meetings_agendaitem where topic = %s", TOPIC)))


def is_asked(town: World, who: str, desk: str = "") -> bool:
    with town.acting(who, desk=desk):
        return PartRequest.objects.filter(sitting=sitting_of(town)).exists()


def shown_none(who: str, *, before: str = "", desk: str = "") -> Check:
    """Somebody who has everything but the one thing does not see that a part is asked for."""

    def ask(town: World) -> None:
        if before:
            town.superuser.execute(before, [TOPIC])
        assert not is_asked(town, who, desk)

    return ask


def who_left_is_not_asked(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        item = AgendaItem.objects.select_related("sitting").get(topic=TOPIC)
        leave_out(item, seat(item.sitting, "鈴木 大輔", town), by=tanaka)
    assert not is_asked(town, "suzuki")


def a_seat_of_another_is_not_ones_own(town: World) -> None:
    """高橋 sits for 社協; that 伊藤 sits for the desk of 高橋's other hat does not make it his seat."""
    hat = desk_id(town, "chiku-vc-nango")
    for table in ("meetings_participant", "meetings_partrequest"):
        town.superuser.execute(
            f"update {table} set desk_id = %s where sitting_id = %s and desk_id = %s",
            [hat, sitting_of(town), desk_id(town, "byoin")],
        )
    assert not is_asked(town, "takahashi", "chiku-vc-nango")


def refuses_part(statement: str, who: str, code: str, *, before: str = "") -> Check:
    """A function of the 準備シート refuses somebody who has everything but the one thing."""

    def ask(town: World) -> None:
        if before:
            town.superuser.execute(before, [TOPIC])
        number = asked_of(town, sitting_of(town), code)
        with town.acting(who), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement, [number])

    return ask


def a_room_that_may_not_be_written_in_stays_shut(town: World) -> None:
    """伊藤's desk once had a room in the case; its key has ended, and the part does not open it anew."""
    town.superuser.execute(
        "insert into rooms_compartment (id, kind, case_id, desk_id, opened_at) select 91, 'desk', case_id, %s, now()"
        " from meetings_agendaitem where topic = %s",
        [desk_id(town, "byoin"), TOPIC],
    )
    number = asked_of(town, sitting_of(town), "byoin")
    with town.acting("ito") as ito:
        pledge(Sitting.objects.get(pk=sitting_of(town)), by=ito)
        with connection.cursor() as cursor:
            cursor.execute(PLACE, [number])
            assert cursor.fetchone() != (91,)


def not_without_every_consent(town: World) -> None:
    """A 重層的支援会議 item of who consented to no agency takes no part of any."""
    town.superuser.execute(
        "update meetings_sitting set kind = 'multilayered', purpose = '' where id = %s", [sitting_of(town)]
    )
    refuses_part(SUBMIT, "takahashi", "shakyo")(town)


def no_tax_by_the_consent_of_somebody_else(town: World) -> None:
    """山田 花子's consent lets nothing of 三橋家 in."""
    consent = town.one("select id from consents_consent where answer = 'given'")
    number = asked_of(town, sitting_of(town), "jiritsu")
    with town.acting("suzuki"), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(
            """select submit_part(5, %s, '{"tax": "x"}', 'consented', %s)""", [number, consent]
        )


def another_desk_moves_no_copy(town: World) -> None:
    number = town.one("select id from meetings_packetcopy where number = 3")
    with town.acting("takahashi"), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("select move_copy(%s, 'collect', 5)", [number])


def the_host_alone_sends_a_part_back(town: World) -> None:
    number = asked_of(town, sitting_of(town), "houkatsu-nango")
    with town.acting("sato"), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("select send_part_back(%s, 'lacking')", [number])


def nothing_of_a_case_is_said_by_sending_back(town: World) -> None:
    number = asked_of(town, sitting_of(town), "houkatsu-nango")
    with town.acting("tanaka"), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("select send_part_back(%s, '三橋さんのこと')", [number])


OF_ITEM = "(select sitting_id from meetings_agendaitem where topic = %s)"
FILTERS: tuple[tuple[str, str, str, Check], ...] = (
    ("called_for", "p.staff_id = acting_staff()", "true", a_seat_of_another_is_not_ones_own),
    ("called_for", "of_desk = acting_desk() and", "", shown_none("takahashi", desk="chiku-vc-nango")),
    (
        "called_for",
        "and p.bound_by @> i.bases",
        "",
        shown_none(
            "suzuki", before="update meetings_agendaitem set bases = '{community_care}' where topic = %s"
        ),
    ),
    (
        "called_for",
        "i.sitting_id = any (called_to()) and",
        "",
        shown_none("suzuki", before=f"update meetings_sitting set state = 'planned' where id = {OF_ITEM}"),
    ),
    ("called_for", "l.item_id = i.id and", "false and", who_left_is_not_asked),
    (
        "place_for_part",
        "or not called_for(asked.item_id, asked.desk_id)",
        "",
        refuses_part(
            PLACE,
            "suzuki",
            "jiritsu",
            before="update meetings_agendaitem set bases = '{community_care}' where topic = %s",
        ),
    ),
    ("place_for_part", "and p.staff_id = me.staff", "", refuses_part(PLACE, "ito", "byoin")),
    ("place_for_part", "and may_write_in(c.id)", "", a_room_that_may_not_be_written_in_stays_shut),
    (
        "submit_part",
        "or not called_for(asked.item_id, asked.desk_id)",
        "",
        refuses_part(
            SUBMIT,
            "suzuki",
            "jiritsu",
            before="update meetings_agendaitem set bases = '{community_care}' where topic = %s",
        ),
    ),
    ("submit_part", "and p.staff_id = me.staff", "", refuses_part(SUBMIT, "ito", "byoin")),
    (
        "submit_part",
        "if asked.state not in ('invited', 'open') then",
        "if false then",
        refuses_part(
            SUBMIT,
            "suzuki",
            "jiritsu",
            before=f"update meetings_sitting set state = 'concluded' where id = {OF_ITEM}",
        ),
    ),
    (
        "submit_part",
        "and uncovered(asked.item_id) > 0",
        "and false",
        not_without_every_consent,
    ),
    (
        "submit_part",
        "if origin not in ('', 'self_report') and not exists (",
        "if false and not exists (",
        no_tax_by_the_consent_of_somebody_else,
    ),
    ("send_part_back", "and convenes(s.id)", "", the_host_alone_sends_a_part_back),
    ("send_part_back", "and c.code = why", "", nothing_of_a_case_is_said_by_sending_back),
    ("move_copy", "or not convenes(held.sitting_id)", "", another_desk_moves_no_copy),
)
