"""The papers of a sitting that name no case: 開催通知 and 誓約書, a page for each who attends."""

from kasane.code_lists.queries import text_in_force
from kasane.directory.queries import municipality
from kasane.documents.sheets import Box, Group, Part, Sheet
from kasane.meetings.actions.sittings import PLEDGE_TEXTS
from kasane.meetings.queries import SeatView, SittingView, seats_of, sitting_of
from kasane.web.papers.asked import BY_HAND, Asked, Collected, day, moment

NOTICE = "notice"


def notice(subject: int, asked: Asked) -> Collected | None:
    view = sitting_of(subject)
    if view is None:
        return None
    text = text_in_force(NOTICE, asked.actor.today)
    seats = [_addressed(seat) for seat in seats_of(view.sitting, asked.actor)]
    parts: dict[str, Part] = {
        "sent_on": Box("通知の日", day(asked.actor.today)),
        "sender": Box("差出人", f"{municipality().name}　{asked.actor.desk_name}"),
        "text": Box("文", text.body),
        **_when_and_where(view),
        "contact": Box("問合せ", municipality().contact),
        "seats": Group("宛先", tuple(seats)),
    }
    sheet = Sheet(title=f"{view.kind.label}の開催について（通知）", parts=parts)
    return Collected(sheet, subject)


def pledge(subject: int, asked: Asked) -> Collected | None:
    view = sitting_of(subject)
    if view is None:
        return None
    text = text_in_force(PLEDGE_TEXTS[view.kind], asked.actor.today)
    seats = [
        _addressed(seat)
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
        **{code: part for code, part in _when_and_where(view).items() if code != "until"},
        "signature": Box("誓約の日・氏名（自署）", BY_HAND),
        "seats": Group("誓約する方", tuple(seats)),
    }
    sheet = Sheet(title="誓約書", subtitle=text.version_label, parts=parts)
    return Collected(sheet, subject)


def _addressed(seat: SeatView) -> dict[str, Box]:
    return {"desk": Box("所属", seat.desk), "name": Box("氏名", seat.name)}


def _when_and_where(view: SittingView) -> dict[str, Part]:
    sitting = view.sitting
    return {
        "kind": Box("会議", view.kind.label),
        "purpose": Box("目的", view.purpose.label if view.purpose else ""),
        "held_at": Box(
            "日時", f"{day(sitting.held_on)}{sitting.starts_at.hour}時{sitting.starts_at.minute:02}分"
        ),
        "place": Box("場所", sitting.place),
        "until": Box("資料の閲覧", f"{day(sitting.packet_until)}まで"),
    }
