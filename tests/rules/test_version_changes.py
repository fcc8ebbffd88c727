"""Two versions side by side: what was added, taken out, changed."""

from kasane.rules.version_changes import ChangeKind, Difference, Worded, compared


def test_each_kind_of_change_is_told() -> None:
    old = [Worded(1, 0, "目標1", "買い物"), Worded(2, 0, "目標2", "家賃"), Worded(3, 0, "目標3", "通院")]
    new = [
        Worded(11, 1, "目標1", "買い物"),
        Worded(12, 2, "目標2", "家賃と電気代"),
        Worded(14, 0, "目標3", "サロン"),
    ]
    assert compared(old, new) == (
        Difference("目標1", "買い物", "買い物", ChangeKind.SAME),
        Difference("目標2", "家賃", "家賃と電気代", ChangeKind.CHANGED),
        Difference("目標3", "", "サロン", ChangeKind.ADDED),
        Difference("目標3", "通院", "", ChangeKind.REMOVED),
    )


def test_a_row_that_goes_on_from_nothing_known_is_new() -> None:
    assert compared([], [Worded(11, 99, "目標1", "買い物")])[0].kind is ChangeKind.ADDED


def test_the_words_for_a_change_do_not_rest_on_colour() -> None:
    assert {kind.label for kind in ChangeKind} == {"同じ", "変わった", "加わった", "なくなった"}
