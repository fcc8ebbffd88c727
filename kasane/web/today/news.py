"""What of 今日 is news to whom: each line as a notice, and which of them are unread."""

from dataclasses import dataclass
from datetime import date

from kasane.access.actor import Actor
from kasane.access.ids import encode_id
from kasane.rules.notices import event_of, is_news, news_on
from kasane.tasks.queries import NoticeKey, came_back, put_offs_of, read_by
from kasane.web.today.gathering import Shown, derive, gather, put_off_of_line
from kasane.web.today.lines import Line


@dataclass(frozen=True)
class Notice:
    """A line of 今日 as news: since which day it is news, and whether it is unread."""

    shown: Shown
    key: NoticeKey
    on: date
    is_unread: bool

    @property
    def letters(self) -> str:
        """The key as a form sends it back."""
        return f"{self.key.kind} {encode_id(self.key.subject)} {self.key.event}"


def keys_of(lines: list[Line], actor: Actor) -> list[NoticeKey]:
    """The key of each line that is news, in their order."""
    returned = came_back(actor)
    return [_key(line, returned, actor) for line in lines if is_news(line.facts)]


def unread(actor: Actor) -> set[NoticeKey]:
    """What waits for the desk and is not put off, as far as who acts has not read it."""
    put_offs = put_offs_of(actor)
    lines = [line for line in derive(actor) if put_off_of_line(line, put_offs, actor) is None]
    keys = set(keys_of(lines, actor))
    return keys - read_by(actor, {key.subject for key in keys})


def notices_of(actor: Actor) -> list[Notice]:
    """Every notice of the acting desk, read or not, the newest first."""
    shown = [one for one in gather(actor).lines if is_news(one.line.facts)]
    returned = came_back(actor)
    keys = [_key(one.line, returned, actor) for one in shown]
    marks = read_by(actor, {key.subject for key in keys})
    found = [
        Notice(
            one,
            key,
            news_on(one.line.facts, came_back_on=returned.get((key.kind, key.subject)), today=actor.today),
            key not in marks,
        )
        for one, key in zip(shown, keys, strict=True)
    ]
    # The worst first among those of one day: they come in the order of harm.
    return sorted(found, key=lambda notice: notice.on, reverse=True)


def _key(line: Line, returned: dict[tuple[str, int], date], actor: Actor) -> NoticeKey:
    kind = line.facts.kind.value
    event = event_of(
        line.facts,
        state=line.state,
        came_back_on=returned.get((kind, line.subject)),
        is_several=not line.subject,
        today=actor.today,
    )
    return NoticeKey(kind, line.subject, event)
