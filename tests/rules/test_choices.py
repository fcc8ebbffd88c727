"""A-7, A-8: what a keeper may do with an item of a choice list; and that every item a rule asks about is known."""

import ast
import tomllib
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from kasane.diagrams.family import Quality
from kasane.diagrams.surroundings import Direction, OutsideKind, Strength
from kasane.people.facts import family
from kasane.rules import choices, complexity, consents, plan_ends, readiness, silence
from kasane.rules.choices import BRANCHES, may_be_added, may_be_ended, may_be_marked, may_be_renamed
from kasane.rules.family import COUPLE, Power
from kasane.rules.verdicts import Verdict

ROOT = Path(__file__).resolve().parents[2]
TODAY, TOMORROW, YESTERDAY = date(2026, 7, 1), date(2026, 7, 2), date(2026, 6, 30)
TAKEN = frozenset({"電話", "来所"})
# Code literals of the rules that name something else than an item of the list in question.
ELSEWHERE = {"answered", "ended", "unknown", "meeting", "visit", "birth", "community", "hand_over", "outreach", "yes", "no", "8050", "double_care", "person", "head", "lead", "same", "died", "participation", "settled", "partly", "proxy", "week", "month"}  # fmt: skip


def added(**changed: object) -> Verdict:
    told: dict[str, object] = {"label": "訪問", "valid_from": TODAY, "labels": TAKEN, "on": TODAY}
    return may_be_added(**(told | changed))  # type: ignore[arg-type]


def renamed(**changed: object) -> Verdict:
    told: dict[str, object] = {
        "label": "窓口で",
        "since": TODAY,
        "labels": frozenset({"電話"}),
        "valid_from": date(2022, 4, 1),
        "valid_to": None,
        "on": TODAY,
    }
    return may_be_renamed(**(told | changed))  # type: ignore[arg-type]


