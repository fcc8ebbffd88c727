"""担当代理: a colleague of the same desk stands in while somebody is away."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kasane.access.actor import TOKYO, Actor
from kasane.audit.actions import record as tell
from kasane.cases.actions.undoing import unmarked
from kasane.directory.queries import workers_of
from kasane.rules.in_charge import may_stand_in
from kasane.rules.undoing import may_be_taken_back
from kasane.rules.verdicts import Refused, Verdict, demand, refused
from kasane.tasks.models import Deputy


@dataclass(frozen=True)
class DeputyWords:
    """Who is away, who stands in, and from when to when."""

    absent: int
    deputy: int
    from_on: date
    until_on: date


@transaction.atomic
def stand_in(words: DeputyWords, *, by: Actor) -> Deputy:
    """Let a colleague see what waits for somebody as their own, for some days (W-4)."""
    demand(
        may_stand_in(
            absent=words.absent,
            deputy=words.deputy,
            by=by.staff,
            is_manager=by.is_manager,
            of_desk=frozenset(worker.staff_id for worker in workers_of(by)),
            from_on=words.from_on,
            until_on=words.until_on,
            today=by.today,
        )
    )
    standing = Deputy(
        desk_id=by.desk,
        absent_id=words.absent,
        deputy_id=words.deputy,
        from_on=words.from_on,
        until_on=words.until_on,
        set_by=by.staff,
        set_at=by.at,
    )
    standing.save(force_insert=True)
    tell("stand_in", detail={"absent": words.absent, "deputy": words.deputy})
    return standing


@transaction.atomic
def end_deputy(standing: Deputy, *, by: Actor) -> None:
    """Who was away is back earlier; by themselves or the desk's manager."""
    changed = Deputy.objects.filter(pk=standing.pk, ended_at=None).update(ended_at=by.at)
    if changed != 1:
        raise Refused(_not_ones_own())
    tell("end_deputy", detail={"absent": standing.absent_id, "deputy": standing.deputy_id})


@transaction.atomic
def take_back_end_of_deputy(standing: Deputy, *, by: Actor) -> None:
    """Who was away is not back after all; by those who may end it, unless somebody was named since (U-1)."""
    ended_at = standing.ended_at
    since = Deputy.objects.filter(absent_id=standing.absent_id, ended_at=None)
    demand(
        may_be_taken_back(
            done_on=ended_at.astimezone(TOKYO).date() if ended_at else None,
            today=by.today,
            is_newest=not since.filter(set_at__gte=ended_at).exists() if ended_at else True,
        )
    )
    if not (by.is_manager or standing.absent_id == by.staff):
        raise Refused(_not_ones_own())
    same = Deputy.objects.filter(pk=standing.pk, ended_at=ended_at)
    unmarked(same.update(ended_at=None), by=by)
    tell("take_back_end_of_deputy", detail={"absent": standing.absent_id, "deputy": standing.deputy_id})


def _not_ones_own() -> Verdict:
    return refused(
        "この担当代理を終えられるのは、本人か窓口の管理者です。",
        basis="窓口の中の分担",
        rule="W-4",
        remedy="画面を開き直して確かめてください。",
    )
