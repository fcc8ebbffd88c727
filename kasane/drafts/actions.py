"""Keeping and throwing away drafts; a draft is no record, so the record of seeing is not told."""

from django.db import transaction

from kasane.access.actor import Actor
from kasane.drafts.models import Draft
from kasane.rooms.queries import call
from kasane.rules.drafts import may_be_kept
from kasane.rules.verdicts import demand

Fields = list[tuple[str, str]]


@transaction.atomic
def keep(fields: Fields, *, path: str, label: str, draft: int | None, by: Actor) -> int:
    """Keep what a form holds, in the draft it was kept in before or in a new one; returns the draft's id.

    Raises Refused when it is too much to be somebody's typing.
    """
    demand(may_be_kept(sum(len(name) + len(value) for name, value in fields)))
    stored = [list(field) for field in fields]
    if draft is not None and Draft.objects.filter(pk=draft).update(fields=stored, saved_at=by.at):
        return draft
    made = Draft(staff_id=by.staff, desk_id=by.desk, path=path, label=label, fields=stored, saved_at=by.at)
    made.save(force_insert=True)
    return made.pk


@transaction.atomic
def discard(draft: int, *, by: Actor) -> bool:
    """Throw a draft of one's own away; False when there is none."""
    return bool(call("discard_draft", draft)) and by.staff > 0
