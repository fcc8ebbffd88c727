"""Who takes part in an item, and whether every consent covers them (M-1)."""

from kasane.access.actor import Actor
from kasane.consents.facts import consent_facts
from kasane.directory.queries import agency_names
from kasane.meetings.facts.sittings import kind_of
from kasane.meetings.models import AgendaItem, ItemLeave, Participant, Sitting
from kasane.people.queries import people_of
from kasane.rules.meetings import ItemKind, Named, may_be_discussed
from kasane.rules.plan_ends import ConsentEnd
from kasane.rules.plans import Occasion
from kasane.rules.verdicts import Verdict, allowed
from kasane.support_plans.facts import consent_end


def agencies_at(
    sitting: Sitting, *, item: AgendaItem | None = None, without: frozenset[int] = frozenset()
) -> tuple[Named, ...]:
    """Every agency called, host and CSW among them, each once (M-1); of an item, those that do not leave it.

    `without` are agencies that are to leave an item not yet written.
    """
    seats = Participant.objects.filter(sitting=sitting, withdrawn_at=None)
    if item is not None:
        seats = seats.exclude(id__in=ItemLeave.objects.filter(item=item).values("participant_id"))
    called = dict.fromkeys(seats.order_by("invited_at", "id").values_list("agency_id", flat=True))
    ids = [number for number in called if number not in without]
    names = agency_names(ids)
    return tuple(Named(number, names[number]) for number in ids)


def discussed(
    sitting: Sitting,
    *,
    case: int,
    persons: frozenset[int],
    by: Actor,
    item: AgendaItem | None = None,
    without: frozenset[int] = frozenset(),
    arriving: tuple[Named, ...] = (),
) -> Verdict:
    """Whether these persons may be discussed with every agency of the sitting that takes part (M-1)."""
    named = tuple(Named(p.id, p.identity.addressed) for p in people_of(case, by) if p.id in persons)
    agencies = (*agencies_at(sitting, item=item, without=without), *arriving)
    return may_be_discussed(
        at=kind_of(sitting),
        item=ItemKind.CASE,
        persons=named,
        with_agencies=tuple(dict.fromkeys(agencies)),
        consents=consent_facts(case),
        on=sitting.held_on,
    )


def all_discussed(sitting: Sitting, arriving: tuple[Named, ...] = (), *, by: Actor) -> Verdict:
    """The first item of a sitting that its agencies may not discuss; allowed when there is none."""
    for item in AgendaItem.objects.filter(sitting=sitting):
        verdict = discussed(
            sitting,
            case=item.case_id,
            persons=frozenset(item.concerns),
            item=item,
            arriving=arriving,
            by=by,
        )
        if not verdict and not ends_without_consent(item):
            return verdict
    return allowed("M-1")


def seats_not_bound(sitting: Sitting, bases: frozenset[str]) -> list[Participant]:
    """The seats, but for the convening desk's, whose person is not bound by every one of some bodies (M-6)."""
    seats = Participant.objects.filter(sitting=sitting, withdrawn_at=None).exclude(desk_id=sitting.desk_id)
    return [seat for seat in seats if not bases <= set(seat.bound_by)]


def ends_without_consent(item: AgendaItem) -> ConsentEnd | None:
    """How the consent of everybody discussed ended, after which an end or suspension is decided without M-1 (P-2b)."""
    if item.occasion not in (Occasion.END.value, Occasion.SUSPEND.value):
        return None
    return consent_end(item.case_id, frozenset(item.concerns), item.sitting.held_on)
