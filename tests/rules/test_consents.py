"""C-1: what may be recorded as 山田花子's consent, and what it lets be opened."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasane.rules.consents import (
    ConsentAnswer,
    ConsentFacts,
    ConsentMethod,
    GivenBy,
    is_in_force,
    may_be_laid_open,
    may_be_recorded,
    may_be_withdrawn,
)
from kasane.rules.verdicts import Verdict

JUNE = date(2026, 6, 1)
HANAKO, TARO = 1, 2


def recorded(**changed: object) -> Verdict:
    """花子さん's oral consent, complete; each test takes one thing away."""
    complete: dict[str, object] = {
        "answer": ConsentAnswer.GIVEN,
        "method": ConsentMethod.ORAL,
        "given_by": GivenBy.PERSON,
        "person_age": 82,
        "consent_age": 15,
        "has_own_yes": False,
        "classes": frozenset({"general"}),
        "exact_answer": "お願いします",
        "read_aloud_version": "同意書 第1版",
        "witness": "佐藤",
        "valid_from": JUNE,
        "valid_to": date(2027, 5, 31),
        "agencies": frozenset({10}),
        "suspects_parent": False,
    }
    return may_be_recorded(**(complete | changed))  # type: ignore[arg-type]


def test_hanakos_complete_oral_consent_is_recorded() -> None:
    assert recorded()


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"exact_answer": " "}, "本人が答えたことばのまま"),
        ({"witness": ""}, "ほかに聞いた職員"),
        ({"read_aloud_version": ""}, "どの版の同意書"),
        ({"agencies": frozenset()}, "どの機関と共有してよいか"),
        ({"valid_from": None}, "始まる日"),
        ({"valid_to": JUNE - timedelta(days=1)}, "始まりの日より前"),
        ({"classes": frozenset({"general", "tax"})}, "税情報の共有は、口頭の同意ではできません"),
        ({"given_by": GivenBy.FAMILY}, "代理権のないご家族"),
    ],
)
def test_hanakos_consent_lacking_one_thing_is_refused_with_what_it_lacks(
    missing: dict[str, object], sentence: str
) -> None:
    verdict = recorded(**missing)
    assert not verdict
    assert sentence in verdict.sentence
    assert verdict.basis
    assert verdict.remedy


def test_tax_information_goes_with_a_written_consent() -> None:
    assert recorded(
        method=ConsentMethod.WRITTEN, classes=frozenset({"general", "tax"}), exact_answer="", witness=""
    )


@pytest.mark.parametrize("answer", [ConsentAnswer.REFUSED, ConsentAnswer.ATTEMPTED])
def test_taros_refusal_is_recorded_whatever_else_is_missing(answer: ConsentAnswer) -> None:
    assert recorded(answer=answer, agencies=frozenset(), valid_from=None, exact_answer="", witness="")


@pytest.mark.parametrize(
    ("age", "has_own_yes", "suspects", "is_allowed"),
    [
        (14, False, False, True),
        (15, False, False, False),
        (15, True, False, True),
        (17, True, False, True),
        (18, True, False, False),
        (8, True, True, False),
        (None, False, False, True),
    ],
)
def test_a_parents_consent_stands_below_the_childs_age_and_never_for_a_suspected_parent(
    age: int | None, has_own_yes: bool, suspects: bool, is_allowed: bool
) -> None:
    verdict = recorded(
        given_by=GivenBy.PARENTAL, person_age=age, has_own_yes=has_own_yes, suspects_parent=suspects
    )
    assert bool(verdict) is is_allowed


@pytest.mark.parametrize("given_by", [g for g in GivenBy if g not in (GivenBy.FAMILY, GivenBy.PARENTAL)])
def test_who_has_the_power_may_consent_for_hanako(given_by: GivenBy) -> None:
    assert recorded(given_by=given_by, has_scope=True)


def consent(**changed: object) -> ConsentFacts:
    facts: dict[str, object] = {
        "id": 1,
        "person": HANAKO,
        "agencies": frozenset({10}),
        "purposes": frozenset({"support", "sharing"}),
        "classes": frozenset({"general"}),
        "valid_from": JUNE,
        "valid_to": date(2026, 6, 30),
        "ended_on": None,
        "is_given": True,
    }
    return ConsentFacts(**(facts | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (date(2026, 5, 31), False),
        (date(2026, 6, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_a_consent_holds_from_its_first_to_its_last_day(on: date, holds: bool) -> None:
    assert is_in_force(consent(), on) is holds


def test_a_withdrawn_consent_holds_on_no_day() -> None:
    assert not is_in_force(consent(ended_on=date(2026, 6, 15)), date(2026, 6, 10))
    assert not is_in_force(consent(is_given=False), date(2026, 6, 10))


@given(st.dates(date(2026, 6, 1), date(2090, 1, 1)))
def test_a_consent_without_end_holds_for_ever(on: date) -> None:
    assert is_in_force(consent(valid_to=None), on)


@pytest.mark.parametrize(
    ("is_given", "has_ended", "may"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_a_given_consent_may_be_withdrawn_once(is_given: bool, has_ended: bool, may: bool) -> None:
    assert bool(may_be_withdrawn(is_given=is_given, has_ended=has_ended)) is may


@pytest.mark.parametrize("information_class", ["general", "sensitive", "tax"])
def test_a_note_about_hanako_may_be_laid_open(information_class: str) -> None:
    assert may_be_laid_open(
        concerns=frozenset({HANAKO}),
        persons_of_case=frozenset({HANAKO, TARO}),
        from_sealed=False,
        information_class=information_class,
    )


@pytest.mark.parametrize("by", [GivenBy.CURATOR, GivenBy.ASSISTANT])
def test_a_curator_consents_only_with_the_scope_on_record(by: GivenBy) -> None:
    assert recorded(given_by=by, has_scope=True)
    assert "審判で決められた範囲" in recorded(given_by=by, has_scope=False).sentence
    assert recorded(given_by=GivenBy.GUARDIAN_ADULT, has_scope=False), "a guardian acts in everything"


def test_nobody_who_died_consents() -> None:
    assert recorded()
    assert "亡くなられた" in recorded(has_died=True).sentence
    assert recorded(has_died=True, answer=ConsentAnswer.ATTEMPTED)


def test_a_tie_of_mother_and_son_is_laid_open_as_both_or_not_at_all() -> None:
    both = frozenset({HANAKO, TARO})

    def verdict(concerns: frozenset[int]) -> Verdict:
        return may_be_laid_open(
            concerns=concerns,
            persons_of_case=both,
            from_sealed=False,
            information_class="general",
            bound=both,
        )

    assert verdict(both)
    assert "決まっています" in verdict(frozenset({HANAKO})).sentence


@pytest.mark.parametrize(
    ("concerns", "from_sealed", "information_class", "sentence"),
    [
        (frozenset(), False, "general", "選ばれていません"),
        (frozenset({HANAKO, 99}), False, "general", "このケースの方ではない"),
        (frozenset({HANAKO}), True, "general", "支援会議で知ったこと"),
        (frozenset({HANAKO}), False, "protected_address", "開けません"),
        (frozenset({HANAKO}), False, "informant", "開けません"),
    ],
)
def test_what_may_not_be_laid_open_is_refused_with_why(
    concerns: frozenset[int], from_sealed: bool, information_class: str, sentence: str
) -> None:
    verdict = may_be_laid_open(
        concerns=concerns,
        persons_of_case=frozenset({HANAKO, TARO}),
        from_sealed=from_sealed,
        information_class=information_class,
    )
    assert not verdict
    assert sentence in verdict.sentence
