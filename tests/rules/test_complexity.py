"""I-3: every pattern that is derived of a household, each with the household that just misses it."""

import pytest

from kasane.rules.complexity import PATTERNS, IssueFacts, PersonFacts, complexity

Case = tuple[tuple[IssueFacts, ...], tuple[PersonFacts, ...]]
HEAD, SON, DAUGHTER, SPOUSE, MOTHER = "head", "son", "daughter", "spouse", "mother"


def person(number: int, age: int | None, role: str = HEAD) -> PersonFacts:
    return PersonFacts(number, age, role)


def issue(field: str, *persons: int, factors: tuple[str, ...] = ()) -> IssueFacts:
    return IssueFacts(field, f"分野{field}", frozenset(persons), frozenset(factors))


def household(*ages: tuple[int | None, str]) -> tuple[PersonFacts, ...]:
    return tuple(person(number, age, role) for number, (age, role) in enumerate(ages, 1))


ONE_EACH = (issue("care", 1), issue("withdrawal", 2))
# A pattern, a household that has it, and the one that misses it by one thing.
FOUND_AND_MISSED: tuple[tuple[str, Case, Case], ...] = (
    (
        "8050",
        (ONE_EACH, household((75, HEAD), (40, SON))),
        (ONE_EACH, household((74, HEAD), (40, SON))),
    ),
    (
        "8050",
        (ONE_EACH, household((82, HEAD), (64, DAUGHTER))),
        (ONE_EACH, household((82, HEAD), (65, DAUGHTER))),
    ),
    (
        "8050",
        ((issue("care", 1), issue("work", 2)), household((82, MOTHER), (40, HEAD))),
        ((issue("care", 1), issue("work", 2)), household((82, MOTHER), (39, HEAD))),
    ),
    (
        "8050",
        (ONE_EACH, household((80, HEAD), (60, SON))),
        (ONE_EACH, household((80, HEAD), (60, SPOUSE))),
    ),
    (
        "double_care",
        ((issue("care", 1), issue("children", 1)), household((42, HEAD))),
        ((issue("care", 1), issue("children", 2)), household((42, HEAD), (10, DAUGHTER))),
    ),
    (
        "young_carer",
        ((issue("care", 2),), household((50, HEAD), (17, DAUGHTER))),
        ((issue("care", 2),), household((50, HEAD), (18, DAUGHTER))),
    ),
    (
        "young_carer",
        ((issue("family", 2, factors=("young_carer",)),), household((50, HEAD), (None, DAUGHTER))),
        ((issue("family", 2, factors=("care_burden",)),), household((50, HEAD), (None, DAUGHTER))),
    ),
    (
        "old_cares_for_old",
        ((issue("care", 1, 2),), household((65, HEAD), (70, SPOUSE))),
        ((issue("care", 1, 2),), household((64, HEAD), (70, SPOUSE))),
    ),
    (
        "old_cares_for_old",
        ((issue("care", 1, 2),), household((80, HEAD), (78, SPOUSE))),
        ((issue("care", 1),), household((80, HEAD), (78, SPOUSE))),
    ),
    (
        "old_cares_for_old",
        ((issue("care", 1, 2),), household((80, HEAD), (78, SPOUSE))),
        ((issue("health", 1, 2),), household((80, HEAD), (78, SPOUSE))),
    ),
    (
        "withdrawn",
        ((issue("withdrawal", 1),), household((18, HEAD))),
        ((issue("withdrawal", 1),), household((17, HEAD))),
    ),
    (
        "withdrawn",
        ((issue("withdrawal", 1),), household((64, HEAD))),
        ((issue("withdrawal", 1),), household((65, HEAD))),
    ),
    (
        "withdrawn",
        ((issue("withdrawal", 1),), household((40, HEAD))),
        ((issue("withdrawal", 1),), household((None, HEAD))),
    ),
    (
        "one_parent",
        ((issue("poverty", 1),), household((34, HEAD), (17, SON))),
        ((issue("poverty", 1),), household((34, HEAD), (18, SON))),
    ),
    (
        "one_parent",
        ((issue("poverty", 1),), household((34, HEAD), (4, SON))),
        ((issue("poverty", 1),), household((34, HEAD), (4, SON), (36, SPOUSE))),
    ),
    (
        "one_parent",
        ((issue("poverty", 1),), household((34, HEAD), (4, SON))),
        ((issue("poverty", 1),), household((34, HEAD), (4, "relative"))),
    ),
    (
        "one_parent",
        ((issue("poverty", 1, factors=("single_parent",)),), household((34, HEAD))),
        ((issue("poverty", 1, factors=("family",)),), household((34, HEAD))),
    ),
    (
        "poverty_and",
        ((issue("poverty", 1), issue("housing", 1)), household((45, HEAD))),
        ((issue("poverty", 1), issue("housing", 2)), household((45, HEAD), (44, SPOUSE))),
    ),
    (
        "poverty_and",
        ((issue("poverty", 1), issue("health", 1)), household((45, HEAD))),
        ((issue("poverty", 1), issue("work", 1)), household((45, HEAD))),
    ),
    (
        "poverty_and",
        ((issue("poverty", 1, 2),), household((45, HEAD), (17, SON))),
        ((issue("poverty", 1, 2),), household((45, HEAD), (18, SON))),
    ),
    (
        "hoarding",
        ((issue("housing", 1, factors=("hoarding",)),), household((70, HEAD))),
        ((issue("housing", 1, factors=("habits",)),), household((70, HEAD))),
    ),
    (
        "self_neglect",
        ((issue("health", 1, factors=("self_neglect",)),), household((70, HEAD))),
        ((issue("health", 1, factors=("untreated",)),), household((70, HEAD))),
    ),
    (
        "isolated",
        ((issue("withdrawal", 1),), household((80, HEAD))),
        ((issue("withdrawal", 1),), household((80, HEAD), (78, SPOUSE))),
    ),
    (
        "isolated",
        ((issue("health", 1, factors=("no_relatives",)),), household((80, HEAD))),
        ((issue("health", 1, factors=("illness",)),), household((80, HEAD))),
    ),
)


def codes(case: Case) -> set[str]:
    return {reason.code for reason in complexity(*case)}


@pytest.mark.parametrize("place", range(len(FOUND_AND_MISSED)), ids=lambda n: f"{FOUND_AND_MISSED[n][0]}-{n}")
def test_a_pattern_is_derived_and_its_near_miss_is_not(place: int) -> None:
    code, found, missed = FOUND_AND_MISSED[place]
    assert code in codes(found)
    assert code not in codes(missed)


def test_every_pattern_has_its_household_and_its_sentence() -> None:
    assert {code for code, _ in PATTERNS} == {code for code, _, _ in FOUND_AND_MISSED}
    for _, found, _ in FOUND_AND_MISSED:
        assert all(reason.sentence.endswith("。") for reason in complexity(*found))


def test_a_person_of_whom_one_knows_nothing_gives_nothing_away() -> None:
    assert codes(((issue("care", 1), issue("withdrawal", 9)), household((82, HEAD)))) == {"fields", "members"}
