"""替えるひな形: every ground of refusal alone, and the day that is just late enough."""

from datetime import date

import pytest

from kasane.rules.layouts import LARGEST, MOST_PAGES, may_layout_be_used

TODAY = date(2026, 11, 25)


def verdict(**changed: object) -> str:
    told = {"body": "新しい", "newest": "古い", "pages": 1, "valid_from": TODAY, "on": TODAY} | changed
    return may_layout_be_used(**told).sentence  # type: ignore[arg-type]


def test_what_was_drawn_counts_from_today_or_later() -> None:
    assert may_layout_be_used(body="新", newest="", pages=MOST_PAGES, valid_from=TODAY, on=TODAY)
    assert may_layout_be_used(body="新" * LARGEST, newest="", pages=1, valid_from=date.max, on=TODAY)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"body": " \n"}, "何も書かれていません"),
        ({"body": "あ" * (LARGEST + 1)}, "長すぎます"),
        ({"newest": "新しい"}, "いちばん新しい版と同じ"),
        ({"pages": 0}, "見本をまだ刷っていません"),
        ({"pages": MOST_PAGES + 1}, f"見本が{MOST_PAGES + 1}ページ"),
        ({"valid_from": date(2026, 11, 24)}, "過去の日からは使えません"),
    ],
)
def test_each_ground_alone_is_refused_and_says_what_to_do(changed: dict[str, object], says: str) -> None:
    told = verdict(**changed)
    assert says in told
    assert told.endswith("ください。")
