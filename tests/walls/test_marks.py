"""The marks by which a search begins from what one may hold a key to: they follow the record, and are found by nobody."""

from kasane.cases.actions.rooms import lay_open
from kasane.cases.models import Note
from kasane.search.actions import reindex
from kasane.search.queries import found
from tests.walls.test_met_days import person, yamada
from tests.world import World


def marks(town: World, record: int) -> set[str]:
    """Codes of desks and words that mark an entry."""
    told = town.superuser.execute(
        "select coalesce(d.code, g) from search_searchentry e cross join unnest(tsvector_to_array(e.grams)) g"
        " left join directory_desk d on g = '@' || d.id where e.record_id = %s and g like '@_%%' and length(g) > 2",
        [record],
    ).fetchall()
    return {code for (code,) in told}


def own_note(town: World) -> Note:
    with town.acting("sato"):
        note = (
            Note.objects.filter(case_id=yamada(town), doors=[], information_class="general")
            .order_by("id")
            .last()
        )
    assert note is not None
    return note


def test_a_note_of_sato_is_marked_as_of_her_desk_and_as_open_once_it_is(town: World) -> None:
    note = own_note(town)
    assert marks(town, note.pk) == {"houkatsu-nango"}
    with town.acting("sato") as sato:
        lay_open(note, concerns=frozenset({person(town, "山田 花子")}), by=sato)
    assert marks(town, note.pk) == {"houkatsu-nango", "@open"}


def test_a_corrected_text_keeps_the_marks_and_loses_the_old_words(town: World) -> None:
    note = own_note(town)
    with town.acting("sato"):
        reindex(note.pk, "紫陽花の鉢")
        assert [record for record, _ in found("note", "紫陽花")] == [note.pk]
    assert marks(town, note.pk) == {"houkatsu-nango"}


def test_who_types_a_mark_finds_nothing_by_it(town: World) -> None:
    desk = town.one("select id from directory_desk where code = 'houkatsu-nango'")
    with town.acting("sato"):
        assert found("note", "@open") == []
        assert found("note", f"@{desk}") == []


def test_every_entry_of_the_town_is_marked_by_its_room_and_its_doors(town: World) -> None:
    astray = town.one(
        "select count(*) from search_searchentry e join rooms_compartment r on r.id = e.home_id"
        " where (r.desk_id is not null and not tsvector_to_array(e.grams) @> array['@' || r.desk_id])"
        " or ('@open' = any (tsvector_to_array(e.grams))) <> (e.doors <> '{}')"
    )
    assert astray == 0
    assert town.one("select count(*) from search_searchentry where doors <> '{}'")
