"""I-1 to I-3: any consultation is taken, and what makes a household's case complex."""

from datetime import date
from itertools import combinations

import pytest

from kasane.rules.complexity import IssueFacts, PersonFacts, complexity
from kasane.rules.intake import FINISHED, Disposition, age_in_business_days, is_open, may_be_taken
from kasane.rules.lifecycles import StateTable
from kasane.rules.registry import load_all, registered
from kasane.rules.timing import add_business_days, add_months, business_days_between, is_business_day
from kasane.rules.verdicts import Refused, allowed, demand, refused

MOTHER, SON = PersonFacts(1, 82, "head"), PersonFacts(2, 54, "son")


@pytest.mark.parametrize("content", ["「なんとなく不安で」", "手帳の更新について", "？"])
def test_whatever_is_said_is_taken(content: str) -> None:
    assert may_be_taken(content=content)


def test_only_silence_asks_for_a_word() -> None:
    verdict = may_be_taken(content=" \n")
    assert not verdict
    assert "お名前はわからなくてもかまいません" in verdict.remedy


@pytest.mark.parametrize(
    "decided", [some for n in range(len(Disposition) + 1) for some in combinations(Disposition, n)]
)
def test_a_consultation_is_open_until_it_was_answered(decided: tuple[Disposition, ...]) -> None:
    assert is_open(decided) is (not decided or bool(set(decided) - FINISHED))


def test_an_open_one_ages_in_business_days() -> None:
    friday, monday = date(2026, 6, 26), date(2026, 6, 29)
    assert age_in_business_days(friday, monday) == 1
    assert age_in_business_days(friday, friday) == 0


def issue(field: str, *persons: PersonFacts) -> IssueFacts:
    return IssueFacts(
        field,
        {"care": "介護", "withdrawal": "ひきこもり"}.get(field, field),
        frozenset(p.id for p in persons),
    )


def codes(issues: tuple[IssueFacts, ...], *people: PersonFacts) -> set[str]:
    return {reason.code for reason in complexity(issues, people)}


def test_an_old_mother_and_her_withdrawn_son_are_an_8050() -> None:
    assert codes((issue("care", MOTHER), issue("withdrawal", SON)), MOTHER, SON) == {
        "fields",
        "members",
        "8050",
        "withdrawn",
    }


@pytest.mark.parametrize(
    ("mother_age", "son_age", "is_8050"),
    [(75, 40, True), (74, 54, False), (82, 39, False), (82, 64, True), (82, 65, False), (None, 54, False)],
)
def test_8050_begins_and_ends_at_its_ages(mother_age: int | None, son_age: int, is_8050: bool) -> None:
    mother, son = PersonFacts(1, mother_age, "head"), PersonFacts(2, son_age, "son")
    assert ("8050" in codes((issue("care", mother), issue("withdrawal", son)), mother, son)) is is_8050


def test_one_issue_of_one_person_is_not_complex() -> None:
    assert complexity((issue("care", MOTHER),), (MOTHER, SON)) == ()
    assert complexity((), (MOTHER, SON)) == ()


def test_care_and_children_on_the_same_shoulders_are_double_care() -> None:
    daughter, child = PersonFacts(3, 42, "head"), PersonFacts(4, 10, "daughter")
    assert "double_care" in codes(
        (issue("care", daughter), issue("children", daughter, child)), daughter, child
    )
    assert "double_care" not in codes((issue("care", daughter), issue("children", child)), daughter, child)


@pytest.mark.parametrize(("age", "is_carer"), [(17, True), (18, False)])
def test_a_child_who_cares_is_a_young_carer(age: int, is_carer: bool) -> None:
    child = PersonFacts(4, age, "daughter")
    assert ("young_carer" in codes((issue("care", child), issue("poverty", child)), child)) is is_carer


def test_the_office_is_closed_on_holidays_and_at_new_year() -> None:
    assert not is_business_day(date(2026, 11, 23)), "勤労感謝の日"
    assert not is_business_day(date(2026, 12, 29))
    assert is_business_day(date(2027, 1, 4))
    assert add_business_days(date(2026, 12, 25), 3) == date(2027, 1, 4) + (
        date(2027, 1, 5) - date(2027, 1, 4)
    )
    assert business_days_between(date(2026, 12, 25), date(2027, 1, 5)) == 3


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 6, 15), 12, date(2027, 6, 15)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


def test_a_refusal_is_one_sentence_with_its_ground_and_a_way_on() -> None:
    verdict = refused(
        "できません。", basis="法1条", rule="X-1", remedy="こうしてください。", details=("甲", "乙")
    )
    assert verdict.sentence == "できません。（甲、乙）（根拠：法1条）こうしてください。"
    with pytest.raises(Refused, match="できません") as raised:
        demand(verdict)
    assert raised.value.verdict is verdict
    demand(allowed())
    assert allowed().sentence == ""


def test_a_table_with_a_gap_is_found() -> None:
    table = StateTable(
        Disposition.ANSWERED, ((Disposition.ANSWERED, Disposition.REFERRAL, Disposition.ANSWERED),)
    )
    assert len(table.gaps()) == (len(Disposition) - 1) * 2


def test_every_rule_says_what_it_demands_and_where_it_comes_from() -> None:
    load_all()
    ids = {entry.id for entry in registered()}
    assert {
        "I-1",
        "I-2",
        "I-3",
        "F-1",
        "F-2",
        "C-1",
        "M-1",
        "M-2",
        "M-3",
        "M-4",
        "P-2",
        "P-3",
        "P-4",
        "P-5",
    } <= ids
    assert all(entry.says.endswith("。") and entry.source for entry in registered())
