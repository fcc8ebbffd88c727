"""Pledges the convening desk receives: on paper, orally where it is urgent, and for the year."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from kasane.access.actor import TOKYO, Actor
from kasane.attachments.actions import rotated, sealed, unsealed
from kasane.audit.actions import record as tell
from kasane.code_lists.queries import text_in_force
from kasane.japanese.ages import last_day_of_fiscal_year
from kasane.meetings.facts import PLEDGE_TEXTS, kind_of
from kasane.meetings.models import Participant, Pledge, PledgePaper, Sitting, YearlyPledge
from kasane.rooms.queries import call, refusals
from kasane.rules.meetings import ConferencePurpose
from kasane.rules.papers import may_be_taken_in, media_type_of
from kasane.rules.pledges import PledgeFacts, PledgeWay, is_accepted
from kasane.rules.verdicts import demand


@dataclass(frozen=True)
class PledgeWords:
    """How a pledge came, and when; `paper` is what was signed, `heard_by` who heard it."""

    way: PledgeWay
    pledged_at: datetime
    paper: bytes | None = None
    heard_by: int | None = None
    # A paper that counts for every sitting of this kind to the end of the fiscal year.
    is_for_the_year: bool = False


@transaction.atomic
def receive_pledge(seat: Participant, words: PledgeWords, *, by: Actor) -> None:
    """Write down somebody's pledge; their packet opens as after their own (M-3)."""
    if Pledge.objects.filter(participant=seat).exists():
        return
    sitting, day = seat.sitting, words.pledged_at.astimezone(TOKYO).date()
    demand(
        is_accepted(
            PledgeFacts(
                way=words.way,
                pledged_on=day,
                held_on=sitting.held_on,
                on=by.today,
                has_paper=words.paper is not None,
                is_heard=words.heard_by is not None,
                is_urgent=sitting.purpose == ConferencePurpose.URGENT.value,
            )
        )
    )
    text = text_in_force(PLEDGE_TEXTS[kind_of(sitting)], day).version_label
    paper = _take_in(words.paper, by=by) if words.paper is not None else None
    with refusals():
        Pledge(
            participant=seat,
            text_version=text,
            pledged_at=words.pledged_at,
            way=words.way.value,
            heard_by=words.heard_by if words.way is PledgeWay.ORAL else None,
            paper=paper,
            received_by=by.staff,
        ).save(force_insert=True)
    if paper is not None and words.is_for_the_year:
        YearlyPledge(
            staff_id=seat.staff_id,
            desk_id=by.desk,
            kind=sitting.kind,
            text_version=text,
            pledged_on=day,
            valid_to=last_day_of_fiscal_year(day),
            paper=paper,
            received_by=by.staff,
        ).save(force_insert=True)
    call("admit", sitting.pk)
    tell("receive_pledge", detail={"sitting": sitting.pk, "seat": seat.pk, "way": words.way.value})


def count_yearly_pledges(sitting: Sitting, *, by: Actor) -> None:
    """Every seat whose person pledged for the year and for this kind of meeting has pledged."""
    waiting = list(Participant.objects.filter(sitting=sitting, withdrawn_at=None, pledge=None))
    made = YearlyPledge.objects.filter(
        staff_id__in=[seat.staff_id for seat in waiting],
        kind=sitting.kind,
        pledged_on__lte=sitting.held_on,
        valid_to__gte=sitting.held_on,
    )
    known = {one.staff_id: one for one in made.order_by("pledged_on")}
    for seat in waiting:
        if seat.staff_id in known:
            Pledge(
                participant=seat,
                text_version=known[seat.staff_id].text_version,
                pledged_at=by.at,
                way=PledgeWay.YEARLY.value,
                yearly=known[seat.staff_id],
                received_by=by.staff,
            ).save(force_insert=True)
            tell("count_yearly_pledge", detail={"sitting": sitting.pk, "seat": seat.pk})


def content_of(paper: PledgePaper) -> bytes:
    """The paper as it was signed; raises ValueError when what is stored is not what was taken in."""
    return unsealed(bytes(paper.content), paper.sha256)


def rotate_pledge_papers(keys: Sequence[str]) -> None:
    """Encrypt every paper under the newest of the field keys; the others still read."""
    for number in PledgePaper.objects.values_list("id", flat=True).iterator():
        with transaction.atomic():
            held = PledgePaper.objects.select_for_update().filter(pk=number)
            held.update(content=rotated(bytes(held.values_list("content", flat=True).get()), keys))


def _take_in(content: bytes, *, by: Actor) -> PledgePaper:
    demand(may_be_taken_in(content))
    paper = PledgePaper(
        desk_id=by.desk,
        media_type=media_type_of(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=sealed(content, settings.FIELD_KEYS),
        taken_in_by=by.staff,
        taken_in_at=by.at,
    )
    paper.save(force_insert=True)
    return paper
