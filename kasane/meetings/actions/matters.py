"""Keeping what sittings settle: adding a matter of the city's own, and ending it."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from kasane.access.actor import Actor
from kasane.access.ids import encode_id, new_id
from kasane.audit.actions import record as tell
from kasane.code_lists.models import Matter
from kasane.code_lists.queries import matters_at
from kasane.rooms.queries import refusals
from kasane.rules.matters import may_add_matter, may_end_matter
from kasane.rules.verdicts import Refused, demand, refused


@transaction.atomic
def add_matter(
    *,
    label: str,
    hint: str,
    times: frozenset[str],
    is_required: bool,
    valid_from: date,
    by: Actor,
) -> Matter:
    """A matter of the city's own, from a day on, last in its order."""
    taken = frozenset(one.label for time in times for one in matters_at(time, max(valid_from, by.today)))
    demand(may_add_matter(label=label, times=times, taken=taken, valid_from=valid_from, on=by.today))
    last = Matter.objects.aggregate(last=Max("sort_order"))["last"] or 0
    matter = Matter(
        code=encode_id(new_id()),
        label=label.strip(),
        hint=hint.strip(),
        sort_order=last + 1,
        occasions=sorted(times),
        is_required=is_required,
        valid_from=valid_from,
        kept_at=by.at,
    )
    with refusals():
        matter.save(force_insert=True)
    tell("add_matter", detail={"matter": matter.code})
    return matter


@transaction.atomic
def end_matter(matter: Matter, *, last_day: date, by: Actor) -> None:
    """Ask a matter of the city's own for the last time on a day; what was written stays."""
    demand(may_end_matter(code=matter.code, valid_from=matter.valid_from, last_day=last_day, on=by.today))
    changed = Matter.objects.filter(pk=matter.pk).update(valid_to=last_day, kept_at=by.at)
    if changed != 1:
        raise Refused(
            refused("確認事項は変えられません。", basis="", rule="P-3", remedy="画面を開き直してください。")
        )
    tell("end_matter", detail={"matter": matter.code, "last_day": str(last_day)})
