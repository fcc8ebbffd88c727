"""What sittings settle is reference data: everybody reads it, its keepers add and end, and the plan's own stays."""

import pytest

from kasane.rules.matters import FIXED
from kasane.rules.plans import MATTERS, Occasion
from tests.walls.test_choices import KEEPERS, OTHERS, does
from tests.walls.test_mutation import replaced
from tests.world import World

ADDED = (
    "insert into code_lists_matter (id, code, label, hint, sort_order, occasions, is_required, valid_from, kept_at)"
    " select 77, 'own', '市の確認', '', 99, '{end}', true, day_in_japan(acting_at()), acting_at()"
)
ENDED = "update code_lists_matter set valid_to = '2100-01-01', kept_at = acting_at() where code = '{}'"


@pytest.mark.parametrize("statement", [ADDED, ENDED.format("danger")])
def test_only_the_keepers_write(world: World, statement: str) -> None:
    for who in KEEPERS:
        assert does(world, who, statement), who
    for who in OTHERS:
        assert not does(world, who, statement), who


@pytest.mark.parametrize(
    ("policy", "command", "statement"),
    [("added", "INSERT", ADDED), ("kept", "UPDATE", ENDED.format("danger"))],
)
def test_each_policy_is_what_holds_them_back(world: World, policy: str, command: str, statement: str) -> None:
    with replaced(world, "code_lists_matter", policy, command, "true"):
        assert does(world, "sato", statement)


def test_everybody_reads_them(world: World) -> None:
    with replaced(world, "code_lists_matter", "known", "SELECT", "false"):
        assert not does(world, "sato", "select from code_lists_matter")
    assert does(world, "sato", "select from code_lists_matter")


@pytest.mark.parametrize("code", sorted(FIXED))
def test_what_the_plan_fixes_is_ended_by_nobody(world: World, code: str) -> None:
    assert not does(world, "tanaka", ENDED.format(code))


@pytest.mark.parametrize("occasion", list(Occasion))
def test_what_the_city_holds_required_the_database_asks_for_too(world: World, occasion: Occasion) -> None:
    world.superuser.execute(
        "insert into code_lists_matter (id, code, label, hint, sort_order, occasions, is_required, valid_from,"
        " valid_to) values (77, 'own', 'x', '', 99, '{end}', true, '2022-04-01', null),"
        " (78, 'over', 'x', '', 98, '{end,change}', true, '2022-04-01', '2023-03-31'),"
        " (79, 'free', 'x', '', 97, '{end,change}', false, '2022-04-01', null)"
    )
    asked = world.one("select required_matters(%s)", occasion.value)
    own = ["own"] if occasion is Occasion.END else []
    assert asked == [*MATTERS[occasion], *own]
