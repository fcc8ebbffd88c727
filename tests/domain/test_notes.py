"""Notes: 佐藤 writes, corrects and adds; 木村, who manages her desk, approves; 田中's manager 清水 is not hers."""

import pytest
from django.db import DatabaseError, connection, transaction

from kasane.cases.actions.consultations import InformantWords
from kasane.cases.actions.notes import (
    NoteWording,
    NoteWords,
    add_note,
    add_to_note,
    approve_notes,
    correct_note,
    finish_next,
    move_note,
)
from kasane.cases.actions.rooms import lay_open
from kasane.cases.models import Informant, MovedNote, Note, NoteAddendum, NoteEdition
from kasane.cases.queries import moved_from, next_steps, view_of, waiting_for_approval
from kasane.people.models import Identity
from kasane.rules.verdicts import Refused
from kasane.search.queries import found
from seeds.town.paper import blank_sheet
from tests.world import World

TEXT = "配食の味つけが濃い、とのこと。"


def case_of(town: World) -> int:
    return int(str(town.one("select id from cases_case where is_multi_agency order by opened_at limit 1")))


def mother_of(town: World) -> int:
    return int(str(town.one("select person_id from people_identity where name = '山田 花子' limit 1")))


def written(town: World, text: str = TEXT, **more: object) -> int:
    """What 佐藤 wrote of the mother just now."""
    with town.acting("sato") as sato:
        words = NoteWords(
            kind="phone",
            happened_at=sato.at,
            text=text,
            concerns=frozenset({mother_of(town)}),
            **more,  # type: ignore[arg-type]
        )
        return add_note(words, case=case_of(town), by=sato).pk


def reworded(note: Note, text: str) -> NoteWording:
    return NoteWording(
        kind=note.kind, happened_at=note.happened_at, text=text, concerns=frozenset(note.concerns)
    )


def corrects(town: World, who: str, number: int, text: str, edition: int = 1) -> None:
    with town.acting(who) as actor:
        note = Note.objects.get(pk=number)
        correct_note(note, reworded(note, text), edition=edition, by=actor)


def approves(town: World, who: str, number: int, edition: int = 1) -> None:
    with town.acting(who) as actor:
        approve_notes({number: edition}, by=actor)


def test_she_corrects_it_and_the_former_text_stays(town: World) -> None:
    note = written(town)
    corrects(town, "sato", note, "配食の味つけが薄い、とのこと。")
    with town.acting("sato"):
        assert Note.objects.get(pk=note).text == "配食の味つけが薄い、とのこと。"
        (former,) = NoteEdition.objects.filter(note=note)
        assert (former.number, former.text) == (1, TEXT)
        assert [record for record, _ in found("note", "薄い")] == [note]
        assert note not in [record for record, _ in found("note", "味つけが濃い")]


def test_her_manager_corrects_it_too_but_a_colleague_does_not(town: World) -> None:
    note = written(town)
    corrects(town, "kimura", note, "管理者が直した")
    with town.acting("kimura"):
        assert NoteEdition.objects.get(note=note).written_by != Note.objects.get(pk=note).corrected_by
    town.superuser.execute("update directory_assignment set is_manager = false")
    with pytest.raises(Refused, match="書いた人と、この窓口の管理者だけ"):
        corrects(town, "kimura", note, "同僚が直した", edition=2)


def test_two_who_correct_at_once_do_not_overwrite_one_another(town: World) -> None:
    note = written(town)
    corrects(town, "sato", note, "先に直した")
    with pytest.raises(Refused, match="書いている間に"):
        corrects(town, "kimura", note, "後から直した")
    assert town.one("select text from cases_note where id = %s", note) == "先に直した"


def test_once_approved_it_is_only_added_to(town: World) -> None:
    note = written(town)
    with pytest.raises(Refused, match="まだ承認されていない"), town.acting("sato") as sato:
        add_to_note(Note.objects.get(pk=note), "早すぎる追記", by=sato)
    approves(town, "kimura", note)
    for who in ("sato", "kimura"):
        with pytest.raises(Refused, match="承認された経過は、書き直せません"):
            corrects(town, who, note, "承認のあと")
    with town.acting("sato") as sato:
        add_to_note(Note.objects.get(pk=note), "業者に伝えた", papers=[blank_sheet()], by=sato)
        view = view_of(note, case_of(town))
        assert view is not None
        assert [one.text for one in view.addenda] == ["業者に伝えた"]
        assert len(view.papers) == 1
        assert note in [record for record, _ in found("note", "濃い")]


@pytest.mark.parametrize("who", ["sato", "shimizu", "suzuki"])
def test_nobody_but_the_manager_of_the_desk_approves(town: World, who: str) -> None:
    """清水 manages 福祉総合相談担当: a manager, and of another desk."""
    note = written(town)
    with pytest.raises(Refused):
        approves(town, who, note)
    assert town.one("select approved_at from cases_note where id = %s", note) is None


