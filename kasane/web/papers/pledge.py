"""誓約書: a page for each who attends, in the words of the sitting's law; it names no case."""

from kasane.code_lists.queries import text_in_force
from kasane.directory.queries import municipality
from kasane.documents.sheets import Box, Group, Part, Sheet
from kasane.meetings.facts import PLEDGE_TEXTS
from kasane.meetings.queries import seats_of, sitting_of
from kasane.web.papers.asked import Asked, Collected
from kasane.web.papers.sitting import addressed, when_and_where
from kasane.web.papers.words import BY_HAND, moment


def collect(subject: int, asked: Asked) -> Collected | None:
    view = sitting_of(subject)
    if view is None or view.sitting.desk_id != asked.actor.desk:
        return None
    text = text_in_force(PLEDGE_TEXTS[view.kind], asked.actor.today)
    seats = [
        addressed(seat)
        | {
            "pledged": Box(
                "画面での誓約", moment(seat.participant.pledge.pledged_at) if seat.has_pledged else ""
            )
        }
        for seat in seats_of(view.sitting, asked.actor)
    ]
    parts: dict[str, Part] = {
        "addressee": Box("宛て", f"{municipality().name}長　あて"),
        "text": Box("文", text.body),
        **{code: part for code, part in when_and_where(view).items() if code != "until"},
        "signature": Box("誓約の日・氏名（自署）", BY_HAND),
        "seats": Group("誓約する方", tuple(seats)),
    }
    sheet = Sheet(title="誓約書", subtitle=text.version_label, parts=parts)
    return Collected(sheet, subject)
