"""P-2b, P-3 and P-4: what must be settled before 花子さん's plan ends or pauses, and without whose consent."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from kasane.rules.consents import ConsentFacts
from kasane.rules.plan_ends import (
    ConsentEnd,
    EndFacts,
    EndGap,
    Proposal,
    SuspensionGap,
    end_gaps,
    how_consent_ended,
    may_be_due,
    may_be_ended,
    may_be_suspended,
    suspension_gaps,
)
from kasane.rules.plans import PartKind

TODAY = date(2026, 11, 25)
HANAKO, TARO = 1, 2
DONE = EndFacts(
    PartKind.PARTICIPATION,
    has_evaluation=True,
    proposal=Proposal.END,
    closing="reached",
    is_lead_accepted=False,
)


def test_a_whole_sheet_lets_a_part_end() -> None:
    assert may_be_ended(DONE)
    assert end_gaps(DONE) == ()


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"has_evaluation": False}, EndGap.EVALUATION),
        ({"proposal": Proposal.REPLAN}, EndGap.PROPOSAL),
        ({"proposal": Proposal.SUSPEND}, EndGap.PROPOSAL),
        ({"closing": ""}, EndGap.CLOSING),
        ({"has_open_goals": True}, EndGap.GOALS),
        ({"has_open_actions": True}, EndGap.ACTIONS),
        ({"is_handed_over": True}, EndGap.LEAD),
        ({"kind": PartKind.MULTI_AGENCY}, EndGap.LEAD),
        ({"needs_follow_up": True}, EndGap.FOLLOW_UP),
    ],
)
def test_each_thing_before_the_end_is_missed_alone(changed: dict[str, object], missing: EndGap) -> None:
    facts = replace(DONE, **changed)  # type: ignore[arg-type]
    assert end_gaps(facts) == (missing,)
    assert not may_be_ended(facts)


@pytest.mark.parametrize(
    "changed",
    [
        {"is_handed_over": True, "is_lead_accepted": True},
        {"kind": PartKind.MULTI_AGENCY, "is_lead_accepted": True},
        {"needs_follow_up": True, "has_follow_up": True},
    ],
)
def test_the_near_misses_end(changed: dict[str, object]) -> None:
    assert may_be_ended(replace(DONE, **changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "is_open", "has_lead"), list(product(PartKind, [True, False], [True, False]))
)
def test_only_multi_agency_ends_by_p_4(kind: PartKind, is_open: bool, has_lead: bool) -> None:
    facts = replace(DONE, kind=kind, has_open_actions=is_open, is_lead_accepted=has_lead)
    verdict = may_be_ended(facts)
    needs_lead = kind is PartKind.MULTI_AGENCY
    assert bool(verdict) is (not is_open and (has_lead or not needs_lead))
    assert verdict or verdict.rule == ("P-4" if needs_lead else "P-3")


@pytest.mark.parametrize(
    ("has_sheet", "reason", "attempts", "missing"),
    [
        (False, "", 0, (SuspensionGap.SHEET,)),
        (True, "no_contact", 0, (SuspensionGap.ATTEMPTS,)),
        (True, "no_contact", 1, ()),
        (True, "long_stay", 0, ()),
    ],
)
def test_losing_contact_is_shown_by_what_is_on_record(
    has_sheet: bool, reason: str, attempts: int, missing: tuple[SuspensionGap, ...]
) -> None:
    found = suspension_gaps(has_sheet=has_sheet, reason=reason, attempts=attempts)
    assert found == missing
    assert bool(may_be_suspended(found)) is (missing == ())


def test_a_day_to_come_back_lies_ahead() -> None:
    assert may_be_due(due_on=TODAY + timedelta(days=1), today=TODAY)
    assert not may_be_due(due_on=TODAY, today=TODAY)


def consent(
    number: int = 7,
    person: int = HANAKO,
    *,
    begins: date = date(2026, 1, 1),
    until: date | None = None,
    ended: date | None = None,
) -> ConsentFacts:
    return ConsentFacts(
        number,
        person,
        frozenset({3}),
        frozenset({"support"}),
        frozenset(),
        begins,
        until,
        ended,
        is_given=True,
    )


YESTERDAY = TODAY - timedelta(days=1)
WITHDRAWN, EXPIRED = consent(ended=YESTERDAY), consent(until=YESTERDAY)


@pytest.mark.parametrize(
    ("consents", "whys", "dead", "how"),
    [
        ((WITHDRAWN,), {}, False, ConsentEnd.WITHDRAWN),
        ((WITHDRAWN,), {7: "person_asked"}, False, ConsentEnd.WITHDRAWN),
        ((WITHDRAWN,), {7: "moved_away"}, False, ConsentEnd.MOVED_AWAY),
        ((WITHDRAWN,), {7: "moved_away"}, True, ConsentEnd.DIED),
        ((WITHDRAWN,), {8: "moved_away"}, False, ConsentEnd.WITHDRAWN),
        ((EXPIRED,), {}, False, ConsentEnd.EXPIRED),
        ((EXPIRED, WITHDRAWN), {}, False, ConsentEnd.WITHDRAWN),
        ((), {}, False, None),
        ((), {}, True, None),
        ((consent(),), {}, False, None),
        ((consent(until=TODAY),), {}, False, None),
        ((WITHDRAWN, consent(8)), {}, False, None),
        ((consent(begins=TODAY + timedelta(days=1)),), {}, False, None),
        ((consent(person=TARO, ended=YESTERDAY),), {}, False, None),
    ],
)
def test_consent_must_have_been_given_and_be_over(
    consents: tuple[ConsentFacts, ...], whys: dict[int, str], dead: bool, how: ConsentEnd | None
) -> None:
    found = how_consent_ended(persons=frozenset({HANAKO}), consents=consents, whys=whys, dead=dead, on=TODAY)
    assert found is how


def test_one_persons_standing_consent_keeps_the_gate_for_both() -> None:
    both = frozenset({HANAKO, TARO})
    standing = consent(9, TARO)
    assert (
        how_consent_ended(persons=both, consents=(WITHDRAWN, standing), whys={}, dead=False, on=TODAY) is None
    )


def test_every_reason_is_named_for_the_page() -> None:
    assert len({end.label for end in ConsentEnd}) == 4
