"""Consents as the rules see them."""

from kasane.rooms.queries import rows_of
from kasane.rules.consents import ConsentFacts


def consent_facts(case: int) -> tuple[ConsentFacts, ...]:
    """Every consent given in a case, ended ones too; empty for who has no room of their own in it."""
    return tuple(
        ConsentFacts(
            id=number,
            person=person,
            agencies=frozenset(agencies),
            purposes=frozenset(purposes),
            classes=frozenset(classes),
            valid_from=valid_from,
            valid_to=valid_to,
            ended_on=ended_on,
            is_given=True,
        )
        for number, person, agencies, purposes, classes, valid_from, valid_to, ended_on in rows_of(
            "consents_in_force", case
        )
    )
