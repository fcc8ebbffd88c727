"""H-1 to H-4: moves, ties, deaths and who may act, of 花子さん (born 昭和19年) and those around her."""

from datetime import date

import pytest

from kasane.rules.family import (
    LifeFacts,
    Span,
    may_be_tied,
    may_be_told_dead,
    may_end,
    may_marry,
    may_move,
    may_represent,
    opens_ending,
)
from kasane.rules.verdicts import Verdict

TODAY = date(2026, 11, 25)
TARO = LifeFacts("太郎さん", born="1972-07-02")
HANAKO, TARO_ID = 1, 2


def moves(
    since: str, *people: LifeFacts, began: tuple[str, ...] = (), staying: tuple[str, ...] = ()
) -> Verdict:
    return may_move(since=since, before=people or (TARO,), began=began, staying=staying, today=TODAY)


@pytest.mark.parametrize(
    ("since", "began", "sentence"),
    [
        ("2026-11-25", (), ""),
        ("2026-11", (), ""),
        ("2026-11-26", (), "きょうより後"),
        ("2027~", (), "きょうより後"),
        ("", (), "いつ移ったか"),
        ("1972-07-02", (), ""),
        ("1972", (), ""),
        ("1972-07-01", (), "生まれるより前"),
        ("1971", (), "生まれるより前"),
        ("1971~", (), ""),
        ("2000-04", ("2000",), ""),
        ("1999", ("2000",), "入った日より前"),
    ],
)
def test_a_move_lies_between_a_birth_and_today(since: str, began: tuple[str, ...], sentence: str) -> None:
    verdict = moves(since, began=began)
    assert bool(verdict) is not bool(sentence)
    assert sentence in verdict.sentence


def test_nobody_moves_after_they_died_and_the_others_go_without_them() -> None:
    masao = LifeFacts("正雄さん", born="1938-05", died="2018-02")
    assert "亡くなられています" in moves("2020", TARO, masao).sentence
    assert moves("2020", TARO)


def test_who_is_already_there_is_named() -> None:
    verdict = moves("2020", staying=("太郎さん",))
    assert verdict.details == ("太郎さん",)


@pytest.mark.parametrize(
    ("other", "span", "sentence"),
    [
        (TARO_ID, Span(), ""),
        (HANAKO, Span(), "同じ方どうし"),
        (TARO_ID, Span("2026-12"), "きょうより後"),
        (TARO_ID, Span("2000", "1999"), "始まった日より前"),
        (TARO_ID, Span("2000", "2000"), ""),
        (TARO_ID, Span("2000~", "1999"), ""),
    ],
)
def test_two_people_are_tied_forwards(other: int, span: Span, sentence: str) -> None:
    verdict = may_be_tied(one=HANAKO, other=other, span=span, today=TODAY)
    assert bool(verdict) is not bool(sentence)
    assert sentence in verdict.sentence


@pytest.mark.parametrize(
    ("relation", "spouses", "is_allowed"),
    [
        ("spouse", 0, True),
        ("spouse", 1, False),
        ("separated_spouse", 1, False),
        ("partner", 1, True),
        ("former_spouse", 1, True),
    ],
)
def test_a_second_marriage_waits_for_the_end_of_the_first(
    relation: str, spouses: int, is_allowed: bool
) -> None:
    assert bool(may_marry(relation=relation, spouses=spouses)) is is_allowed


@pytest.mark.parametrize(
    ("span", "until", "sentence"),
    [
        (Span("2000"), "2020", ""),
        (Span("2000"), "2026-11-25", ""),
        (Span("2000"), "2026-11-26", "きょうより後"),
        (Span("2000"), "1999", "始まった日より前"),
        (Span("2000"), "", "いつ終わったか"),
        (Span("2000", "2010"), "2020", "すでに終わって"),
    ],
)
def test_something_ends_once_and_not_in_the_future(span: Span, until: str, sentence: str) -> None:
    verdict = may_end(span=span, until=until, today=TODAY)
    assert bool(verdict) is not bool(sentence)
    assert sentence in verdict.sentence


@pytest.mark.parametrize(
    ("died", "known", "sentence"),
    [
        ("2026-11-25", "", ""),
        ("2026", "", ""),
        ("2026-12", "", "きょうより後"),
        ("1972-07-01", "", "生まれるより前"),
        ("2026-11-25", "2026-11-24", "すでに記録"),
    ],
)
def test_a_death_is_told_once(died: str, known: str, sentence: str) -> None:
    life = LifeFacts("太郎さん", born="1972-07-02", died=known)
    verdict = may_be_told_dead(life=life, died=died, today=TODAY)
    assert bool(verdict) is not bool(sentence)
    assert sentence in verdict.sentence


def acts(power: str, **changed: object) -> Verdict:
    complete: dict[str, object] = {
        "scope": "預貯金の管理",
        "is_somebody": True,
        "is_self": False,
        "age": 82,
        "span": Span("2024-04-01"),
        "today": TODAY,
    }
    return may_represent(power=power, **(complete | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("power", "changed", "sentence"),
    [
        ("curator", {}, ""),
        ("curator", {"scope": " "}, "審判で決められた範囲"),
        ("assistant", {"scope": ""}, "審判で決められた範囲"),
        ("guardian_adult", {"scope": ""}, ""),
        ("daily_life", {"scope": ""}, ""),
        ("guardian_adult", {"is_somebody": False}, "だれか"),
        ("guardian_adult", {"is_self": True}, "ご自分"),
        ("parental", {"age": 17}, ""),
        ("parental", {"age": None}, ""),
        ("parental", {"age": 18}, "親権者はいません"),
        ("parental", {"age": 18, "span": Span("2008", "2026-03-31")}, ""),
        ("guardian_adult", {"span": Span("2024", "2023")}, "始まった日より前"),
    ],
)
def test_who_may_act_for_somebody(power: str, changed: dict[str, object], sentence: str) -> None:
    verdict = acts(power, **changed)
    assert bool(verdict) is not bool(sentence)
    assert sentence in verdict.sentence


@pytest.mark.parametrize(
    ("died", "is_open"),
    [
        ("2026-04-01", True),
        ("2026-03-31", False),
        ("2026-04", True),
        ("2026-03", False),
        ("2026", True),
        ("2025", False),
        ("2026~", True),
        ("2018-02", False),
    ],
)
def test_a_death_before_the_file_was_opened_leaves_nothing_to_be_ended(died: str, *, is_open: bool) -> None:
    assert opens_ending(died=died, opened_on=date(2026, 4, 1)) is is_open
