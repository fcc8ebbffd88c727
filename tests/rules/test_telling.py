"""F-2 beyond the desks: what a 民生委員 or a clinic may be told, and what goes without names."""

from itertools import product

import pytest

from kasane.rules.referrals import NamesBasis
from kasane.rules.telling import OUTSIDE, Telling, may_be_told_outside, may_go_nameless
from kasane.rules.verdicts import Verdict

HANAKO = Telling(("山田 花子", "中村"), "やまだ はなこ", "南湖一丁目2-3", "0467-00-0001")
HARU = Telling(("森 はる",), "もり はる")


@pytest.mark.parametrize(("basis", "both_public"), list(product(NamesBasis, (True, False))))
def test_a_private_body_hears_a_name_by_consent_danger_or_duty_alone(
    basis: NamesBasis, both_public: bool
) -> None:
    verdict = may_be_told_outside(
        basis=basis, persons=frozenset({1}), reason="倒れているのを見た", both_public=both_public
    )
    expected = basis in OUTSIDE and (basis is not NamesBasis.PUBLIC_BODIES or both_public)
    assert bool(verdict) is expected
    assert verdict or (verdict.basis == basis.basis and verdict.remedy)


@pytest.mark.parametrize("basis", [basis for basis in OUTSIDE if basis is not NamesBasis.NAMELESS])
@pytest.mark.parametrize("missing", [{"reason": "　"}, {"persons": frozenset()}])
def test_without_a_reason_or_a_person_nobody_is_told(basis: NamesBasis, missing: dict[str, object]) -> None:
    complete: dict[str, object] = {
        "basis": basis,
        "persons": frozenset({1}),
        "reason": "6月1日に電話で確かめた",
        "both_public": True,
    }
    assert may_be_told_outside(**complete)  # type: ignore[arg-type]
    assert not may_be_told_outside(**(complete | missing))  # type: ignore[arg-type]


def nameless(text: str, **changed: object) -> Verdict:
    complete: dict[str, object] = {
        "fields": ("介護・世話",),
        "urgency": "week",
        "texts": (text, "見守りを続けます"),
        "persons": (HANAKO, HARU),
    }
    return may_go_nameless(**(complete | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "山田さんの介護の相談",
        "花子 さんの介護",
        "旧姓は中村です",
        "やまだはなこさん",
        "南湖一丁目２－３の方",
        "電話は０４６７（００）０００１",
    ],
)
def test_what_tells_who_she_is_does_not_go_nameless(text: str) -> None:
    verdict = nameless(text)
    assert not verdict
    assert verdict.details


@pytest.mark.parametrize(
    "text", ["80歳代の女性の介護", "森の近くの団地", "はるばる来られた", "0467の市外局番"]
)
def test_ordinary_words_go(text: str) -> None:
    assert nameless(text)


@pytest.mark.parametrize("missing", [{"fields": ()}, {"urgency": ""}])
def test_without_names_field_and_urgency_are_all_there_is_and_must_be_there(
    missing: dict[str, object],
) -> None:
    assert nameless("80歳代の女性の介護")
    verdict = nameless("80歳代の女性の介護", **missing)
    assert not verdict
    assert len(verdict.details) == 1
