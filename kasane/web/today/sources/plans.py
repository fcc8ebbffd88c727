"""Plans: monitoring that is due, and what was planned for after the end."""

from django.urls import reverse

from kasane.rules.waiting import AHEAD, Waiting, WaitingFacts
from kasane.support_plans.queries import follow_ups_due, monitoring_due
from kasane.web.today.lines import Asking, Line


def monitorings(asking: Asking) -> list[Line]:
    return [
        Line(
            WaitingFacts(Waiting.MONITORING, None, line.next_on),
            f"{line.kind.label}のプラン",
            reverse("part", args=[line.part.pk]),
            line.part.pk,
            line.part.case_id,
            due_word="次のモニタリング",
        )
        for line in monitoring_due(asking.today + AHEAD)
    ]


def follow_ups(asking: Asking) -> list[Line]:
    """P-5: dated tasks after the end, for the desk that planned them."""
    return [
        Line(
            WaitingFacts(Waiting.FOLLOW_UP, None, one.due_on),
            one.what,
            reverse("follow_up_done", args=[one.pk]),
            one.pk,
            one.case_id,
            due_word="フォローアップの予定",
        )
        for one in follow_ups_due(asking.today + AHEAD, asking.actor)
    ]
