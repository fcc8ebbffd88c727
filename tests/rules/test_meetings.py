"""M-1 to M-4: who is discussed where, who convenes, who reads the packet."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasane.rules.consents import ConsentFacts
from kasane.rules.meetings import (
    ConferencePurpose,
    ItemKind,
    MeetingKind,
    Named,
    may_be_discussed,
    may_convene,
    may_open_packet,
    uncovered_pairs,
)
from kasane.rules.tax import TaxOrigin, may_enter

DAY = date(2026, 7, 1)
HANAKO, TARO = Named(1, "山田花子さん"), Named(2, "山田太郎さん")
HOST, CSW, HOSPITAL = Named(10, "福祉総合相談担当"), Named(11, "社会福祉協議会"), Named(12, "市立病院")
BOTH = frozenset({"support", "sharing"})


def consent(
    person: Named, *agencies: Named, purposes: frozenset[str] = BOTH, ended_on: date | None = None
) -> ConsentFacts:
    return ConsentFacts(
        id=person.id,
        person=person.id,
        agencies=frozenset(a.id for a in agencies),
        purposes=purposes,
        classes=frozenset({"general"}),
        valid_from=date(2026, 6, 1),
        valid_to=date(2027, 5, 31),
        ended_on=ended_on,
        is_given=True,
    )


def discussed(persons: tuple[Named, ...], agencies: tuple[Named, ...], *consents: ConsentFacts) -> object:
    return may_be_discussed(
        at=MeetingKind.MULTILAYERED,
        item=ItemKind.CASE,
        persons=persons,
        with_agencies=agencies,
        consents=consents,
        on=DAY,
    )


def test_hanako_is_discussed_with_the_agencies_she_named() -> None:
    assert discussed((HANAKO,), (HOST, CSW), consent(HANAKO, HOST, CSW))


def test_one_agency_too_many_is_refused_by_name_and_the_conference_is_offered() -> None:
    verdict = discussed((HANAKO,), (HOST, CSW, HOSPITAL), consent(HANAKO, HOST, CSW))
    assert not verdict
    assert verdict.details == ("市立病院 × 山田花子さん",)  # type: ignore[attr-defined]
    assert verdict.rule == "M-1"  # type: ignore[attr-defined]
    assert "支援会議" in verdict.remedy  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "near_miss",
    [
        (),
        (consent(HANAKO, HOST, CSW, purposes=frozenset({"support"})),),
        (consent(HANAKO, HOST, CSW, purposes=frozenset({"sharing"})),),
        (consent(HANAKO, HOST, CSW, ended_on=date(2026, 6, 30)),),
        (consent(HANAKO, HOST),),
        (consent(TARO, HOST, CSW),),
    ],
)
def test_a_consent_lacking_one_thing_covers_nobody(near_miss: tuple[ConsentFacts, ...]) -> None:
    assert not discussed((HANAKO,), (HOST, CSW), *near_miss)


def test_two_consents_of_hanako_add_up() -> None:
    assert discussed((HANAKO,), (HOST, CSW), consent(HANAKO, HOST), consent(HANAKO, CSW))


def test_the_sons_silence_keeps_both_from_being_discussed_together() -> None:
    assert not discussed((HANAKO, TARO), (HOST,), consent(HANAKO, HOST))


@given(
    st.sets(st.tuples(st.sampled_from([1, 2]), st.sampled_from([10, 11, 12]))),
    st.sets(st.sampled_from([HANAKO, TARO]), min_size=1),
    st.sets(st.sampled_from([HOST, CSW, HOSPITAL]), min_size=1),
)
def test_refused_exactly_when_a_pair_is_uncovered(
    covered: set[tuple[int, int]], persons: set[Named], agencies: set[Named]
) -> None:
    by_id = {n.id: n for n in (HANAKO, TARO, HOST, CSW, HOSPITAL)}
    consents = tuple(consent(by_id[p], by_id[a]) for p, a in covered)
    people, present = tuple(persons), tuple(agencies)
    wanted = {(a, p) for a in present for p in people if (p.id, a.id) not in covered}
    pairs = uncovered_pairs(persons=people, agencies=present, consents=consents, on=DAY)
    assert set(pairs) == wanted
    assert bool(discussed(people, present, *consents)) is (not wanted)


@pytest.mark.parametrize(("at", "item"), list(product(MeetingKind, ItemKind)))
def test_each_kind_of_item_has_its_meeting(at: MeetingKind, item: ItemKind) -> None:
    persons = (HANAKO,) if item is ItemKind.CASE else ()
    verdict = may_be_discussed(at=at, item=item, persons=persons, with_agencies=(HOST,), consents=(), on=DAY)
    free = {
        (MeetingKind.SUPPORT_CONFERENCE, ItemKind.CASE),
        (MeetingKind.MULTILAYERED, ItemKind.COMMUNITY),
        (MeetingKind.EXISTING_BODY, ItemKind.CASE),
    }
    assert bool(verdict) is ((at, item) in free)


@pytest.mark.parametrize("at", MeetingKind)
def test_a_case_item_about_nobody_is_no_item(at: MeetingKind) -> None:
    assert not may_be_discussed(
        at=at, item=ItemKind.CASE, persons=(), with_agencies=(HOST,), consents=(), on=DAY
    )


def test_a_community_item_may_name_nobody() -> None:
    assert not may_be_discussed(
        at=MeetingKind.MULTILAYERED,
        item=ItemKind.COMMUNITY,
        persons=(HANAKO,),
        with_agencies=(HOST,),
        consents=(consent(HANAKO, HOST),),
        on=DAY,
    )


@pytest.mark.parametrize(
    ("is_host", "kind", "purpose", "agencies", "may"),
    [
        (True, MeetingKind.SUPPORT_CONFERENCE, ConferencePurpose.URGENT, {10, 11}, True),
        (True, MeetingKind.MULTILAYERED, None, {10, 11, 12}, True),
        (False, MeetingKind.MULTILAYERED, None, {10, 11}, False),
        (True, MeetingKind.SUPPORT_CONFERENCE, None, {10, 11}, False),
        (True, MeetingKind.MULTILAYERED, None, {10}, False),
        (True, MeetingKind.MULTILAYERED, None, {11}, False),
    ],
)
def test_the_host_convenes_with_the_csw_and_for_a_purpose(
    is_host: bool, kind: MeetingKind, purpose: ConferencePurpose | None, agencies: set[int], may: bool
) -> None:
    verdict = may_convene(
        is_host=is_host, kind=kind, purpose=purpose, agencies=frozenset(agencies), standing=(HOST, CSW)
    )
    assert bool(verdict) is may


@pytest.mark.parametrize(
    ("is_named", "has_pledged", "on", "may"),
    [
        (True, True, date(2026, 7, 8), True),
        (True, True, date(2026, 7, 9), False),
        (True, False, date(2026, 7, 1), False),
        (False, True, date(2026, 7, 1), False),
    ],
)
def test_the_packet_opens_for_who_is_named_and_pledged_until_its_last_day(
    is_named: bool, has_pledged: bool, on: date, may: bool
) -> None:
    verdict = may_open_packet(is_named=is_named, has_pledged=has_pledged, until=date(2026, 7, 8), on=on)
    assert bool(verdict) is may


@pytest.mark.parametrize(
    ("origin", "consent_id", "sealed"), list(product(TaxOrigin, [None, 7], [True, False]))
)
def test_the_tax_offices_knowledge_enters_no_meeting_without_a_consent(
    origin: TaxOrigin, consent_id: int | None, sealed: bool
) -> None:
    verdict = may_enter(origin=origin, consent_id=consent_id, into_sealed_or_packet=sealed)
    is_barred = origin is not TaxOrigin.SELF_REPORT and sealed and consent_id is None
    assert bool(verdict) is not is_barred
    assert is_barred is ("地方税法22条" in verdict.basis)