def test_what_was_corrected_after_he_read_it_is_not_approved_with_the_others(town: World) -> None:
    first, second = written(town, "一つめ"), written(town, "二つめ")
    corrects(town, "sato", second, "二つめを直した")
    with pytest.raises(Refused, match="いま書き直されたか"), town.acting("kimura") as kimura:
        approve_notes({first: 1, second: 1}, by=kimura)
    assert town.one("select count(*) from cases_note where approved_at is not null and id = %s", first) == 0
    with town.acting("kimura") as kimura:
        assert approve_notes({first: 1, second: 2}, by=kimura) == 2
        assert {first, second}.isdisjoint(view.note.pk for view in waiting_for_approval(kimura))


def test_the_manager_sees_what_waits_at_his_own_desk_and_at_no_other(town: World) -> None:
    note = written(town)
    with town.acting("kimura") as kimura:
        waiting = {view.note.pk for view in waiting_for_approval(kimura)}
    with town.acting("shimizu") as shimizu:
        others = {view.note.pk for view in waiting_for_approval(shimizu)}
    assert note in waiting
    assert others
    assert waiting.isdisjoint(others)


def test_who_told_is_kept_apart_and_stays_when_the_note_is_laid_open(town: World) -> None:
    """鈴木 holds the mother's consented key: he reads the note and its paper, never who told."""
    informant = InformantWords(name="隣の人", relation="近所", told="夜中に声がする")
    note = written(town, papers=(blank_sheet(),), informant=informant)
    with town.acting("suzuki"):
        assert not Note.objects.filter(pk=note).exists()
    with town.acting("sato") as sato:
        identity = Identity.objects.get(home__desk_id=sato.desk, person_id=mother_of(town))
        assert identity.case_id == case_of(town)
        lay_open(Note.objects.get(pk=note), concerns=[mother_of(town)], by=sato)
    with town.acting("suzuki"):
        view = view_of(note, case_of(town))
        assert view is not None
        assert view.informant is None
        assert len(view.papers) == 1
        assert not Informant.objects.filter(note=note).exists()
    with town.acting("sato"):
        assert Informant.objects.get(note=note).told == "夜中に声がする"


def test_the_former_wording_is_never_laid_open_with_the_note(town: World) -> None:
    note = written(town)
    corrects(town, "sato", note, "直した文")
    with town.acting("sato") as sato:
        lay_open(Note.objects.get(pk=note), concerns=[mother_of(town)], by=sato)
    with town.acting("suzuki"):
        assert Note.objects.get(pk=note).text == "直した文"
        assert not NoteEdition.objects.filter(note=note).exists()


def test_what_is_planned_next_waits_at_the_desk_until_it_is_done(town: World) -> None:
    day = town.clock.day(0)
    note = written(town, next_on=day, next_words="電話をかけ直す")
    with town.acting("kimura") as kimura:
        assert note in [one.pk for one in next_steps(kimura, day)]
    with town.acting("tanaka") as tanaka:
        assert note not in [one.pk for one in next_steps(tanaka, day)]
    with town.acting("kimura") as kimura:
        finish_next(Note.objects.get(pk=note), by=kimura)
        assert note not in [one.pk for one in next_steps(kimura, day)]
    with pytest.raises(Refused, match="すでに済み"), town.acting("kimura") as kimura:
        finish_next(Note.objects.get(pk=note), by=kimura)


def other_case(town: World) -> tuple[int, int]:
    """中村さん's case, of which 佐藤's desk keeps a file, and herself."""
    case, person = town.superuser.execute(
        "select case_id, person_id from people_identity where name = '中村 由美' order by written_at limit 1"
    ).fetchone() or (0, 0)
    return case, person


def test_a_misfiled_note_goes_where_it_belongs_with_all_that_hangs_on_it(town: World) -> None:
    case, person = other_case(town)
    informant = InformantWords(name="隣の人", told="別の家のこと")
    note = written(town, "中村さんの送迎を相談した", papers=(blank_sheet(),), informant=informant)
    corrects(town, "sato", note, "中村さんの送迎と食事を相談した")
    with town.acting("sato") as sato:
        move_note(Note.objects.get(pk=note), to_case=case, concerns={person}, why="書きまちがい", by=sato)
    with town.acting("sato") as sato:
        view = view_of(note, case)
        assert view is not None
        assert view.note.concerns == [person]
        assert len(view.papers) == 1
        assert view.informant is not None
        assert NoteEdition.objects.get(note=note).case_id == case
        assert found("note", "送迎と食事") == [(note, case)]
        shells = moved_from(case_of(town), sato)
    assert ("書きまちがい", "佐藤 恵", case) in [(s.why, who, target) for s, who, target in shells]


def test_who_may_not_know_of_the_other_case_is_not_told_where_it_went(town: World) -> None:
    case, person = other_case(town)
    note = written(town)
    with town.acting("sato") as sato:
        move_note(Note.objects.get(pk=note), to_case=case, concerns={person}, why="書きまちがい", by=sato)
    town.superuser.execute(
        "update rooms_grant set ended_at = now() - interval '1 day' where opens_case = %s", [case]
    )
    with town.acting("kimura", at="18:00") as kimura:
        targets = {target for shell, _, target in moved_from(case_of(town), kimura) if shell.to_case == case}
    assert targets == {None}


