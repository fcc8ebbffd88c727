"""Plans: monitoring that is due, help no sitting has confirmed, somebody to try again, follow-up after the end."""

from django.urls import reverse

from kasane.rules.plans import PartKind
from kasane.rules.waiting import AHEAD, Waiting, WaitingFacts
from kasane.support_plans.models import PlanPart
from kasane.support_plans.queries import follow_ups_due, monitoring_due, to_try_again, unconfirmed_starts
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


def unconfirmed(asking: Asking) -> list[Line]:
    return [
        Line(
            WaitingFacts(Waiting.UNCONFIRMED, start.began_on, None),
            f"{_kind(start.part)}を、会議を待たずに始めた：{start.what}",
            reverse("part", args=[start.part_id]),
            start.pk,
            start.case_id,
            since_word="始めた日",
            badge="未確認",
        )
        for start in unconfirmed_starts(asking.actor.desk)
    ]


def tries(asking: Asking) -> list[Line]:
    return [
        Line(
            WaitingFacts(Waiting.TRY_AGAIN, None, sheet.try_again_on),
            f"中断した{_kind(sheet.part)}の方に、また連絡する",
            reverse("part", args=[sheet.part_id]),
            sheet.pk,
            sheet.case_id,
            due_word="また連絡する日",
        )
        for sheet in to_try_again(asking.actor.desk, asking.today + AHEAD)
    ]


def _kind(part: PlanPart) -> str:
    return PartKind(part.kind).label
