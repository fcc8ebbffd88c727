"""Forms hold nothing about a resident: whoever is signed in reads them, and only their keepers write drafts."""

import json

import pytest
from django.db import ProgrammingError, connection, transaction

from kasane.access.permissions import Permission, Role, permissions_of
from tests.walls.test_choices import KEEPERS, OTHERS, does
from tests.walls.test_mutation import replaced
from tests.world import World

TABLES = ("assessments_form", "assessments_formversion", "assessments_formend")


def seen(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return int(cursor.fetchone()[0])


def drafts(town: World, who: str, **told: object) -> bool:
    """Whether somebody can store a draft in their own name; nothing of it stays."""
    row = dict((town.superuser.execute("select to_jsonb(v) from assessments_formversion v where published_at is null").fetchone() or ({},))[0])  # fmt: skip
    with town.acting(who) as actor, transaction.atomic():
        row |= {"id": 77, "number": 9, "begun_by": actor.staff, **told}
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("set constraints all deferred")
                cursor.execute(
                    "insert into assessments_formversion"
                    " select (jsonb_populate_record(null::assessments_formversion, %s::jsonb)).*",
                    [json.dumps(row)],
                )
        except ProgrammingError as error:
            assert "row-level security" in str(error), error
            return False
        transaction.set_rollback(True)
    return True


def changed(town: World, who: str, words: str = "content = '{}'") -> int:
    return changes(town, who, f"update assessments_formversion set {words}")


def changes(town: World, who: str, statement: str) -> int:
    """How many rows somebody changes; -1 where the wall refuses. Nothing of it stays."""
    with town.acting(who), transaction.atomic(), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(statement)
                count = int(cursor.rowcount)
        except ProgrammingError as error:
            assert "row-level security" in str(error), error
            return -1
        transaction.set_rollback(True)
    return count


@pytest.fixture
def free(town: World) -> World:
    """Two drafts of one form may stand beside one another here, so that only the wall refuses."""
    town.superuser.execute("drop index one_draft_per_form")
    return town


@pytest.mark.parametrize("table", TABLES)
def test_whoever_is_signed_in_reads_the_forms_and_nobody_else(town: World, table: str) -> None:
    for who in ("sato", "ito", "yamamoto", "kobayashi", "watanabe"):
        with town.acting(who):
            assert seen(table) > 0, who
    with transaction.atomic():
        assert seen(table) == 0
    with replaced(town, table, "known", "SELECT", "true"), transaction.atomic():
        assert seen(table) > 0
    with replaced(town, table, "known", "SELECT", "false"), town.acting("sato"):
        assert seen(table) == 0


def test_only_the_keepers_begin_a_draft_in_their_own_name(free: World) -> None:
    assert drafts(free, "tanaka")
    assert drafts(free, "kobayashi")
    for who in ("sato", "takahashi", "yamamoto", "ito"):
        assert not drafts(free, who), who
    assert not drafts(free, "tanaka", begun_by=5)
    assert not drafts(free, "tanaka", published_at="2026-01-01T00:00Z", valid_from="2026-01-01")
    with replaced(free, "assessments_formversion", "drafted", "INSERT", "true"):
        assert drafts(free, "sato")


def begins(town: World, who: str) -> bool:
    """Whether somebody can store a form; nothing of it stays."""
    with town.acting(who), transaction.atomic():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("insert into assessments_form (id, code, title) values (77, 'x', '住まい')")
        except ProgrammingError as error:
            assert "row-level security" in str(error), error
            return False
        transaction.set_rollback(True)
    return True


def test_only_the_keepers_begin_a_form(town: World) -> None:
    assert begins(town, "tanaka")
    assert begins(town, "kobayashi")
    for who in ("sato", "takahashi", "yamamoto", "ito"):
        assert not begins(town, who), who
    with replaced(town, "assessments_form", "begun", "INSERT", "true"):
        assert begins(town, "sato")


def test_only_the_keepers_change_a_draft_and_nobody_what_is_published(town: World) -> None:
    assert changed(town, "tanaka") == 1
    assert changed(town, "kobayashi") == 1
    for who in ("sato", "takahashi", "yamamoto"):
        assert changed(town, who) == 0, who
    with replaced(town, "assessments_formversion", "kept", "UPDATE", "published_at is null"):
        assert changed(town, "sato") == 1


@pytest.mark.parametrize(
    "words",
    [
        "published_at = acting_at(), published_by = acting_staff(), valid_from = '2020-01-01'",
        "published_at = acting_at(), published_by = acting_staff() + 1, valid_from = '2100-01-01'",
        "published_at = '2020-01-01', published_by = acting_staff(), valid_from = '2100-01-01'",
    ],
)
def test_a_draft_is_published_now_by_oneself_and_from_no_day_that_is_past(town: World, words: str) -> None:
    assert changed(town, "tanaka", words) == -1
    honest = "published_at = acting_at(), published_by = acting_staff(), valid_from = '2100-01-01'"
    assert changed(town, "tanaka", honest) == 1


def test_the_keepers_are_the_same_in_python_and_in_the_database(town: World) -> None:
    text = str(town.one("select prosrc from pg_proc where proname = 'acting_keeps_forms'"))
    said = {role.value for role in Role if Permission.KEEP_FORMS in permissions_of(role)}
    assert (
        {role.value for role in Role if f"'{role.value}'" in text}
        == said
        == {"coordinator", "system_administrator"}
    )


ENDED = (
    "insert into assessments_formend (id, form_id, ended_from, reason, ended_by, ended_at{more})"
    " select 77, id, {day}, 'x', {by}, {at}{told} from assessments_form where title = '住まいの状況'"
)
HONEST = {
    "day": "day_in_japan(acting_at())",
    "by": "acting_staff()",
    "at": "acting_at()",
    "more": "",
    "told": "",
}
TAKEN_UP = "update assessments_formend set taken_up_by = {by}, taken_up_at = {at}"


def test_only_the_keepers_end_a_form_in_their_own_name_from_no_day_that_is_past(town: World) -> None:
    honest = ENDED.format(**HONEST)
    for who in KEEPERS:
        assert does(town, who, honest), who
    for who in OTHERS:
        assert not does(town, who, honest), who
    for told in (
        {"day": "day_in_japan(acting_at()) - 1"},
        {"by": "acting_staff() + 1"},
        {"at": "acting_at() - interval '1 day'"},
        {"more": ", taken_up_by", "told": ", acting_staff()"},
        {"more": ", taken_up_at", "told": ", acting_at()"},
    ):
        assert not does(town, "tanaka", ENDED.format(**{**HONEST, **told})), told
    with replaced(town, "assessments_formend", "ended", "INSERT", "true"):
        assert does(town, "sato", honest)


@pytest.fixture
def ended(town: World) -> World:
    """The short form has ended, told past every wall."""
    town.superuser.execute(
        "insert into assessments_formend (id, form_id, ended_from, reason, ended_by, ended_at)"
        " select 76, id, '2026-01-01', 'x', 5, now() from assessments_form where title = '住まいの状況'"
    )
    return town


def test_only_the_keepers_take_a_form_up_again_now_and_by_themselves(ended: World) -> None:
    honest = TAKEN_UP.format(by="acting_staff()", at="acting_at()")
    for who in KEEPERS:
        assert changes(ended, who, honest) == 1, who
    for who in OTHERS:
        assert changes(ended, who, honest) == 0, who
    assert changes(ended, "tanaka", TAKEN_UP.format(by="acting_staff() + 1", at="acting_at()")) == -1
    assert (
        changes(ended, "tanaka", TAKEN_UP.format(by="acting_staff()", at="acting_at() - interval '1 day'"))
        == -1
    )
    with replaced(ended, "assessments_formend", "taken_up", "UPDATE", "true"):
        assert changes(ended, "sato", honest) > 0
