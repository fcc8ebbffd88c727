"""Writing together while a sitting runs, and the minutes that come of it (M-8, M-9)."""

from kasane.rules.registry import rule
from kasane.rules.sittings import IS_WRITABLE, SittingState
from kasane.rules.verdicts import Verdict, allowed, refused

BASIS = "実施計画 3-1(2)"
# The most one field of a sitting holds, in letters.
MOST = 20_000


@rule(
    "M-8",
    source="実施計画 3-1(2)",
    says="会議の記録は何人かで書ける。ほかの人が書き直した欄は、見くらべてからでなければ書き換えられない。",
)
def may_write_together(*, state: SittingState, seen: int, standing: int, letters: int) -> Verdict:
    """Whether a field may be stored: `seen` is the edition it was read at, `standing` the one that stands (0: none)."""
    if state not in IS_WRITABLE:
        return refused(
            f"「{state.label}」の会議には、書けません。",
            basis=BASIS,
            rule="M-8",
            remedy="開会してから、公開するまでの間に書いてください。",
        )
    if letters > MOST:
        return refused(
            f"一つの欄に書けるのは、{MOST:,}字までです。",
            basis="",
            rule="M-8",
            remedy="分けて書いてください。",
        )
    if seen != standing:
        return outrun()
    return allowed("M-8")


def outrun() -> Verdict:
    """Somebody was quicker."""
    return refused(
        "書いている間に、ほかの人がこの欄を書き直しました。",
        basis="",
        rule="M-8",
        remedy="見くらべてから、どう残すかを選んでください。",
    )


@rule(
    "M-9",
    source="実施計画 3-1(2)6",
    says="議事録は議題ごとに書く。公開するまでは書き直せ、公開した後に直すときは、わけを書いて新しい版にする。",
)
def may_revise_minutes(*, state: SittingState, text: str, former: str, reason: str) -> Verdict:
    """Whether published minutes may be followed by another version."""
    if state is not SittingState.PUBLISHED:
        return _no("議事録は、まだ公開されていません。", "公開するまでは、案をそのまま書き直せます。")
    if not text.strip() or text.strip() == former.strip():
        return _no("いまの版と変わったところがありません。", "直すところを書き直してください。")
    if not reason.strip():
        return _no("直したわけが書かれていません。", "前の版を読んだ方に伝わるように書いてください。")
    return allowed("M-9")


@rule(
    "M-9",
    source="実施計画 3-1(2)6",
    says="議事録を読んだことは、公開された版について、読んだ人が自分で記録する。",
)
def may_mark_read(*, state: SittingState, is_called: bool, takes_part: bool) -> Verdict:
    """Whether somebody may say that they have read the minutes of an item."""
    if state is not SittingState.PUBLISHED:
        return _no("議事録は、まだ公開されていません。", "公開されてから、お読みください。")
    if not is_called or not takes_part:
        return _no("この議題の出席者に入っていません。", "主催する福祉総合相談担当にお知らせください。")
    return allowed("M-9")


def _no(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis=BASIS, rule="M-9", remedy=remedy)
