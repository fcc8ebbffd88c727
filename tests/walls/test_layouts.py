"""Layouts of paper: everybody reads them, their keepers add from today on, and nobody changes or takes one away."""

import pytest
from django.db import connection

from tests.walls.test_choices import KEEPERS, OTHERS, does
from tests.walls.test_mutation import replaced
from tests.world import World

ADD = (
    "insert into code_lists_paperlayout (id, code, version, title, body, valid_from, kept_at)"
    " values (77, 'plan', '市の第9版', '支援プラン', 'x', {day}, {kept})"
)
ADDED = ADD.format(day="day_in_japan(acting_at())", kept="acting_at()")


def test_only_the_keepers_add_a_layout(world: World) -> None:
    for who in KEEPERS:
        assert does(world, who, ADDED), who
    for who in OTHERS:
        assert not does(world, who, ADDED), who


def test_the_policy_is_what_holds_them_back(world: World) -> None:
    with replaced(world, "code_lists_paperlayout", "added", "INSERT", "true"):
        assert does(world, "sato", ADDED)


@pytest.mark.parametrize(
    "statement",
    [
        ADD.format(day="day_in_japan(acting_at()) - 1", kept="acting_at()"),
        ADD.format(day="day_in_japan(acting_at())", kept="null"),
        "update code_lists_paperlayout set body = 'x' where code = 'plan'",
        "update code_lists_paperlayout set valid_from = '2100-01-01' where code = 'plan'",
        "delete from code_lists_paperlayout where code = 'plan'",
    ],
)
def test_even_a_keeper_changes_nothing_that_was_used(world: World, statement: str) -> None:
    assert not does(world, "tanaka", statement)


def reads(town: World, who: str) -> bool:
    with town.acting(who), connection.cursor() as cursor:
        cursor.execute("select count(*) from code_lists_paperlayout")
        return bool((cursor.fetchone() or (0,))[0])


def test_everybody_who_prints_reads_them(world: World) -> None:
    for who in KEEPERS + OTHERS:
        assert reads(world, who), who
    with replaced(world, "code_lists_paperlayout", "known", "SELECT", "false"):
        assert not reads(world, "tanaka")


def test_shut_even_the_keeper_adds_nothing(world: World) -> None:
    with replaced(world, "code_lists_paperlayout", "added", "INSERT", "false"):
        assert not does(world, "tanaka", ADDED)
