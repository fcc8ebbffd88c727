"""支援措置: keeping somebody's address apart from everything else."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.rooms import InformationClass
from kasane.audit.actions import record as tell
from kasane.people.models import ProtectedAddress
from kasane.rooms.actions import write
from kasane.rooms.queries import call
from kasane.rules.protection import BASIS, may_run
from kasane.rules.verdicts import Refused, demand, refused


@dataclass(frozen=True)
class ProtectionWords:
    """支援措置 as the city decided it: the places nobody else may learn, from whom, from and to which day."""

    address: str
    phone: str
    places: str
    hidden_from: str
    valid_from: date
    valid_to: date


@transaction.atomic
def protect(persons: list[int], words: ProtectionWords, *, case: int, home: int, by: Actor) -> None:
    """Keep the address of somebody and of those protected with them apart from now on, in every room that holds it."""
    demand(may_run(valid_from=words.valid_from, valid_to=words.valid_to))
    stored: list[int] = []
    moved = 0
    for person in persons:
        protection = ProtectedAddress(
            person_id=person,
            information_class=InformationClass.PROTECTED_ADDRESS.value,
            address=words.address,
            phone=words.phone,
            places=words.places,
            hidden_from=words.hidden_from,
            valid_from=words.valid_from,
            valid_to=words.valid_to,
        )
        write(protection, home=home, case=case, concerns=[person], by=by)
        moved += call("set_addresses_apart", person)
        stored.append(protection.pk)
    tell(
        "protect",
        cases=[case],
        records={"people.protectedaddress": stored},
        detail={"moved": moved, "by": by.staff},
    )


@transaction.atomic
def renew_protection(protection: ProtectedAddress, *, valid_to: date, by: Actor) -> None:
    demand(may_run(valid_from=by.today, valid_to=valid_to))
    _change(protection, valid_to=valid_to, renewed_on=by.today)
    tell(
        "renew_protection",
        cases=[protection.case_id],
        records={"people.protectedaddress": [protection.pk]},
    )


@transaction.atomic
def end_protection(protection: ProtectedAddress, *, by: Actor) -> None:
    """解除: from today on the person's address may be recorded as anybody's; what was kept apart stays so."""
    _change(protection, ended_on=by.today)
    tell("end_protection", cases=[protection.case_id], records={"people.protectedaddress": [protection.pk]})


def _change(protection: ProtectedAddress, **values: date) -> None:
    changed = ProtectedAddress.objects.filter(pk=protection.pk, ended_on=None).update(**values)
    if changed != 1:
        raise Refused(
            refused(
                "この支援措置は、すでに解除されています。",
                basis=BASIS,
                rule="S-1",
                remedy="画面を開き直して確かめてください。",
            )
        )
