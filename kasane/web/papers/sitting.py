"""What the papers of a sitting share: who is addressed, when and where it is."""

from kasane.documents.sheets import Box, Part
from kasane.meetings.queries import SeatView, SittingView
from kasane.web.papers.words import day


def addressed(seat: SeatView) -> dict[str, Box]:
    return {"desk": Box("所属", seat.desk), "name": Box("氏名", seat.name)}


def when_and_where(view: SittingView) -> dict[str, Part]:
    sitting = view.sitting
    return {
        "kind": Box("会議", view.kind.label),
        "purpose": Box("目的", view.purpose.label if view.purpose else ""),
        "held_at": Box(
            "日時", f"{day(sitting.held_on)}{sitting.starts_at.hour}時{sitting.starts_at.minute:02}分"
        ),
        "place": Box("場所", f"{sitting.place}{'（オンライン）' if sitting.is_online else ''}"),
        "until": Box("資料の閲覧", f"{day(sitting.packet_until)}まで"),
    }
