"""開催通知: a page for each who attends; it names no case."""

from kasane.code_lists.queries import text_in_force
from kasane.directory.queries import municipality
from kasane.documents.sheets import Box, Group, Part, Sheet
from kasane.meetings.queries import seats_of, sitting_of
from kasane.web.papers.asked import Asked, Collected
from kasane.web.papers.sitting import addressed, when_and_where
from kasane.web.papers.words import day

NOTICE = "notice"


def collect(subject: int, asked: Asked) -> Collected | None:
    view = sitting_of(subject)
    if view is None or view.sitting.desk_id != asked.actor.desk:
        return None
    text = text_in_force(NOTICE, asked.actor.today)
    seats = [addressed(seat) for seat in seats_of(view.sitting, asked.actor)]
    parts: dict[str, Part] = {
        "sent_on": Box("通知の日", day(asked.actor.today)),
        "sender": Box("差出人", f"{municipality().name}　{asked.actor.desk_name}"),
        "text": Box("文", text.body),
        **when_and_where(view),
        "contact": Box("問合せ", municipality().contact),
        "seats": Group("宛先", tuple(seats)),
    }
    sheet = Sheet(title=f"{view.kind.label}の開催について（通知）", parts=parts)
    return Collected(sheet, subject)
