"""お知らせ: which of what waits is news to whom, and what makes a thing news again (W-7)."""

from datetime import date, timedelta

from kasane.rules.registry import rule
from kasane.rules.waiting import AHEAD, Waiting, WaitingFacts

# One's own typing is no news to oneself.
NO_NEWS = frozenset({Waiting.DRAFT})


@rule(
    "W-7",
    source="実施計画 2-1（受け止めた相談を途切れさせない）",
    says="お知らせは「今日」の一行から作られ、打ち込まない。読んだものは、期限を過ぎたとき、日が変わったとき、"
    "後に回した日が来たとき、先方の動きがあったときに、もう一度知らせる。",
)
def event_of(
    facts: WaitingFacts,
    *,
    state: str = "",
    came_back_on: date | None = None,
    is_several: bool = False,
    today: date,
) -> str:
    """What makes a thing news, as a key: a mark counts for this key alone.

    It is made of the day since when the thing waits, the day it is due, whether that day has passed, the day on
    which it came back after it was put off, and the state it is in (a つなぎ that was asked about and then answered
    is news again). One line for several rows is news once a day, because nobody can say which of them was read.
    """
    if is_several:
        return f"{today:%Y%m%d}|{state}"
    days = (facts.since, facts.due_on, came_back_on)
    told = "/".join(f"{day:%Y%m%d}" if day else "" for day in days)
    return f"{told}/{'late' if facts.is_late(today) else ''}|{state}"


def is_news(facts: WaitingFacts) -> bool:
    return facts.kind not in NO_NEWS


def news_on(facts: WaitingFacts, *, came_back_on: date | None = None, today: date) -> date:
    """The day on which a thing last became news; what only has a day to come became it when it was first shown."""
    past = facts.due_on + timedelta(days=1) if facts.due_on and facts.is_late(today) else None
    known = [day for day in (facts.since, past, came_back_on) if day is not None and day <= today]
    if known:
        return max(known)
    return min(facts.due_on - AHEAD, today) if facts.due_on else today
