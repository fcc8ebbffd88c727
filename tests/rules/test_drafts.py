"""How much may be kept as somebody's typing."""

from kasane.rules.drafts import MOST_CHARACTERS, may_be_kept


def test_a_long_story_is_kept_to_the_last_character() -> None:
    assert may_be_kept(MOST_CHARACTERS)


def test_one_character_more_is_refused_with_a_way_out() -> None:
    verdict = may_be_kept(MOST_CHARACTERS + 1)
    assert not verdict
    assert "分けて保存" in verdict.remedy
