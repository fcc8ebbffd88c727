"""Whom an item names, and what it must settle."""

from kasane.access.actor import Actor
from kasane.consents.facts import consent_facts
from kasane.meetings.models import AgendaItem
from kasane.people.queries import people_of
from kasane.rules.anonymity import stand_in
from kasane.rules.consents import TAX, ConsentFacts, is_in_force
from kasane.rules.items import ItemState, item_state
from kasane.rules.plans import MatterFacts


def state_of_item(item: AgendaItem, *, is_begun: bool | None = None) -> ItemState:
    """How far an item has come; whether anything said at it is written down is asked where it is not told."""
    return item_state(
        is_begun=item.contributions.exists() if is_begun is None else is_begun,
        is_decided=hasattr(item, "decision") or hasattr(item, "policy"),
        is_deferred=bool(item.deferred_why),
        is_resumed=item.resumed_in_id is not None,
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


def matters_of(item: AgendaItem) -> tuple[MatterFacts, ...]:
    return tuple(MatterFacts(code, text) for code, text in item.matters.values_list("code", "text"))
