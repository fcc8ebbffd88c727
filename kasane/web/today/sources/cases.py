"""Consultations nobody decided on, roles, the lead that is offered, issues of nobody, cases nobody holds."""

from django.urls import reverse

from kasane.access.actor import TOKYO
from kasane.cases.queries import lead_offers, open_consultations, own_open_roles, ownerless_issues, unhanded
from kasane.japanese.wareki import wareki
from kasane.rules.timing import add_business_days
from kasane.rules.waiting import Waiting, WaitingFacts
from kasane.web.today.lines import Asking, Line, Press


def undecided_consultations(asking: Asking) -> list[Line]:
    """I-2: an open consultation ages from the day it was taken."""
    days = asking.deadlines.get("consultation_open")
    lines = []
    for one in open_consultations(asking.actor):
        day = one.received_at.astimezone(TOKYO).date()
        due_on = None if days is None else add_business_days(day, days)
        facts = WaitingFacts(Waiting.CONSULTATION, day, due_on)
        address = reverse("dispose", args=[one.pk])
        lines.append(Line(facts, "対応を決める", address, one.pk, one.case_id, due_word="決める期限"))
    return lines


def roles(asking: Asking) -> list[Line]:
    """What the desk took on in a sitting; it may know nothing else of the case."""
    return [
        Line(
            WaitingFacts(Waiting.ROLE, None, role.due_on),
            f"{role.people_line}　{role.text}",
            subject=role.pk,
            case=role.case_id,
            badge="支援会議で決定" if role.is_from_sealed else "",
            press=Press(reverse("role_done", args=[role.pk]), "済みにする"),
        )
        for role in own_open_roles(asking.actor)
    ]


def offers_to_lead(asking: Asking) -> list[Line]:
    return [
        Line(
            WaitingFacts(Waiting.LEAD_OFFER, offer.offered_at.astimezone(TOKYO).date(), None),
            "主担当になることを頼まれています",
            reverse("lead_answer", args=[offer.case_id]),
            offer.pk,
            offer.case_id,
            since_word="依頼",
        )
        for offer in lead_offers(asking.actor)
    ]


def issues_of_nobody(asking: Asking) -> list[Line]:
    return [
        Line(
            WaitingFacts(Waiting.ISSUE, issue.written_at.astimezone(TOKYO).date(), None),
            issue.text,
            reverse("case", args=[issue.case_id]),
            issue.pk,
            issue.case_id,
            since_word="記録",
        )
        for issue in ownerless_issues(asking.actor)
    ]


def left_behind(_asking: Asking) -> list[Line]:
    """D-3: desks for which nobody acts any more."""
    return [
        Line(
            WaitingFacts(Waiting.UNHANDED, None, None),
            f"{one.desk}　開いているケース {one.cases}件",
            detail=f"委託期間が{wareki(one.ended_on)}で終わりました"
            if one.is_contract
            else f"{wareki(one.ended_on)}を最後に、担当がいません",
            state=one.desk[:60],
        )
        for one in unhanded()
    ]
