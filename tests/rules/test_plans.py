"""P-2 to P-5: how 花子さん's plan moves, and what each occasion needs."""

from datetime import date
from itertools import product

import pytest

from kasane.rules.meetings import MeetingKind
from kasane.rules.plans import (
    MATTERS,
    PART_TABLE,
    Judgement,
    MatterFacts,
    Occasion,
    PartState,
    may_be_decided,
    may_be_followed_up,
    may_be_monitored,
    may_end_multi_agency,
    unsettled,
)
from kasane.rules.verdicts import Verdict, allowed, refused

MOVES = {
    (PartState.DRAFT, Occasion.ESTABLISH): PartState.ACTIVE,
    (PartState.ACTIVE, Occasion.CHANGE): PartState.ACTIVE,
    (PartState.ACTIVE, Occasion.SUSPEND): PartState.SUSPENDED,
    (PartState.ACTIVE, Occasion.END): PartState.ENDED,
    (PartState.SUSPENDED, Occasion.CHANGE): PartState.ACTIVE,
    (PartState.SUSPENDED, Occasion.END): PartState.ENDED,
}
UNCOVERED = refused("同意が確認できていません。", basis="実施計画 3-1(2)2", rule="M-1")


def decided(
    state: PartState = PartState.DRAFT,
    occasion: Occasion = Occasion.ESTABLISH,
    meeting: MeetingKind = MeetingKind.MULTILAYERED,
    judgement: Judgement = Judgement.SUITABLE,
    open_matters: tuple[str, ...] = (),
    discussed: Verdict | None = None,
    is_withdrawn: bool = False,
    ready: Verdict | None = None,
) -> Verdict:
    return may_be_decided(
        meeting=meeting,
        state=state,
        occasion=occasion,
        judgement=judgement,
        unsettled_labels=open_matters,
        discussed=discussed if discussed is not None else allowed("M-1"),
        is_consent_over=is_withdrawn,
        ready=ready if ready is not None else allowed("P-1"),
    )


def test_the_table_is_complete() -> None:
    assert PART_TABLE.gaps() == ()


@pytest.mark.parametrize(("state", "occasion"), list(product(PartState, Occasion)))
def test_a_part_moves_only_as_the_plan_says(state: PartState, occasion: Occasion) -> None:
    assert PART_TABLE.next_state(state, occasion) is MOVES.get((state, occasion))
    assert bool(decided(state, occasion)) is ((state, occasion) in MOVES)


def test_a_conference_without_consent_decides_no_plan() -> None:
    assert not decided(meeting=MeetingKind.SUPPORT_CONFERENCE)


@pytest.mark.parametrize("judgement", Judgement)
def test_open_matters_keep_only_a_carried_out_judgement(judgement: Judgement) -> None:
    verdict = decided(judgement=judgement, open_matters=("支援方針",))
    assert bool(verdict) is (judgement in (Judgement.REVISE, Judgement.NOT_SUITABLE))
    assert verdict or verdict.details == ("支援方針",)


@pytest.mark.parametrize("judgement", Judgement)
def test_what_is_not_ready_keeps_only_a_carried_out_judgement(judgement: Judgement) -> None:
    unready = refused("プランの案に、まだ整っていないことがあります。", basis="実施計画 3-1(3)", rule="P-1")
    verdict = decided(judgement=judgement, ready=unready)
    assert bool(verdict) is (judgement in (Judgement.REVISE, Judgement.NOT_SUITABLE))
    assert verdict or verdict.rule == "P-1"


@pytest.mark.parametrize(("occasion", "is_withdrawn"), list(product(Occasion, [True, False])))
def test_after_a_withdrawal_only_the_end_and_the_suspension_are_decided_without_consent(
    occasion: Occasion, is_withdrawn: bool
) -> None:
    state = PartState.DRAFT if occasion is Occasion.ESTABLISH else PartState.ACTIVE
    verdict = decided(state, occasion, discussed=UNCOVERED, is_withdrawn=is_withdrawn)
    assert bool(verdict) is (is_withdrawn and occasion in (Occasion.END, Occasion.SUSPEND))


@pytest.mark.parametrize("occasion", Occasion)
def test_each_matter_of_an_occasion_is_missed_alone(occasion: Occasion) -> None:
    settled = tuple(MatterFacts(code, "確認した") for code in MATTERS[occasion])
    assert unsettled(occasion, settled, MATTERS[occasion]) == ()
    for missing in settled:
        rest = tuple(matter for matter in settled if matter is not missing)
        assert unsettled(occasion, rest, MATTERS[occasion]) == (missing.code,)
        blank = (*rest, MatterFacts(missing.code, "　 "))
        assert unsettled(occasion, blank, MATTERS[occasion]) == (missing.code,)


def test_losing_contact_needs_the_attempts_as_evidence() -> None:
    reason = MatterFacts("suspend_reason", "連絡不通")
    assert unsettled(Occasion.SUSPEND, (reason,), MATTERS[Occasion.SUSPEND]) == ("attempts",)
    attempts = MatterFacts("attempts", "7月1日・8日・15日に訪問")
    assert unsettled(Occasion.SUSPEND, (reason, attempts), MATTERS[Occasion.SUSPEND]) == ()
    moved = MatterFacts("suspend_reason", "転居")
    assert unsettled(Occasion.SUSPEND, (moved,), MATTERS[Occasion.SUSPEND]) == ()


@pytest.mark.parametrize(("roles", "lead"), list(product([True, False], repeat=2)))
def test_multi_agency_ends_only_with_roles_and_a_lead(roles: bool, lead: bool) -> None:
    assert bool(may_end_multi_agency(roles_agreed=roles, lead_accepted=lead)) is (roles and lead)


@pytest.mark.parametrize(
    ("state", "situation", "next_on", "may"),
    [
        (PartState.ACTIVE, "落ち着いている", date(2026, 10, 1), True),
        (PartState.SUSPENDED, "連絡が取れた", date(2026, 10, 1), True),
        (PartState.DRAFT, "落ち着いている", date(2026, 10, 1), False),
        (PartState.ENDED, "落ち着いている", date(2026, 10, 1), False),
        (PartState.ACTIVE, " ", date(2026, 10, 1), False),
        (PartState.ACTIVE, "落ち着いている", date(2026, 7, 1), False),
        (PartState.ACTIVE, "落ち着いている", None, False),
    ],
)
def test_monitoring_always_leaves_a_next_date(
    state: PartState, situation: str, next_on: date | None, may: bool
) -> None:
    verdict = may_be_monitored(state=state, situation=situation, next_on=next_on, on=date(2026, 7, 1))
    assert bool(verdict) is may


@pytest.mark.parametrize("is_done", [False, True])
@pytest.mark.parametrize(("done_on", "has_come"), [(date(2026, 7, 1), True), (date(2026, 7, 2), False)])
@pytest.mark.parametrize("result", ["", "  ", "元気に通っている"])
def test_a_follow_up_is_done_once_with_its_result_and_not_before_its_day(
    is_done: bool, done_on: date, has_come: bool, result: str
) -> None:
    verdict = may_be_followed_up(is_done=is_done, done_on=done_on, result=result, today=date(2026, 7, 1))
    assert bool(verdict) is (not is_done and has_come and bool(result.strip()))
    assert verdict.is_allowed or verdict.rule == "P-5"
