"""What only the convening desk may begin: a request for a part, and a numbered copy."""

from tests.walls.test_mutation import first_row, inserts, replaced, staff_of, whole
from tests.world import World

__all__ = ["whole"]
TANAKA, SATO, SHIMIZU = ("tanaka", "fukushi-sogo"), ("sato", "houkatsu-nango"), ("shimizu", "fukushi-sogo")


def test_only_the_convening_desk_asks_for_a_part_of_its_own_item(whole: World) -> None:
    row = {**first_row(whole, "meetings_partrequest"), "submitted_at": None}
    assert inserts(whole, "meetings_partrequest", *TANAKA, row)
    assert not inserts(whole, "meetings_partrequest", *SATO, {**row, "asked_by": staff_of(whole, "sato")})
    assert not inserts(whole, "meetings_partrequest", *SHIMIZU, row), "in 田中's name"
    other = whole.one("select id from meetings_agendaitem where sitting_id <> %s", row["sitting_id"])
    assert not inserts(whole, "meetings_partrequest", *TANAKA, {**row, "item_id": other})
    came = {**row, "submitted_at": "2026-01-01T00:00:00+09:00"}
    assert not inserts(whole, "meetings_partrequest", *TANAKA, came), "only handing in says that it came"
    with replaced(whole, "meetings_partrequest", "ask", "INSERT", "true"):
        assert inserts(whole, "meetings_partrequest", *SATO, row)


def test_only_the_convening_desk_makes_a_copy_of_its_own_item(whole: World) -> None:
    row = {**first_row(whole, "meetings_packetcopy"), "state": "printed"}
    assert inserts(whole, "meetings_packetcopy", *TANAKA, row)
    assert not inserts(whole, "meetings_packetcopy", *SATO, {**row, "printed_by": staff_of(whole, "sato")})
    assert not inserts(whole, "meetings_packetcopy", *SHIMIZU, row), "in 田中's name"
    assert not inserts(whole, "meetings_packetcopy", *TANAKA, {**row, "state": "destroyed"})
    other = whole.one("select id from meetings_agendaitem where sitting_id <> %s", row["sitting_id"])
    assert not inserts(whole, "meetings_packetcopy", *TANAKA, {**row, "item_id": other})
    with replaced(whole, "meetings_packetcopy", "printed", "INSERT", "true"):
        assert inserts(whole, "meetings_packetcopy", *SATO, row)