def test_a_note_others_may_have_read_does_not_move(town: World) -> None:
    case, person = other_case(town)
    note = written(town)
    with town.acting("sato") as sato:
        lay_open(Note.objects.get(pk=note), concerns=[mother_of(town)], by=sato)
    with pytest.raises(Refused, match="開いた経過は、移せません"), town.acting("sato") as sato:
        move_note(Note.objects.get(pk=note), to_case=case, concerns={person}, why="x", by=sato)


def test_nothing_moves_into_a_case_the_desk_keeps_no_file_of(town: World) -> None:
    """鈴木's case exists; 佐藤 knows its number and nothing else of it."""
    theirs = town.one("select case_id from people_identity where name = '森 さくら'")
    note = written(town)
    with pytest.raises(Refused, match="移す先のケースが見つかりません"), town.acting("sato") as sato:
        move_note(Note.objects.get(pk=note), to_case=int(str(theirs)), concerns=set(), why="x", by=sato)
    with town.acting("sato"):
        assert not MovedNote.objects.filter(to_case=int(str(theirs))).exists()


# Through raw SQL, as the application's role.


def runs(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_the_database_itself_keeps_an_approved_note_as_it_reads(town: World) -> None:
    """Not even the owner of the tables rewrites it; nor a function that forgot to ask."""
    note = written(town)
    approves(town, "kimura", note)
    for column, value in (("text", "'x'"), ("finding", "'x'"), ("happened_at", "now()"), ("edition", "2")):
        with pytest.raises(Exception, match="承認された経過は、書き直せません"):
            town.superuser.execute(f"update cases_note set {column} = {value} where id = %s", [note])
    with pytest.raises(Exception, match="承認は取り消せません"):
        town.superuser.execute(
            "update cases_note set approved_at = null, approved_by = null where id = %s", [note]
        )


def test_no_wording_is_lost_whoever_writes(town: World) -> None:
    note = written(town)
    with pytest.raises(Exception, match="書き直す前の文が残らない"):
        town.superuser.execute("update cases_note set text = 'x', edition = 2 where id = %s", [note])


@pytest.mark.parametrize("column", ["approved_at", "approved_by", "text", "edition", "corrected_by"])
def test_the_application_has_no_right_to_those_columns(town: World, column: str) -> None:
    with town.acting("kimura"), pytest.raises(DatabaseError, match="permission denied"):
        runs(f"update cases_note set {column} = {column}")


@pytest.mark.parametrize("table", ["cases_noteedition", "cases_movednote"])
def test_what_only_functions_keep_is_inserted_by_nobody(town: World, table: str) -> None:
    with town.acting("sato"), pytest.raises(DatabaseError, match="permission denied"):
        runs(f"insert into {table} select * from {table} limit 1")


def test_a_note_that_says_it_was_approved_begins_unapproved(town: World) -> None:
    note = written(town)
    with town.acting("sato") as sato:
        runs(
            "insert into cases_note select (jsonb_populate_record(null::cases_note, to_jsonb(n)"
            " || jsonb_build_object('id', 91, 'approved_at', now(), 'approved_by', %s::bigint, 'edition', 7))).*"
            " from cases_note n where id = %s",
            sato.staff,
            note,
        )
    assert town.superuser.execute("select approved_at, edition from cases_note where id = 91").fetchone() == (
        None,
        1,
    )


@pytest.mark.parametrize(
    ("who", "statement"),
    [
        ("sato", "select approve_notes(jsonb_build_object({note}, 1))"),
        ("shimizu", "select approve_notes(jsonb_build_object({note}, 1))"),
        ("suzuki", "select correct_note({note}, 1, to_jsonb(n)) from cases_note n limit 1"),
        ("tanaka", "select correct_note({note}, 1, to_jsonb(n)) from cases_note n limit 1"),
        ("tanaka", "select move_note({note}, {other}, '{{}}', 'x')"),
    ],
)
def test_whoever_holds_all_but_the_one_thing_is_refused_by_the_function_itself(
    town: World, who: str, statement: str
) -> None:
    """田中 reads the case and manages nothing of 佐藤's; 清水 manages another desk; 鈴木 is of the team."""
    note = written(town)
    other, _ = other_case(town)
    with town.acting(who), pytest.raises(DatabaseError, match="経過"):
        runs(statement.format(note=note, other=other))
    assert town.superuser.execute(
        "select text, approved_at, case_id from cases_note where id = %s", [note]
    ).fetchone() == (TEXT, None, case_of(town))


def test_addenda_stand_under_the_notes_own_guard(town: World) -> None:
    note = written(town)
    approves(town, "kimura", note)
    with town.acting("sato") as sato:
        lay_open(Note.objects.get(pk=note), concerns=[mother_of(town)], by=sato)
        add_to_note(Note.objects.get(pk=note), "開いたあとの追記", by=sato)
    with town.acting("suzuki"):
        assert [one.text for one in NoteAddendum.objects.filter(note=note)] == ["開いたあとの追記"]
