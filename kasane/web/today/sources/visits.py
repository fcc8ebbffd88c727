"""Visits of the day and those without a result, cautions for the manager, persons of whom it has become quiet."""

from datetime import timedelta

from django.urls import reverse

from kasane.access.actor import TOKYO
from kasane.cases.queries.deaths import spoken_of
from kasane.cases.queries.silence import silent_persons
from kasane.cases.queries.visits import cautions_to_agree, cautions_to_review, visits_due
from kasane.rules.waiting import Waiting, WaitingFacts
from kasane.support_plans.queries import running_persons
from kasane.web.today.lines import Asking, Line


def silent(asking: Asking) -> list[Line]:
    """O-2: somebody the desk supports was not reached for the city's number of days, as far as one may know."""
    days = timedelta(days=asking.deadlines.get("silence", 0))
    found = silent_persons(asking.actor, asking.today, running_persons())
    names = spoken_of({(one.case, one.person) for one in found})
    return [
        Line(
            WaitingFacts(Waiting.SILENCE, one.since, one.since + days),
            f"{names.get((one.case, one.person), '本人・家族')}と、"
            f"{'最後につながった日' if one.silence.last_on else '関わりはじめた日'}から"
            f"{one.silence.days}日つながっていません（見える範囲で）",
            reverse("case_visits", args=[one.case]),
            one.person or one.case,
            one.case,
            since_word="最後" if one.silence.last_on else "関わりはじめ",
            due_word="連絡の期限",
            is_named=(one.case, one.person) in names,
        )
        for one in found
    ]


def to_make(asking: Asking) -> list[Line]:
    """Visits of today, and former ones whose result nobody wrote."""
    return [
        Line(
            WaitingFacts(Waiting.VISIT, None, visit.planned_on),
            f"{visit.starts_at.hour}時{visit.starts_at.minute:02}分　{visit.purpose}",
            reverse("visit", args=[visit.pk]),
            visit.pk,
            visit.case_id,
            due_word="訪問する日",
            staff=frozenset(visit.goers),
        )
        for visit in visits_due(asking.actor, asking.today)
    ]


def cautions(asking: Asking) -> list[Line]:
    """O-3: what was proposed, and what is to be reviewed; for the manager who agrees."""
    own = frozenset({asking.actor.staff})
    proposals = [(one, "提案された注意を確かめて決める", None) for one in cautions_to_agree(asking.actor)]
    reviews = [(one, "注意を見直す", one.review_on) for one in cautions_to_review(asking.actor, asking.today)]
    return [
        Line(
            WaitingFacts(Waiting.CAUTION, one.written_at.astimezone(TOKYO).date(), due_on),
            f"{sentence}：{one.get_kind_display()}",
            reverse("caution", args=[one.case_id, one.pk]),
            one.pk,
            one.case_id,
            since_word="提案",
            due_word="見直す日",
            staff=own,
        )
        for one, sentence, due_on in [*reviews, *proposals]
    ]
