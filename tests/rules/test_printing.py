"""For whom what may be printed: every class for every audience, and an agency only within everybody's consent."""

from datetime import date, timedelta

import pytest

from kasane.rules.consents import ConsentFacts
from kasane.rules.meetings import Named
from kasane.rules.printing import Audience, is_own_or_known, is_printed, may_be_printed
from kasane.rules.verdicts import Verdict

TODAY = date(2026, 11, 25)
MOTHER, SON = Named(1, "山田 花子"), Named(2, "山田 太郎")
CLINIC, SCHOOL = Named(10, "南湖診療所"), Named(11, "南湖小学校")


def consent(person: int = 1, agency: int = 10, **other: object) -> ConsentFacts:
    told: dict[str, object] = {
        "id": 5,
        "person": person,
        "agencies": frozenset({agency}),
        "purposes": frozenset({"support", "sharing"}),
        "classes": frozenset({"general"}),
        "valid_from": TODAY - timedelta(days=10),
        "valid_to": None,
        "ended_on": None,
        "is_given": True,
    }
    return ConsentFacts(**(told | other))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("information_class", "audiences"),
    [
        ("general", {"person", "office", "agency", "attendee"}),
        ("sensitive", {"person", "office", "agency", "attendee"}),
        ("tax", {"office"}),
        ("informant", {"office"}),
        ("protected_address", set()),
        ("something_new", set()),
    ],
)
def test_each_class_stands_on_these_papers_and_on_no_other(
    information_class: str, audiences: set[str]
) -> None:
    assert {one.value for one in Audience if is_printed(information_class, one)} == audiences


def test_on_ones_own_copy_the_others_birthday_and_address_are_left_out() -> None:
    assert is_own_or_known(Audience.PERSON, person=1, receiver=1)
    assert not is_own_or_known(Audience.PERSON, person=2, receiver=1)
    assert not is_own_or_known(Audience.PERSON, person=2, receiver=None)
    assert is_own_or_known(Audience.OFFICE, person=2, receiver=None)
    assert is_own_or_known(Audience.AGENCY, person=2, receiver=None)


def verdict_for(
    *consents: ConsentFacts, persons: tuple[Named, ...] = (MOTHER,), agency: Named | None = CLINIC
) -> Verdict:
    return may_be_printed(Audience.AGENCY, persons=persons, agency=agency, consents=consents, on=TODAY)


def test_a_paper_for_an_agency_is_printed_when_everybody_on_it_agreed_to_that_agency() -> None:
    assert verdict_for(consent())
    assert verdict_for(consent(), consent(person=2), persons=(MOTHER, SON))


@pytest.mark.parametrize(
    "near",
    [
        consent(agency=11),
        consent(person=2),
        consent(purposes=frozenset({"support"})),
        consent(ended_on=TODAY),
        consent(valid_to=TODAY - timedelta(days=1)),
        consent(valid_from=TODAY + timedelta(days=1)),
    ],
)
def test_a_consent_that_is_almost_it_is_none(near: ConsentFacts) -> None:
    verdict = verdict_for(near)
    assert not verdict
    assert "南湖診療所との共有について" in verdict.sentence
    assert "山田 花子" in verdict.sentence


def test_one_person_who_has_not_agreed_holds_the_whole_paper_back() -> None:
    verdict = verdict_for(consent(), persons=(MOTHER, SON))
    assert verdict.details == ("山田 太郎",)


def test_a_paper_for_an_agency_names_the_agency_and_somebody() -> None:
    assert "どの機関に" in verdict_for(consent(), agency=None).sentence
    assert "だれについて" in verdict_for(consent(), persons=()).sentence


@pytest.mark.parametrize("audience", [Audience.PERSON, Audience.OFFICE])
def test_a_paper_that_stays_here_or_goes_to_the_person_needs_no_consent_to_share(audience: Audience) -> None:
    assert may_be_printed(audience, persons=(MOTHER, SON), agency=None, consents=(), on=TODAY)


@pytest.mark.parametrize("audience", [Audience.PERSON, Audience.AGENCY, Audience.ATTENDEE])
def test_what_the_support_conference_said_leaves_it_on_no_paper(audience: Audience) -> None:
    told = {"persons": (MOTHER,), "agency": CLINIC, "consents": (consent(),), "on": TODAY}
    assert not may_be_printed(audience, **told, is_sealed=True)  # type: ignore[arg-type]
    assert may_be_printed(audience, **told)  # type: ignore[arg-type]
    assert may_be_printed(Audience.OFFICE, **told, is_sealed=True)  # type: ignore[arg-type]
