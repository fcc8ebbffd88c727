"""Putting a thing off to a day, and taking that back."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.code_lists.queries import deadline_days
from kasane.rules.verdicts import Refused, demand, refused
from kasane.rules.waiting import WaitingFacts, may_be_put_off
from kasane.tasks.models import PutOff


@dataclass(frozen=True)
class PutOffWords:
    """Until which day, and why."""

    until_on: date
    reason: str


@transaction.atomic
def put_off(words: PutOffWords, *, facts: WaitingFacts, subject: int, case: int | None, by: Actor) -> None:
    """Keep a thing out of the desk's sight until a day (W-2)."""
    demand(
        may_be_put_off(
            facts=facts,
            until=words.until_on,
            reason=words.reason,
            longest=deadline_days("put_off"),
            today=by.today,
        )
    )
    later = PutOff(
        desk_id=by.desk,
        staff_id=by.staff,
        kind=facts.kind.value,
        subject_id=subject,
        case_id=case,
        until_on=words.until_on,
        reason=words.reason.strip(),
        made_at=by.at,
    )
    later.save(force_insert=True)
    tell("put_off", cases=[case] if case else [], records={"tasks.putoff": [later.pk]})


@transaction.atomic
def take_back(later: PutOff, *, by: Actor) -> None:
    """Show a thing again at once; what was said stays."""
    changed = PutOff.objects.filter(pk=later.pk, ended_at=None).update(ended_at=by.at, ended_by=by.staff)
    if changed != 1:
        raise Refused(
            refused(
                "これは、すでに元に戻されています。",
                basis="",
                rule="",
                remedy="今日の画面を開き直してください。",
            )
        )
    tell("take_back", cases=[later.case_id] if later.case_id else [], records={"tasks.putoff": [later.pk]})
