"""People × records × instants × states: policy, page queries and raw SQL agree with the oracle, without exception."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection, transaction

from kasane.access.actor import Actor
from kasane.access.rooms import Basis, Key, may_read
from kasane.cases.queries import visible_to
from kasane.consents.actions import ConsentWords, record, withdraw
from kasane.consents.models import Consent
from kasane.japanese.grams import query_grams
from kasane.people.models import Identity
from kasane.rooms.models import Record
from kasane.rules.consents import ConsentAnswer, ConsentMethod, GivenBy
from kasane.search.queries import found
from kasane.sign_in.actions import act
from tests.walls.oracle import Oracle
from tests.world import World

RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]
DAYS_AGO = (160, 149, 145, 137, 120, 60, 0)


def as_it_is(_town: World) -> None:
    """The town's history and nothing else."""


def the_mother_has_withdrawn(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        given = Consent.objects.get(answer="given")
        withdraw(given.pk, case=given.case_id, why="本人の申し出", by=tanaka)


def every_key_to_the_packet_has_run_out(town: World) -> None:
    town.superuser.execute("update rooms_grant set valid_to = valid_from where staff_id is not null")


def the_son_consents_too(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        mothers = Consent.objects.get(answer="given")
        son = Identity.objects.get(name="山田 太郎").person_id
        record(
            ConsentWords(
                person=son,
                answer=ConsentAnswer.GIVEN,
                method=ConsentMethod.WRITTEN,
                given_by=GivenBy.PERSON,
                text_version=mothers.text_version,
                asked_at=tanaka.at,
                agencies=frozenset(mothers.agencies),
                purposes=frozenset(mothers.purposes),
                classes=frozenset(mothers.classes),
                valid_from=tanaka.today,
                valid_to=None,
            ),
            case=mothers.case_id,
            by=tanaka,
        )


def everybody_was_asked_for_their_secret_again(town: World) -> None:
    for who in town.clock.tokens:
        town.step_up(who)


def the_mothers_note_became_tax_information(town: World) -> None:
    town.superuser.execute(
        "update cases_note set information_class = 'tax', tax_origin = 'tax_office' where doors <> '{}'"
    )
    everybody_was_asked_for_their_secret_again(town)


STATES = (
    as_it_is,
    the_mother_has_withdrawn,
    the_son_consents_too,
    every_key_to_the_packet_has_run_out,
    everybody_was_asked_for_their_secret_again,
    the_mothers_note_became_tax_information,
)


def everybody(town: World) -> list[tuple[str, str]]:
    return [(who, desk) for who, hats in town.clock.tokens.items() for desk in hats]


def seen_by(actor: Actor) -> dict[str, set[int]]:
    """What a person gets of every table of records, by the wall alone."""
    seen = {}
    with connection.cursor() as cursor:
        for model in RECORDS:
            cursor.execute(f'select id from "{model._meta.db_table}"')
            seen[model._meta.db_table] = {number for (number,) in cursor.fetchall()}
            assert seen[model._meta.db_table] == set(model._default_manager.values_list("id", flat=True))
    seen["cases_case"] = set(visible_to(actor).values_list("id", flat=True))
    return seen


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_nobody_sees_more_or_less_than_the_oracle_says(town: World, state: Callable[[World], None]) -> None:
    state(town)
    compared = readable = 0
    for ago in DAYS_AGO:
        for who, desk in everybody(town):
            with transaction.atomic():
                actor = act(town.token(who, desk), at=town.clock.instant(ago, "18:00"))
                assert actor is not None
                oracle = Oracle(town.superuser, actor.at, is_stepped_up=actor.is_stepped_up)
                seen = seen_by(actor)
            for table, ids in seen.items():
                if table == "cases_case":
                    expected = oracle.cases(actor.staff, actor.desk)
                else:
                    expected = oracle.readable(table, actor.staff, actor.desk)
                assert ids == expected, f"{who}（{desk}）{ago}日前 {table}"
                compared += 1
                readable += len(ids)
    assert compared == len(DAYS_AGO) * len(everybody(town)) * (len(RECORDS) + 1)
    assert readable > 100, "an empty town proves nothing"


def test_the_rule_in_python_agrees_with_the_oracle(town: World) -> None:
    now = town.clock.instant(0, "18:00")
    keys = [
        Key(room, desk or staff, frozenset(classes), Basis(basis), begins, runs_out, ended)
        for room, desk, staff, classes, basis, begins, runs_out, ended in town.superuser.execute(
            "select compartment_id, desk_id, staff_id, classes, basis, valid_from, valid_to, ended_at from rooms_grant"
        )
    ]
    for who, desk in everybody(town):
        with town.acting(who, desk=desk, at="18:00") as actor:
            holders = {actor.staff, actor.desk}
            held = [key for key in keys if key.holder in holders]
            oracle = Oracle(town.superuser, actor.at, is_stepped_up=actor.is_stepped_up)
        for model in RECORDS:
            table = model._meta.db_table
            rows = town.superuser.execute(
                f"select id, home_id, doors, information_class from {table}"
            ).fetchall()
            allowed = {
                number
                for number, home, doors, kind in rows
                if may_read(
                    model(home_id=home, doors=doors, information_class=kind).guard,
                    held,
                    now,
                    is_stepped_up=actor.is_stepped_up,
                )
            }
            assert allowed == oracle.readable(table, actor.staff, actor.desk), f"{who} {table}"


@pytest.mark.parametrize(
    "typed",
    ["山田", "やまだ", "太郎", "0467", "配食", "手紙", "家賃の滞納", "新聞", "中村 由美", "動けなくなったら"],
)
def test_search_finds_exactly_what_may_be_read(town: World, typed: str) -> None:
    for who, desk in everybody(town):
        with town.acting(who, desk=desk, at="18:00") as actor:
            answers = {
                kind: {record for record, _ in found(kind, typed)}
                for kind in ("person", "note", "assessment")
            }
            oracle = Oracle(town.superuser, actor.at, is_stepped_up=actor.is_stepped_up)
        readable = oracle.readable("search_searchentry", actor.staff, actor.desk)
        for kind, ids in answers.items():
            rows = town.superuser.execute(
                "select id, record_id from search_searchentry where kind = %s and grams @@ (select string_agg(quote_literal(g), ' & ')::tsquery from unnest(%s::text[]) g)",
                [kind, list(query_grams(typed))],
            ).fetchall()
            assert ids == {record for number, record in rows if number in readable}, f"{who} {kind}"
