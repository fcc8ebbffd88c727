"""確認事項: what the plan fixes for each occasion, and what a city may add to it and end again (P-3)."""

from datetime import date

from kasane.rules.meetings import ConferencePurpose, MeetingKind
from kasane.rules.plans import MATTERS, Occasion
from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

BASIS = "実施計画 3-1(3)"
ATTEMPTS = "attempts"
FIXED = frozenset(code for codes in MATTERS.values() for code in codes) | {ATTEMPTS}
# Every time at which matters are settled: code → meeting and what it is called there.
TIMES: dict[str, str] = {
    **{one.value: f"{MeetingKind.MULTILAYERED.label}　{one.label}" for one in Occasion},
    **{one.value: f"{MeetingKind.SUPPORT_CONFERENCE.label}　{one.label}" for one in ConferencePurpose},
}


def is_fixed(code: str) -> bool:
    """Whether the plan itself asks for a matter."""
    return code in FIXED


@rule(
    "P-3",
    source="実施計画 3-1(3)",
    says="市が加える確認事項は、きょう以後の日から使う。同じ時期に同じ題のものを二つ置かない。",
)
def may_add_matter(
    *, label: str, times: frozenset[str], taken: frozenset[str], valid_from: date, on: date
) -> Verdict:
    """Whether a matter may be added; `taken` are the labels already asked at one of those times."""
    if not label.strip():
        return _no("題が書かれていません。", "会議の画面に出すことばを書いてください。")
    if not times or not times <= TIMES.keys():
        return _no("いつ確認するかが選ばれていません。", "会議の時期か目的を選んでください。")
    if label.strip() in taken:
        return _no(f"「{label.strip()}」は、その時期にもうあります。", "ちがう題にしてください。")
    if valid_from < on:
        return _no("過去の日からは加えられません。", "きょう以後の日を選んでください。")
    return allowed("P-3")


@rule(
    "P-3",
    source="実施計画 3-1(3)",
    says="実施計画が定める確認事項は、終えられない。市が加えたものは、日を決めて終える。",
)
def may_end_matter(*, code: str, valid_from: date, last_day: date, on: date) -> Verdict:
    """Whether a matter may be asked for the last time on a day."""
    if is_fixed(code):
        return _no(
            "実施計画が定める確認事項なので、終えられません。",
            "実施計画が変わったときは、システム管理者にお知らせください。",
        )
    if last_day < on or last_day < valid_from:
        return _no("終わりの日は、きょう以後の、始まりの日より後にしてください。", "日付を確かめてください。")
    return allowed("P-3")


def _no(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis=BASIS, rule="P-3", remedy=remedy)