def ended(**changed: object) -> Verdict:
    told: dict[str, object] = {
        "last_day": TODAY,
        "valid_from": date(2022, 4, 1),
        "valid_to": None,
        "is_asked": False,
        "conditions": (),
        "others": 1,
        "on": TODAY,
    }
    return may_be_ended(**(told | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("label", "day"), list(product(["訪問", " 電話 ", "電話", " ", ""], [YESTERDAY, TODAY, TOMORROW]))
)
def test_one_is_added_under_a_new_word_from_no_day_that_is_past(label: str, day: date) -> None:
    assert bool(added(label=label, valid_from=day)) is (label == "訪問" and day >= TODAY)


@pytest.mark.parametrize(
    ("label", "since", "valid_from", "valid_to"),
    list(
        product(
            ["窓口で", "電話", ""],
            [YESTERDAY, TODAY, TOMORROW],
            [date(2022, 4, 1), TOMORROW],
            [None, YESTERDAY, TODAY, TOMORROW],
        )
    ),
)
def test_a_new_label_begins_today_or_later_while_the_item_is_offered(
    label: str, since: date, valid_from: date, valid_to: date | None
) -> None:
    fits = (
        label == "窓口で"
        and since >= TODAY
        and since >= valid_from
        and (valid_to is None or since <= valid_to)
    )
    assert bool(renamed(label=label, since=since, valid_from=valid_from, valid_to=valid_to)) is fits


@pytest.mark.parametrize(
    ("is_asked", "conditions", "others", "last_day", "valid_to"),
    list(
        product(
            [False, True], [(), ("「家賃」",)], [0, 1], [YESTERDAY, TODAY, TOMORROW], [None, YESTERDAY, TODAY]
        )
    ),
)
def test_one_is_ended_unless_a_rule_or_a_form_asks_about_it_or_it_is_the_last(
    is_asked: bool,
    conditions: tuple[str, ...],
    others: int,
    last_day: date,
    valid_to: date | None,
) -> None:
    verdict = ended(
        is_asked=is_asked, conditions=conditions, others=others, last_day=last_day, valid_to=valid_to
    )
    is_free = not is_asked and not conditions and others > 0 and last_day >= TODAY
    assert bool(verdict) is (is_free and valid_to != YESTERDAY)
    assert verdict or (verdict.basis and verdict.remedy)


def test_why_a_used_item_stays_is_said() -> None:
    assert "決まりや図" in ended(is_asked=True).sentence
    assert "「家賃」" in ended(conditions=("「家賃」",)).sentence
    assert not ended(valid_from=TOMORROW)


def test_every_item_the_code_asks_about_by_name_is_marked() -> None:
    positions = set(complexity.GENERATIONS) - {"head"}
    ties = {*family.UNIONS, *family.CHILD_OF, *family.PARENT_OF, *family.SIBLINGS, *COUPLE}
    fields = {"CARE", "CHILDCARE", "WITHDRAWAL", "POVERTY", "HOUSING", "HEALTH", "DISABILITY"}
    assert BRANCHES["kinship"] == positions | ties
    assert BRANCHES["field"] == {getattr(complexity, name) for name in fields}
    assert BRANCHES["bond"] == {one.value for one in Quality}
    assert BRANCHES["outside_kind"] == {one.value for one in OutsideKind}
    assert BRANCHES["tie_strength"] == {one.value for one in Strength}
    assert BRANCHES["tie_direction"] == {one.value for one in Direction}
    assert BRANCHES["power"] == {one.value for one in Power}
    assert BRANCHES["contact_result"] == {one.value for one in silence.ContactResult}
    assert BRANCHES["note"] == silence.WITH_SOMEBODY
    assert BRANCHES["met_with"] == silence.HOUSEHOLD
    assert BRANCHES["seriousness"] == readiness.SERIOUS
    assert BRANCHES["suspension"] == {plan_ends.NO_CONTACT}
    assert BRANCHES["action_outcome"] == {plan_ends.HANDED_OVER}
    assert BRANCHES["withdrawal"] == {plan_ends.MOVED_AWAY}
    assert BRANCHES["consent_purpose"] == {consents.SUPPORT, consents.SHARING}


def test_no_code_stands_in_a_rule_without_being_marked() -> None:
    known = {code for codes in BRANCHES.values() for code in codes}
    unmarked = _codes_in_rules() - known - ELSEWHERE
    assert unmarked == set(), "name its list in kasane/rules/choices.py, or here if it means something else"


def test_every_marked_item_is_offered_by_the_provision() -> None:
    for list_code, codes in BRANCHES.items():
        assert codes <= _lists()[list_code], list_code


def _lists() -> dict[str, set[str]]:
    told = tomllib.loads((ROOT / "seeds/chigasaki/choices.toml").read_text(encoding="utf-8"))["choices"]
    return {name: {item["code"] for item in items} for name, items in told.items()}


def _codes_in_rules() -> set[str]:
    codes = {code for items in _lists().values() for code in items}
    rules = [p for p in (ROOT / "kasane/rules").glob("*.py") if p.name != Path(choices.__file__).name]
    literals = (node for path in rules for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return {
        node.value
        for node in literals
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in codes
    }


def marked(**changed: object) -> Verdict:
    told: dict[str, object] = {
        "is_reported": True,
        "was_reported": False,
        "since": TODAY,
        "valid_to": None,
        "on": TODAY,
    }
    return may_be_marked(**(told | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "is_allowed"),
    [
        ({}, True),
        ({"since": TOMORROW}, True),
        ({"since": TOMORROW, "valid_to": TOMORROW}, True),
        ({"is_reported": False, "was_reported": True}, True),
        ({"since": YESTERDAY}, False),
        ({"since": TOMORROW, "valid_to": TODAY}, False),
        ({"was_reported": True}, False),
        ({"is_reported": False}, False),
    ],
)
def test_a_mark_counts_from_a_day_to_come_and_changes_something(
    changed: dict[str, object], is_allowed: bool
) -> None:
    assert bool(marked(**changed)) is is_allowed
