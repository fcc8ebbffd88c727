"""What may be written of a resource that was not there."""

import pytest

from kasane.rules.gaps import may_record_gap

KINDS = frozenset({"transport", "place"})


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("transport", "夜の通院の足", ""),
        ("other", "夜の通院の足", "資源の種類が選ばれていません"),
        ("transport", "  ", "どんな資源が無かったか"),
        ("transport", "山田花子の足", "個人の名前を書けません"),
        ("transport", "山田の里までの足", ""),
    ],
)
def test_kind_and_a_line_without_a_name(kind: str, text: str, says: str) -> None:
    verdict = may_record_gap(kind=kind, kinds=KINDS, text=text, names=("山田 花子", "山田花子", ""))
    assert bool(verdict) is not bool(says)
    assert says in verdict.sentence
