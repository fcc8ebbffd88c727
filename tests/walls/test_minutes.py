"""Who has read minutes: marked in one's own name alone, on minutes that are out and that one may read."""

from tests.walls.test_messages import row, staff
from tests.walls.test_mutation import inserts, replaced
from tests.world import World

TAKAHASHI, TANAKA = ("takahashi", "shakyo"), ("tanaka", "fukushi-sogo")
OUT = (
    "select m.id from meetings_minutes m join meetings_agendaitem i on i.id = m.item_id"
    " join meetings_sitting s on s.id = i.sitting_id where s.state = '{}' and s.kind = 'support_conference' limit 1"
)


def mark(town: World, who: str, *, state: str = "published") -> dict[str, object]:
    minutes = town.one(OUT.format(state))
    assert minutes is not None
    return row(town, "meetings_minutesread") | {"minutes_id": minutes, "staff_id": staff(town, who)}


def test_takahashi_marks_for_himself_and_for_nobody_else(town: World) -> None:
    town.superuser.execute("update rooms_grant set valid_to = null where source_kind = 'sitting'")
    own = mark(town, "takahashi")
    assert inserts(town, "meetings_minutesread", *TAKAHASHI, own)
    assert not inserts(town, "meetings_minutesread", *TANAKA, own), "in his name"


def test_who_was_not_called_marks_nothing(town: World) -> None:
    strange = mark(town, "watanabe")
    assert not inserts(town, "meetings_minutesread", "watanabe", "shogai-sodan-1", strange)
    with replaced(town, "meetings_minutesread", "marked", "INSERT", "true"):
        assert inserts(town, "meetings_minutesread", "watanabe", "shogai-sodan-1", strange)


def test_a_draft_is_not_marked_even_by_who_wrote_it(town: World) -> None:
    assert inserts(town, "meetings_minutesread", *TANAKA, mark(town, "tanaka"))
    assert not inserts(town, "meetings_minutesread", *TANAKA, mark(town, "tanaka", state="open"))
