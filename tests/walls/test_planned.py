"""A statement the server keeps planned answers whoever acts next as if it had been planned for them (0057)."""

from django.db import connection

from kasane.people.models import Identity
from tests.world import World

OFTEN = 12


def planned() -> int:
    """How often this connection ran the statement of these tests from a plan that was kept."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(sum(generic_plans + custom_plans), 0) from pg_prepared_statements"
            " where statement like '%%people_identity%%'"
        )
        return int(cursor.fetchone()[0])


def test_sato_and_watanabe_by_turns_over_one_connection_each_see_their_own(town: World) -> None:
    seen: dict[str, list[set[int]]] = {"sato": [], "watanabe": []}
    for _ in range(OFTEN):
        for who, told in seen.items():
            with town.acting(who):
                told.append(set(Identity.objects.values_list("id", flat=True)))
    with town.acting("sato"):
        assert planned() > OFTEN, "the plan was kept"
    sato, watanabe = seen["sato"], seen["watanabe"]
    assert sato[0]
    assert sato[0] != watanabe[0]
    assert all(one == sato[0] for one in sato)
    assert all(one == watanabe[0] for one in watanabe)


def test_an_id_in_an_array_is_not_cut_off(town: World) -> None:
    """Django takes a number in an array for four bytes wide; an id has eight."""
    with town.acting("sato"):
        known = Identity.objects.order_by("id").last()
        assert known is not None
        assert known.person_id > 2**32
        assert known in Identity.objects.filter(concerns__contains=[known.person_id])
        assert not Identity.objects.filter(concerns__contains=[known.person_id % 2**32])
