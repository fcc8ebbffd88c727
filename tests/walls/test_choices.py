"""Choice lists are reference data: everybody reads them, only their keepers write, and nobody takes anything away."""

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from tests.walls.test_mutation import replaced
from tests.world import World

ADD = (
    "insert into code_lists_choice (id, list_code, code, label, sort_order, valid_from, is_reported, kept_at)"
    " select 77, 'a_ties', 'more', 'もっと', 9, {day}, false, {kept}"
)
ADDED = ADD.format(day="day_in_japan(acting_at())", kept="acting_at()")
NAMED = (
    "insert into code_lists_choicename (id, choice_id, label, valid_from)"
    " select 78, id, '別の名', day_in_japan(acting_at()) + {days} from code_lists_choice"
    " where (list_code, code) = ('a_ties', 'salon')"
)
MARKED = (
    "insert into code_lists_choicemark (id, choice_id, is_reported, valid_from)"
    " select 80, id, true, day_in_japan(acting_at()) + {days} from code_lists_choice"
    " where (list_code, code) = ('a_ties', 'salon')"
)
BEGUN = "insert into code_lists_choicelist (id, code, title) values (79, 'own', '市の一覧')"
ENDED = "update code_lists_choice set valid_to = '2100-01-01', kept_at = acting_at() where code = 'salon'"
KEEPERS, OTHERS = ("tanaka", "kobayashi"), ("sato", "takahashi", "yamamoto", "ito")


def does(town: World, who: str, statement: str) -> bool:
    """Whether a statement changes something as somebody; nothing of it stays."""
    with town.acting(who), transaction.atomic(), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(statement)
                count = cursor.rowcount
        except ProgrammingError as error:
            assert "row-level security" in str(error) or "permission denied" in str(error), error
            return False
        transaction.set_rollback(True)
    return bool(count)


@pytest.mark.parametrize("statement", [ADDED, NAMED.format(days=0), MARKED.format(days=0), BEGUN, ENDED])
def test_only_the_keepers_write(world: World, statement: str) -> None:
    for who in KEEPERS:
        assert does(world, who, statement), who
    for who in OTHERS:
        assert not does(world, who, statement), who


@pytest.mark.parametrize(
    ("table", "policy", "command", "statement"),
    [
        ("code_lists_choice", "added", "INSERT", ADDED),
        ("code_lists_choice", "kept", "UPDATE", ENDED),
        ("code_lists_choicename", "given", "INSERT", NAMED.format(days=0)),
        ("code_lists_choicemark", "set_mark", "INSERT", MARKED.format(days=0)),
        ("code_lists_choicelist", "begun", "INSERT", BEGUN),
    ],
)
def test_each_policy_is_what_holds_them_back(
    world: World, table: str, policy: str, command: str, statement: str
) -> None:
    with replaced(world, table, policy, command, "true"):
        assert does(world, "sato", statement)


@pytest.mark.parametrize(
    "statement",
    [
        ADD.format(day="day_in_japan(acting_at()) - 1", kept="acting_at()"),
        ADD.format(day="day_in_japan(acting_at())", kept="null"),
        NAMED.format(days=-1),
        MARKED.format(days=-1),
        "delete from code_lists_choicemark",
        "update code_lists_choice set valid_to = null, kept_at = null where code = 'salon'",
        "update code_lists_choice set label = '別の名', kept_at = acting_at() where code = 'salon'",
        "update code_lists_choice set code = 'other', kept_at = acting_at() where code = 'salon'",
        "delete from code_lists_choice where code = 'salon'",
        "delete from code_lists_choicename",
        "delete from code_lists_choicelist",
    ],
)
def test_nobody_rewrites_what_was_or_takes_an_item_away(world: World, statement: str) -> None:
    assert not does(world, "tanaka", statement)


def test_a_name_that_counts_already_is_not_rewritten(town: World) -> None:
    change = "update code_lists_choicename set label = '別の名'"
    town.superuser.execute("update code_lists_choicename set valid_from = current_date - 3")
    assert not does(town, "tanaka", change)
    town.superuser.execute("update code_lists_choicename set valid_from = current_date + 3")
    assert does(town, "tanaka", change)
    assert not does(town, "sato", change)
    with replaced(town, "code_lists_choicename", "kept", "UPDATE", "true"):
        assert does(town, "sato", change)


def test_a_mark_that_counts_already_is_not_rewritten(town: World) -> None:
    change = "update code_lists_choicemark set is_reported = false"
    town.superuser.execute(
        "insert into code_lists_choicemark (id, choice_id, is_reported, valid_from)"
        " select 81, id, true, current_date - 3 from code_lists_choice where code = 'salon' limit 1"
    )
    assert not does(town, "tanaka", change)
    town.superuser.execute("update code_lists_choicemark set valid_from = current_date + 3")
    assert does(town, "tanaka", change)
    assert not does(town, "sato", change)
    with replaced(town, "code_lists_choicemark", "kept", "UPDATE", "true"):
        assert does(town, "sato", change)


def test_who_is_not_signed_in_writes_nothing(world: World) -> None:
    for statement in (ADDED, BEGUN):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
                count = cursor.rowcount
        except DatabaseError:
            continue
        assert count == 0
