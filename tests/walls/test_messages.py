"""A mark of having read is one's own; a call is the business of the desk that took it."""

import pytest
from django.db import connection, transaction

from kasane.sign_in.actions import act
from tests.walls.test_mutation import inserts, replaced
from tests.world import World

SATO, KIMURA, TANAKA = ("sato", "houkatsu-nango"), ("kimura", "houkatsu-nango"), ("tanaka", "fukushi-sogo")


def row(town: World, table: str) -> dict[str, object]:
    found = town.superuser.execute(f"select to_jsonb(t) from {table} t limit 1").fetchone()
    assert found is not None, f"the town has no row of {table}"
    return dict(found[0])


def staff(town: World, who: str) -> int:
    query = "select s.id from directory_staff s join sign_in_account k on k.id = s.account_id where k.username = %s"
    return int(str(town.one(query, who)))


def unread(town: World) -> dict[str, object]:
    """Kimura's answer, which Sato has not marked."""
    message = town.one(
        "select id from cases_message where id not in (select message_id from cases_messageread) limit 1"
    )
    return {**row(town, "cases_messageread"), "message_id": message, "staff_id": staff(town, "sato")}


def finishes(town: World, who: str, desk: str) -> int:
    """How many calls somebody can mark as done without reading them."""
    with transaction.atomic():
        act(town.token(who, desk), at=town.clock.instant(0, "18:00"))
        with connection.cursor() as cursor:
            cursor.execute("update cases_telephonememo set done_at = now()")
            count = int(cursor.rowcount)
        transaction.set_rollback(True)
    return count


def test_sato_marks_as_read_for_herself_and_for_nobody_else(town: World) -> None:
    mark = unread(town)
    assert inserts(town, "cases_messageread", *SATO, mark)
    assert not inserts(town, "cases_messageread", *KIMURA, mark), "in Sato's name"


def test_tanaka_marks_nothing_of_what_the_desk_keeps_to_itself(town: World) -> None:
    mark = unread(town) | {"staff_id": staff(town, "tanaka")}
    assert not inserts(town, "cases_messageread", *TANAKA, mark)
    with replaced(town, "cases_messageread", "marked", "INSERT", "true"):
        assert inserts(town, "cases_messageread", *TANAKA, mark), "the policy is what stops it"


def test_a_call_is_written_down_at_ones_own_desk_in_ones_own_name(town: World) -> None:
    call = row(town, "cases_telephonememo") | {"taken_by": staff(town, "kimura")}
    assert inserts(town, "cases_telephonememo", *KIMURA, call)
    assert not inserts(town, "cases_telephonememo", *SATO, call), "in Kimura's name"
    tanakas = call | {"taken_by": staff(town, "tanaka")}
    assert not inserts(town, "cases_telephonememo", *TANAKA, tanakas), "at the desk of others"
    with replaced(town, "cases_telephonememo", "taken", "INSERT", "true"):
        assert inserts(town, "cases_telephonememo", *TANAKA, tanakas), "the policy is what stops it"


@pytest.mark.parametrize("words", ["", "true"])
def test_only_the_desk_that_took_a_call_marks_it_as_done(town: World, words: str) -> None:
    assert finishes(town, *SATO) == 2
    if not words:
        assert finishes(town, *TANAKA) == 0
        return
    with replaced(town, "cases_telephonememo", "done", "UPDATE", words):
        assert finishes(town, *TANAKA) == 2, "the policy is what stops it"
