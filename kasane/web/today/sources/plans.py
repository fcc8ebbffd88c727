"""Plans: monitoring that is due."""

from django.urls import reverse

from kasane.rules.waiting import AHEAD, Waiting, WaitingFacts
from kasane.support_plans.queries import monitoring_due
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
