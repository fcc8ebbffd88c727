"""伝言 and calls, as far as who acts may read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from kasane.access.actor import Actor
from kasane.cases.models import Message, MessageRead, TelephoneMemo
from kasane.cases.models.team import TeamMember
from kasane.directory.queries import desk_names, staff_names

MOST = 100
# What nobody marked as read is shown in 今日 for as long.
STILL_NEW = timedelta(days=60)


@dataclass(frozen=True)
class MessageView:
    """A message with the names of whom it goes between, and who says they have read it."""

    message: Message
    writer: str
    from_desk: str
    to: str
    reads: list[tuple[str, datetime]]
    is_unread: bool
    is_own: bool


@dataclass(frozen=True)
class MemoView:
    memo: TelephoneMemo
    taken_by: str
    for_whom: str


def messages_of(case: int, actor: Actor) -> list[MessageView]:
    """The messages of a case, those one has not read first, then the newest."""
    found = list(Message.objects.filter(case_id=case).order_by("-written_at")[:MOST])
    views = _views(found, actor)
    return sorted(views, key=lambda view: not view.is_unread)


def message_of(number: int) -> Message | None:
    return Message.objects.filter(pk=number).first()


def unread_for(actor: Actor) -> list[MessageView]:
    """What waits to be read by who acts, whatever the case."""
    mine = TeamMember.objects.filter(desk_id=actor.desk, left_at=None).values("case_id")
    unread = _addressed(actor).filter(Q(to_desk=actor.desk) | Q(to_desk=None, case_id__in=mine))
    read = MessageRead.objects.filter(message=OuterRef("pk"), staff_id=actor.staff)
    unread = unread.filter(~Exists(read), written_at__gte=actor.at - STILL_NEW)
    return _views(list(unread.order_by("written_at")[:MOST]), actor)


def open_memos(actor: Actor) -> list[MemoView]:
    """Calls of the desk that nobody has answered yet: the urgent, then the oldest."""
    return _memo_views(_memos(actor).filter(done_at=None).order_by("-is_urgent", "taken_at")[:MOST])


def done_memos(actor: Actor) -> list[MemoView]:
    return _memo_views(_memos(actor).exclude(done_at=None).order_by("-done_at")[:20])


def memo_of(number: int, actor: Actor) -> TelephoneMemo | None:
    return _memos(actor).filter(pk=number).first()


def _memos(actor: Actor) -> QuerySet[TelephoneMemo]:
    return TelephoneMemo.objects.filter(desk_id=actor.desk)


def _addressed(actor: Actor) -> QuerySet[Message]:
    """Not one's own words, and not those for a colleague by name."""
    return Message.objects.exclude(written_by=actor.staff).filter(
        Q(to_staff=[]) | Q(to_staff__contains=[actor.staff])
    )


def _is_for(message: Message, actor: Actor) -> bool:
    if message.written_by == actor.staff or message.to_desk not in (None, actor.desk):
        return False
    return not message.to_staff or actor.staff in message.to_staff


def _views(found: list[Message], actor: Actor) -> list[MessageView]:
    reads = list(MessageRead.objects.filter(message__in=found).order_by("read_at")) if found else []
    names = staff_names(
        [m.written_by for m in found]
        + [one for m in found for one in m.to_staff]
        + [r.staff_id for r in reads]
    )
    desks = desk_names([d for m in found for d in (m.from_desk, m.to_desk) if d])
    marked = {(r.message_id, r.staff_id) for r in reads}
    return [
        MessageView(
            message=one,
            writer=names.get(one.written_by, ""),
            from_desk=desks.get(one.from_desk, ""),
            to=_to(one, names, desks),
            reads=[(names.get(r.staff_id, ""), r.read_at) for r in reads if r.message_id == one.pk],
            is_unread=_is_for(one, actor) and (one.pk, actor.staff) not in marked,
            is_own=one.written_by == actor.staff,
        )
        for one in found
    ]


def _to(message: Message, names: dict[int, str], desks: dict[int, str]) -> str:
    if message.to_staff:
        return "、".join(names.get(one, "") for one in message.to_staff)
    return desks.get(message.to_desk, "") if message.to_desk else "支援チームの窓口"


def _memo_views(found: Iterable[TelephoneMemo]) -> list[MemoView]:
    memos = list(found)
    names = staff_names([m.taken_by for m in memos] + [m.for_staff for m in memos if m.for_staff])
    return [MemoView(m, names.get(m.taken_by, ""), names.get(m.for_staff or 0, "")) for m in memos]
