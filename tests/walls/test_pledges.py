"""Who may write down a pledge, its paper and an answer, held by the database: the near miss of each."""

from tests.walls.test_mutation import HATS, first_row, inserts, replaced, staff_of, whole
from tests.world import World

__all__ = ["whole"]
TANAKA, SATO = HATS[0], HATS[1]


def test_a_received_pledge_is_the_convening_desks(whole: World) -> None:
    """田中 with the paper; without it; somebody else's name; 佐藤, called to the same sitting."""
    seat = whole.one(
        "select p.id from meetings_participant p join meetings_sitting s on s.id = p.sitting_id where s.state = 'invited' and s.kind = 'multilayered'"
        " and not exists (select from meetings_pledge g where g.participant_id = p.id) and p.staff_id = %s",
        staff_of(whole, "suzuki"),
    )
    paper = first_row(whole, "meetings_pledgepaper")["id"]
    row = {
        **first_row(whole, "meetings_pledge"),
        "participant_id": seat,
        "way": "paper",
        "paper_id": paper,
        "yearly_id": None,
        "heard_by": None,
        "received_by": staff_of(whole, "tanaka"),
    }
    assert inserts(whole, "meetings_pledge", *TANAKA, row)
    for wrong in (
        {"paper_id": None},
        {"way": "own"},
        {"way": "oral", "heard_by": 5},
        {"way": "yearly", "yearly_id": first_row(whole, "meetings_yearlypledge")["id"]},
        {"received_by": staff_of(whole, "sato")},
    ):
        assert not inserts(whole, "meetings_pledge", *TANAKA, {**row, **wrong}), wrong
    own = {**row, "received_by": staff_of(whole, "sato")}
    assert not inserts(whole, "meetings_pledge", *SATO, own)
    with replaced(whole, "meetings_pledge", "received", "INSERT", "true"):
        assert inserts(whole, "meetings_pledge", *SATO, own)


def test_what_was_signed_is_taken_in_by_the_host(whole: World) -> None:
    for table, who, policy in (
        ("meetings_pledgepaper", "taken_in_by", "taken_in"),
        ("meetings_yearlypledge", "received_by", "received"),
    ):
        row = first_row(whole, table)
        assert inserts(whole, table, *TANAKA, {**row, who: staff_of(whole, "tanaka")}), table
        assert not inserts(whole, table, "shimizu", "fukushi-sogo", row), table
        desk = whole.one("select id from directory_desk where code = 'houkatsu-nango'")
        own = {**row, who: staff_of(whole, "sato"), "desk_id": desk}
        assert not inserts(whole, table, *SATO, own), table
        with replaced(whole, table, policy, "INSERT", "true"):
            assert inserts(whole, table, *SATO, own), table


def test_an_answer_is_ones_own_or_told_to_the_host(whole: World) -> None:
    seat = whole.one(
        "select p.id from meetings_participant p join meetings_sitting s on s.id = p.sitting_id"
        " where s.state = 'invited' and p.staff_id = %s",
        staff_of(whole, "sato"),
    )
    row = {**first_row(whole, "meetings_seatreply"), "participant_id": seat}
    assert inserts(whole, "meetings_seatreply", *SATO, {**row, "told_by": staff_of(whole, "sato")})
    assert inserts(whole, "meetings_seatreply", *TANAKA, {**row, "told_by": staff_of(whole, "tanaka")})
    assert not inserts(whole, "meetings_seatreply", *SATO, {**row, "told_by": staff_of(whole, "tanaka")})
    suzuki = {**row, "told_by": staff_of(whole, "suzuki")}
    assert not inserts(whole, "meetings_seatreply", "suzuki", "jiritsu", suzuki)
    with replaced(whole, "meetings_seatreply", "answered", "INSERT", "true"):
        assert inserts(whole, "meetings_seatreply", "suzuki", "jiritsu", suzuki)
