"""What may be kept as a draft."""

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

MOST_CHARACTERS = 200_000


@rule(
    "W-1",
    source="総務省勧告（令和4年4月26日）、peers 3-21",
    says="書きかけは数秒ごとにサーバーに残し、セッションが切れても続きから書ける。",
)
def may_be_kept(characters: int) -> Verdict:
    """Whether so many characters are somebody's typing."""
    if characters <= MOST_CHARACTERS:
        return allowed("W-1")
    return refused(
        f"書きかけが長すぎて、下書きに残せません（{MOST_CHARACTERS:,}字まで）。",
        basis="下書きの大きさの上限",
        rule="W-1",
        remedy="いまの画面の内容を、いくつかの記録に分けて保存してください。",
    )
