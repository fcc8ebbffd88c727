"""C-1 through the actions: a child of fifteen, the father's answer, and the child's own yes."""

from dataclasses import replace

import pytest

from kasane.access.actor import Actor
from kasane.cases.actions.consultations import ConsultationWords, take
from kasane.consents.actions import ConsentWords, record
from kasane.directory.models import Agency
from kasane.people.facts import PersonWords
from kasane.people.models import Identity
from kasane.rules.consents import ConsentAnswer, ConsentMethod, GivenBy
from kasane.rules.verdicts import Refused
from tests.world import World


def answer(sato: Actor) -> tuple[int, ConsentWords]:
    """A case about 中村健, fifteen, and his father's complete written answer."""
    case = take(
        ConsultationWords(
            received_at=sato.at, channel="phone", consulter="family", content="学校に行けていない"
        ),
        people=[PersonWords(name="中村 健", about_age=15)],
        issues=[],
        dispositions=[],
        by=sato,
    )
    return case, ConsentWords(
        person=Identity.objects.get(case_id=case).person_id,
        answer=ConsentAnswer.GIVEN,
        method=ConsentMethod.WRITTEN,
        given_by=GivenBy.PARENTAL,
        giver_name="中村 誠",
        text_version="同意書 第1版",
        asked_at=sato.at,
        agencies=frozenset(Agency.objects.filter(code="jiritsu").values_list("id", flat=True)),
        purposes=frozenset({"support", "sharing"}),
        classes=frozenset({"general"}),
        valid_from=sato.today,
        valid_to=None,
    )


def test_the_fathers_yes_waits_for_the_childs_own(world: World) -> None:
    with world.acting("sato") as sato:
        case, words = answer(sato)
        with pytest.raises(Refused, match="本人の同意が要ります"):
            record(words, case=case, by=sato)
        record(replace(words, given_by=GivenBy.PERSON, giver_name=""), case=case, by=sato)
        assert record(words, case=case, by=sato).pk


def test_a_father_suspected_of_harm_cannot_consent_even_beside_the_childs_yes(world: World) -> None:
    with world.acting("sato") as sato:
        case, words = answer(sato)
        record(replace(words, given_by=GivenBy.PERSON, giver_name=""), case=case, by=sato)
        with pytest.raises(Refused, match="虐待等が疑われる"):
            record(replace(words, suspects_parent=True), case=case, by=sato)
