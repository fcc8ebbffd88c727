"""An item is decided or carried over, once and not both; rule and database say the same of it."""

from collections.abc import Callable

import psycopg
import pytest

from kasane.meetings.actions.agenda import defer, resume
from kasane.meetings.actions.conducting import write_contribution
from kasane.meetings.actions.items import decide_policy
from kasane.meetings.facts import state_of_item
from kasane.meetings.models import AgendaItem, Sitting
from kasane.rules.items import ITEM_TABLE, ItemMove, ItemState
from kasane.rules.timing import add_months
from kasane.rules.verdicts import Refused
from tests.domain.test_conducting import again, running
from tests.domain.test_sittings import DAY, conference, seat
from tests.world import World

__all__ = ["running"]
Held = tuple[Sitting, AgendaItem]
DECIDES = (
    "insert into meetings_supportpolicy (id, case_id, home_id, doors, information_class, concerns, written_by,"
    " written_at, laid_open_at, item_id, text, review_on) select 77, case_id, home_id, doors, information_class,"
    " concerns, written_by, written_at, laid_open_at, id, '手紙を届ける', current_date from meetings_agendaitem"
    " where id = %(item)s"
)
MOVES = {
    ItemMove.DECIDE: DECIDES,
    ItemMove.DEFER: "update meetings_agendaitem set deferred_why = deferred_why || '時間' where id = %(item)s",
    ItemMove.RESUME: "update meetings_agendaitem set resumed_in_id = (select i.id from meetings_agendaitem i where"
    " i.id <> %(item)s and not exists (select from meetings_agendaitem t where t.resumed_in_id = i.id) limit 1)"
    " where id = %(item)s",
}


def to_do(_town: World, _held: Held) -> None:
    """Nothing of it is written yet."""


def begun(town: World, held: Held) -> None:
    with town.acting("tanaka") as tanaka:
        write_contribution(
            again(held[1]), seat(held[0], "佐藤 恵", town), "声は聞こえた", edition=0, by=tanaka
        )


def decided(town: World, held: Held) -> None:
    with town.acting("tanaka") as tanaka:
        decide_policy(again(held[1]), text="手紙を届ける", review_on=add_months(DAY, 3), by=tanaka)


def deferred(town: World, held: Held) -> None:
    with town.acting("tanaka") as tanaka:
        defer(again(held[1]), reason="時間が足りない", by=tanaka)


def resumed(town: World, held: Held) -> None:
    deferred(town, held)
    with town.acting("tanaka") as tanaka:
        resume(again(held[1]), sitting=conference(tanaka, "佐藤 恵"), by=tanaka)


COMES_TO: dict[ItemState, Callable[[World, Held], None]] = {
    ItemState.TO_DO: to_do,
    ItemState.BEGUN: begun,
    ItemState.DECIDED: decided,
    ItemState.DEFERRED: deferred,
    ItemState.RESUMED: resumed,
}


@pytest.mark.parametrize("state", ItemState)
def test_the_database_holds_the_table_whoever_writes(town: World, running: Held, state: ItemState) -> None:
    """Asked as the superuser, whom no wall stops."""
    item = running[1].pk
    COMES_TO[state](town, running)
    with town.acting("tanaka"):
        assert state_of_item(again(running[1])) is state
    assert town.one("select item_state(%s)", item) == state.value
    for move, statement in MOVES.items():
        goes = True
        try:
            with town.superuser.transaction(force_rollback=True):
                town.superuser.execute(statement, {"item": item})
        except psycopg.DatabaseError as error:
            assert error.sqlstate in ("KSN01", "23505"), error
            goes = False
        assert goes is (ITEM_TABLE.next_state(state, move) is not None), move


def test_what_was_decided_is_not_carried_over(town: World, running: Held) -> None:
    decided(town, running)
    with (
        town.acting("tanaka") as tanaka,
        pytest.raises(Refused, match="「決定済み」の議題は、次回に持ち越す"),
    ):
        defer(again(running[1]), reason="時間が足りない", by=tanaka)


def test_what_was_carried_over_is_not_decided(town: World, running: Held) -> None:
    deferred(town, running)
    with (
        town.acting("tanaka") as tanaka,
        pytest.raises(Refused, match="「次回に持ち越し」の議題は、決定する"),
    ):
        decide_policy(again(running[1]), text="手紙を届ける", review_on=add_months(DAY, 3), by=tanaka)


def test_what_was_said_is_written_down_after_it_was_carried_over(town: World, running: Held) -> None:
    deferred(town, running)
    begun(town, running)
    with town.acting("tanaka"):
        assert again(running[1]).contributions.count() == 1


def test_nothing_is_decided_twice(town: World, running: Held) -> None:
    """By two hands of the host at once it was a fault of the database; it is a sentence."""
    decided(town, running)
    with town.acting("tanaka") as tanaka, pytest.raises(Refused, match="決定を改めるときは、次の会議に"):
        decide_policy(again(running[1]), text="電話する", review_on=add_months(DAY, 3), by=tanaka)
