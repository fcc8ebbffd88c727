"""Consents, withdrawals, matches, emergencies, contract ends and sittings in any order: the wall holds after every step."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kasane.access.actor import Actor
from kasane.cases.actions.notes import NoteWords, add_note
from kasane.cases.actions.rooms import lay_open
from kasane.cases.models import Note
from kasane.consents.actions import ConsentWords, record, withdraw
from kasane.directory.models import Agency
from kasane.meetings.actions.gate import carry_over
from kasane.meetings.models import AgendaItem, PacketPaper
from kasane.people.actions.emergency import EmergencyWords, begin_emergency
from kasane.people.actions.matching import decide_match
from kasane.people.models import Identity, MatchTask
from kasane.rules.consents import ConsentAnswer, ConsentMethod, GivenBy
from kasane.rules.matching import MatchDecision
from kasane.rules.verdicts import Refused
from kasane.sign_in.actions import act
from tests import cluster as clusters
from tests.walls.oracle import Oracle
from tests.walls.test_mutation import BESIDE, HATS, RECORDS, Others
from tests.world import World

NAMES = ("山田 花子", "山田 太郎")
AGENCIES = ("houkatsu-nango", "jiritsu", "shakyo", "fukushi-sogo", "shogai-sodan-1")
STANDING = "select count(*) from consents_consent where answer = 'given' and ended_at is null"
DANGER = EmergencyWords("山田 花子", "", "南湖一丁目2-3", "life", "倒れているのを見つけ、家族に知らせたい")


class Sequences(RuleBasedStateMachine):
    """The town, and what its people may do to it; a refusal is an answer like any other."""

    templates: dict[str, str]
    worker: str

    def __init__(self) -> None:
        super().__init__()
        self.days = 0
        self._clone = clusters.clone(self.templates["town"], f"clone_{self.worker}")
        self._opened = World.opened(self._clone.__enter__())
        self.town = self._opened.__enter__()

    def teardown(self) -> None:
        self._opened.__exit__(None, None, None)
        self._clone.__exit__(None, None, None)

    def acting(self, who: str) -> Iterator[Actor]:
        with transaction.atomic():
            actor = act(self.town.token(who), at=self.now)
            if actor is not None:
                yield actor

    @property
    def now(self) -> object:
        return self.town.clock.instant(0, "12:00") + timedelta(days=self.days)

    def does(self, who: str, deed: object) -> None:
        try:
            for actor in self.acting(who):
                deed(actor)  # type: ignore[operator]
        except Refused:
            pass

    @rule(
        name=st.sampled_from(NAMES),
        codes=st.sets(st.sampled_from(AGENCIES), min_size=1),
        lasts=st.integers(0, 40),
    )
    def consents(self, name: str, codes: set[str], lasts: int) -> None:
        def deed(actor: Actor) -> None:
            identity = Identity.objects.filter(name=name).first()
            if identity is None:
                return
            words = ConsentWords(
                person=identity.person_id,
                answer=ConsentAnswer.GIVEN,
                method=ConsentMethod.WRITTEN,
                given_by=GivenBy.PERSON,
                text_version="第1版",
                asked_at=actor.at,
                agencies=frozenset(Agency.objects.filter(code__in=codes).values_list("id", flat=True)),
                purposes=frozenset({"support", "sharing"}),
                classes=frozenset({"general", "sensitive"}),
                valid_from=actor.today,
                valid_to=actor.today + timedelta(days=lasts),
            )
            record(words, case=identity.case_id, by=actor)

        self.does("tanaka", deed)

    @rule(who=st.sampled_from(("tanaka", "suzuki", "watanabe")))
    def takes_back(self, who: str) -> None:
        found = self.town.superuser.execute(
            "select id, case_id from consents_consent where answer = 'given' and ended_at is null order by id limit 1"
        ).fetchone()
        if found:
            self.does(who, lambda actor: withdraw(found[0], case=found[1], why="本人の申し出", by=actor))

    @rule(
        who=st.sampled_from(("tanaka", "sato", "suzuki")),
        name=st.sampled_from(NAMES),
        is_opened=st.booleans(),
    )
    def writes(self, who: str, name: str, is_opened: bool) -> None:
        def deed(actor: Actor) -> None:
            identity = Identity.objects.filter(name=name).first()
            if identity is None:
                return
            about = frozenset({identity.person_id})
            words = NoteWords(kind="phone", happened_at=actor.at, text="電話", concerns=about)
            note = add_note(words, case=identity.case_id, by=actor)
            if is_opened:
                lay_open(Note.objects.get(pk=note.pk), concerns=about, by=actor)

        self.does(who, deed)

    @rule(who=st.sampled_from(("watanabe", "takahashi")), is_known=st.booleans())
    def opens_in_an_emergency(self, who: str, is_known: bool) -> None:
        words = DANGER if is_known else replace(DANGER, address="南湖9-9")
        self.does(who, lambda actor: begin_emergency(words, by=actor))

    @rule(decision=st.sampled_from(MatchDecision))
    def decides_a_match(self, decision: MatchDecision) -> None:
        def deed(actor: Actor) -> None:
            task = MatchTask.objects.first()
            if task is not None:
                decide_match(task, decision, why="確かめた", by=actor)

        self.does("tanaka", deed)

    @rule(name=st.sampled_from(NAMES))
    def carries_over(self, name: str) -> None:
        def deed(actor: Actor) -> None:
            item = (
                AgendaItem.objects.select_related("sitting")
                .filter(sitting__kind="support_conference")
                .earliest("written_at")
            )
            person = Identity.objects.get(name=name, case_id=item.case_id, home__desk_id=actor.desk).person_id
            carry_over(
                PacketPaper.objects.get(item=item),
                item=item,
                text="写し",
                persons=frozenset({person}),
                by=actor,
            )

        self.does("tanaka", deed)

    @rule(days=st.integers(1, 30))
    def time_passes(self, days: int) -> None:
        self.days += days

    @precondition(lambda self: self.days < 60)
    @rule(code=st.sampled_from(("houkatsu-nango", "jiritsu")), is_ended=st.booleans())
    def a_contract_ends_or_is_renewed(self, code: str, is_ended: bool) -> None:
        self.town.superuser.execute(
            "update directory_agency set contract_to = %s where code = %s",
            [(self.now - timedelta(days=1)).date() if is_ended else None, code],  # type: ignore[operator]
        )

    @invariant()
    def everybody_sees_what_the_oracle_says(self) -> None:
        for who, desk in HATS:
            with transaction.atomic():
                actor = act(self.town.token(who, desk), at=self.now)  # type: ignore[arg-type]
                with connection.cursor() as cursor:
                    seen = {}
                    for table in (*sorted(RECORDS), *BESIDE):
                        cursor.execute(f'select id from "{table}"')
                        seen[table] = {number for (number,) in cursor.fetchall()}
            if actor is None:
                assert not any(seen.values()), f"{who} acts for nobody and sees something"
                continue
            oracle = Oracle(self.town.superuser, actor.at, is_stepped_up=False)
            others = Others(self.town.superuser, actor.at, actor.staff, actor.desk)
            for table, ids in seen.items():
                expected = (
                    oracle.readable(table, actor.staff, actor.desk)
                    if table in RECORDS
                    else others.expected(table)
                )
                assert ids == expected, f"{who} {table}"

    @invariant()
    def no_key_outlives_what_it_came_from(self) -> None:
        outlived = self.town.superuser.execute(
            "select count(*) from rooms_grant g join consents_consent c on g.source_kind = 'consent' and c.id = g.source_id"
            " where (c.ended_at is not null and g.ended_at is null)"
            "    or (c.valid_to is not null and (g.valid_to is null or g.valid_to > end_of_day(c.valid_to)))"
        ).fetchone()
        assert outlived == (0,)

    @invariant()
    def what_is_open_has_a_door_for_everybody_it_concerns(self) -> None:
        for table in sorted(RECORDS):
            ajar = self.town.superuser.execute(
                f"select count(*) from {table} r where doors <> '{{}}' and doors <> doors_of(case_id, concerns)"
            ).fetchone()
            assert ajar == (0,), table


def test_in_any_order_the_wall_holds(templates: dict[str, str], worker_id: str) -> None:
    Sequences.templates, Sequences.worker = templates, worker_id
    run_state_machine_as_test(
        Sequences,
        settings=settings(
            max_examples=settings().max_examples // 8,
            stateful_step_count=12,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_withdrawal_that_forgets_its_keys_is_found(templates: dict[str, str], worker_id: str) -> None:
    """The machine itself is held by a fault made on purpose."""
    Sequences.templates, Sequences.worker = templates, worker_id
    machine = Sequences()
    try:
        text = str(
            machine.town.one(
                "select pg_get_functiondef(oid) from pg_proc where proname = %s", "withdraw_consent"
            )
        )
        forgetful = text.replace("return end_keys('consent', consent, me.at, why);", "return 0;")
        assert forgetful != text
        machine.town.superuser.execute(forgetful)
        machine.consents(name="山田 花子", codes={"houkatsu-nango", "jiritsu"}, lasts=40)
        machine.no_key_outlives_what_it_came_from()
        while machine.town.one(STANDING):
            machine.takes_back(who="tanaka")
        with pytest.raises(AssertionError):
            machine.no_key_outlives_what_it_came_from()
    finally:
        machine.teardown()
