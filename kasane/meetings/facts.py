"""Sittings and items as the rules see them."""

from kasane.access.actor import Actor
from kasane.consents.facts import consent_facts
from kasane.directory.queries import agency_names
from kasane.meetings.models import AgendaItem, Participant, Sitting
from kasane.people.queries import people_of
from kasane.rules.consents import TAX, ConsentFacts, is_in_force
from kasane.rules.meetings import ConferencePurpose, ItemKind, MeetingKind, Named, may_be_discussed
from kasane.rules.plans import MATTERS, MatterFacts, Occasion
from kasane.rules.verdicts import Verdict, allowed


def kind_of(sitting: Sitting) -> MeetingKind:
    return MeetingKind(sitting.kind)


def purpose_of(sitting: Sitting) -> ConferencePurpose | None:
    return ConferencePurpose(sitting.purpose) if sitting.purpose else None


def agencies_at(sitting: Sitting) -> tuple[Named, ...]:
    """Every agency invited, host and CSW among them, each once (M-1)."""
    ids = list(dict.fromkeys(Participant.objects.filter(sitting=sitting).values_list("agency_id", flat=True)))
    names = agency_names(ids)
    return tuple(Named(number, names[number]) for number in ids)


def discussed(
    sitting: Sitting, *, case: int, persons: frozenset[int], agencies: tuple[Named, ...], by: Actor
) -> Verdict:
    """Whether these persons may be discussed at a sitting with these agencies (M-1)."""
    named = tuple(Named(p.id, p.identity.addressed) for p in people_of(case, by) if p.id in persons)
    return may_be_discussed(
        at=kind_of(sitting),
        item=ItemKind.CASE,
        persons=named,
        with_agencies=agencies,
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


def all_discussed(sitting: Sitting, agencies: tuple[Named, ...], *, by: Actor) -> Verdict:
    """The first item of a sitting that these agencies may not discuss; allowed when there is none."""
    for item in AgendaItem.objects.filter(sitting=sitting):
        verdict = discussed(
            sitting, case=item.case_id, persons=frozenset(item.concerns), agencies=agencies, by=by
        )
        if not verdict and not ends_without_consent(item):
            return verdict
    return allowed("M-1")


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
