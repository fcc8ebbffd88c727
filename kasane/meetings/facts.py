"""Sittings and items as the rules see them."""

from kasane.access.actor import Actor
from kasane.consents.facts import consent_facts
from kasane.directory.queries import agency_names, csw_desks
from kasane.meetings.models import AgendaItem, CommunityItem, ItemLeave, Minutes, Participant, Sitting
from kasane.people.queries import people_of
from kasane.rules.anonymity import stand_in
from kasane.rules.consents import TAX, ConsentFacts, is_in_force
from kasane.rules.meetings import ConferencePurpose, ItemKind, MeetingKind, Named, may_be_discussed
from kasane.rules.plans import MATTERS, MatterFacts, Occasion
from kasane.rules.sittings import IS_AHEAD, ItemProgress, MoveFacts, SittingState
from kasane.rules.verdicts import Refused, Verdict, allowed, refused


def kind_of(sitting: Sitting) -> MeetingKind:
    return MeetingKind(sitting.kind)


def purpose_of(sitting: Sitting) -> ConferencePurpose | None:
    return ConferencePurpose(sitting.purpose) if sitting.purpose else None


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


def tax_consents_of(item: AgendaItem) -> list[ConsentFacts]:
    """Consents in force on the day by which 税情報 of somebody discussed may be shared."""
    return [
        consent
        for consent in consent_facts(item.case_id)
        if consent.person in item.concerns
        and TAX in consent.classes
        and is_in_force(consent, item.sitting.held_on)
    ]


def tax_consent_of(item: AgendaItem, consent: int | None) -> int | None:
    """The consent's number if it is one that lets 税情報 in; None otherwise."""
    return consent if consent in {known.id for known in tax_consents_of(item)} else None


def people_line(case: int, persons: frozenset[int], by: Actor) -> str:
    """Those an item discusses, by name and age, as its packet says it."""
    about = [p for p in people_of(case, by) if p.id in persons]
    return "、".join(
        f"{p.identity.addressed}（{p.age}歳）" if p.age is not None else p.identity.addressed for p in about
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


def move_facts(sitting: Sitting) -> MoveFacts:
    """A sitting as its next step asks about it."""
    items = AgendaItem.objects.filter(sitting=sitting).select_related("decision")
    written = set(Minutes.objects.filter(item__sitting=sitting).values_list("item_id", flat=True))
    seats = Participant.objects.filter(sitting=sitting, withdrawn_at=None, arrived_at__isnull=False)
    there = set(seats.values_list("desk_id", flat=True))
    return MoveFacts(
        state=SittingState(sitting.state),
        held_on=sitting.held_on,
        items=(
            *(_progress(item, has_minutes=item.pk in written) for item in items),
            *(_progress_of_community(item) for item in CommunityItem.objects.filter(sitting=sitting)),
        ),
        is_host_there=sitting.desk_id in there,
        is_csw_there=bool(there & csw_desks()),
    )


def _progress(item: AgendaItem, *, has_minutes: bool) -> ItemProgress:
    return ItemProgress(
        topic=item.topic,
        decides_a_plan=bool(item.occasion),
        is_decided=hasattr(item, "decision"),
        is_deferred=bool(item.deferred_why),
        has_minutes=has_minutes,
    )


def _progress_of_community(item: CommunityItem) -> ItemProgress:
    return ItemProgress(
        topic=item.topic,
        decides_a_plan=False,
        is_decided=False,
        is_deferred=False,
        has_minutes=bool(item.outcome.strip()),
    )


def demand_ahead(sitting: Sitting) -> None:
    """Refuse what belongs to the preparation of a sitting once it has opened or was called off."""
    if SittingState(sitting.state) not in IS_AHEAD:
        raise Refused(
            refused(
                f"この会議は「{SittingState(sitting.state).label}」です。",
                basis="実施計画 3-1(2)",
                rule="M-3",
                remedy="次の会議に立てるか、次の会議に招いてください。",
            )
        )


def seats_not_bound(sitting: Sitting, bases: frozenset[str]) -> list[Participant]:
    """The seats, but for the convening desk's, whose person is not bound by every one of some bodies (M-6)."""
    seats = Participant.objects.filter(sitting=sitting, withdrawn_at=None).exclude(desk_id=sitting.desk_id)
    return [seat for seat in seats if not bases <= set(seat.bound_by)]


def names_of(case: int, persons: frozenset[int], by: Actor) -> tuple[str, ...]:
    """Every way in which the names of some persons may be written, whole and in their parts."""
    told = [p.identity for p in people_of(case, by) if p.id in persons]
    whole = [text for one in told for text in (one.name, one.kana) if text]
    parts = [part for text in whole for part in text.split()]
    return tuple(dict.fromkeys((*whole, *(text.replace(" ", "") for text in whole), *parts)))


def anonymous_line(case: int, persons: frozenset[int], by: Actor) -> str:
    """Those an item discusses, as letters with an age band (M-7)."""
    about = [p for p in people_of(case, by) if p.id in persons]
    return "、".join(stand_in(position, p.age) for position, p in enumerate(about))


def ends_without_consent(item: AgendaItem) -> bool:
    """An end or suspension after a withdrawal is decided without M-1 (P-2b)."""
    if item.occasion not in (Occasion.END.value, Occasion.SUSPEND.value):
        return False
    live = {c.person for c in consent_facts(item.case_id) if c.ended_on is None}
    return not live & set(item.concerns)


def matters_of(item: AgendaItem) -> tuple[MatterFacts, ...]:
    return tuple(MatterFacts(code, text) for code, text in item.matters.values_list("code", "text"))


def required_of(item: AgendaItem) -> tuple[str, ...]:
    return MATTERS[Occasion(item.occasion)] if item.occasion else ()
