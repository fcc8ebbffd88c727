"""準備シート to fill and those that have not come; copies on paper that did not come back."""

from datetime import timedelta

from django.urls import reverse

from kasane.access.actor import TOKYO
from kasane.meetings.queries import astray_copies, late_parts, parts_to_fill
from kasane.rules.meetings import MeetingKind
from kasane.rules.waiting import Waiting, WaitingFacts
from kasane.web.today.lines import Asking, Line


def parts(asking: Asking) -> list[Line]:
    """What one's desk is asked to write before a sitting."""
    return [
        Line(
            WaitingFacts(Waiting.PART, one.asked_at.astimezone(TOKYO).date(), one.due_on),
            f"{MeetingKind(one.sitting.kind).label}の準備シートを提出する",
            reverse("sheet_part", args=[one.pk]),
            one.pk,
            since_word="依頼",
            badge="差し戻し" if one.sent_back_at else "催促" if one.reminded_at else "",
            staff=frozenset({asking.actor.staff}),
            state="sent_back" if one.sent_back_at else "reminded" if one.reminded_at else "",
        )
        for one in parts_to_fill(asking.actor)
    ]


def missing(asking: Asking) -> list[Line]:
    """For the host: of each sitting, how many parts have not come in time."""
    late = late_parts(asking.actor)
    by_item = {one.item_id: [same for same in late if same.item_id == one.item_id] for one in late}
    return [
        Line(
            WaitingFacts(Waiting.PART, None, min(one.due_on for one in missing)),
            f"{MeetingKind(missing[0].sitting.kind).label}の準備シートが{len(missing)}件、期限を過ぎて未提出",
            reverse("sheets", args=[item]),
            item,
            staff=frozenset({asking.actor.staff}),
        )
        for item, missing in by_item.items()
    ]


def copies(asking: Asking) -> list[Line]:
    """For the host: numbered copies that should have come back."""
    out = timedelta(days=asking.deadlines["copy_return"])
    return [
        Line(
            WaitingFacts(
                Waiting.COPY, view.copy.printed_at.astimezone(TOKYO).date(), view.copy.sitting.held_on + out
            ),
            f"会議資料の写し 第{view.copy.number}号（{view.name}）が戻っていない",
            reverse("copies", args=[view.copy.item_id]),
            view.copy.pk,
            since_word="印刷",
            due_word="回収の期限",
            badge=view.state.label,
            staff=frozenset({asking.actor.staff}),
            state=view.state.value,
        )
        for view in astray_copies(asking.actor, out.days)
    ]
