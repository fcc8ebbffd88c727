"""Writing while a sitting runs: each field stored by itself, in the edition it was read at (M-8)."""

from typing import TypeVar

from django.db import IntegrityError, transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.meetings.actions.items import demand_unnamed, write_beside
from kasane.meetings.facts import matter_codes_of, takes_part
from kasane.meetings.models import (
    AgendaItem,
    Contribution,
    Minutes,
    Participant,
    SettledMatter,
    WrittenTogether,
)
from kasane.rules.conducting import may_write_together, outrun
from kasane.rules.sittings import SittingState
from kasane.rules.verdicts import Refused, demand, refused

W = TypeVar("W", bound=WrittenTogether)


@transaction.atomic
def write_contribution(item: AgendaItem, seat: Participant, text: str, *, edition: int, by: Actor) -> int:
    """What one of those called said on an item; returns the edition stored."""
    if not takes_part(item, seat):
        raise Refused(
            refused(
                "この方は、この議題に出席していません。",
                basis="実施計画 3-1(2)",
                rule="M-8",
                remedy="出席者を確かめてください。",
            )
        )
    known = item.contributions.filter(participant=seat).first()
    fresh = Contribution(item=item, participant=seat, text=text)
    stored = _write(item, known, fresh, edition, by)
    tell("write_contribution", cases=[item.case_id], records={"meetings.contribution": [stored.pk]})
    return stored.edition


@transaction.atomic
def settle_matter(item: AgendaItem, code: str, text: str, *, edition: int, by: Actor) -> int:
    """How the sitting settled one matter of its occasion or purpose (P-3); returns the edition stored."""
    if code not in matter_codes_of(item):
        raise Refused(refused("この議題で確認する事項ではありません。", basis="実施計画 3-1(3)", rule="P-3"))
    known = item.matters.filter(code=code).first()
    stored = _write(item, known, SettledMatter(item=item, code=code, text=text), edition, by)
    tell("settle", cases=[item.case_id], records={"meetings.settledmatter": [stored.pk]})
    return stored.edition


@transaction.atomic
def write_draft(item: AgendaItem, text: str, *, edition: int, by: Actor) -> int:
    """The minutes of an item while they are a draft; returns the edition stored."""
    known = item.minutes.order_by("number").first()
    stored = _write(item, known, Minutes(item=item, text=text), edition, by)
    tell("write_minutes", cases=[item.case_id], records={"meetings.minutes": [stored.pk]})
    return stored.edition


def _write(item: AgendaItem, known: W | None, fresh: W, edition: int, by: Actor) -> W:
    """Store one field; refused where somebody was quicker, by the rule and once more by the database."""
    state = SittingState(item.sitting.state)
    standing = known.edition if known else 0
    demand(may_write_together(state=state, seen=edition, standing=standing, letters=len(fresh.text)))
    demand_unnamed(item, fresh.text, by=by)
    if known is None:
        try:
            with transaction.atomic():
                return write_beside(item, fresh, by=by)
        except IntegrityError as error:
            raise Refused(outrun()) from error
    changed = type(fresh)._default_manager.filter(pk=known.pk, edition=edition)
    told = {"text": fresh.text, "edition": edition + 1, "changed_by": by.staff, "changed_at": by.at}
    if changed.update(**told) != 1:
        raise Refused(outrun())
    known.edition = edition + 1
    return known
