"""Persons as plain values: as they are written down, and as the rules see them."""

from dataclasses import dataclass
from datetime import date

from kasane.people.models.household import FIRST
from kasane.people.queries import PersonView
from kasane.rules.complexity import PersonFacts


@dataclass(frozen=True)
class PersonWords:
    """What was written of somebody; `name` may be empty when `called` tells them apart."""

    name: str = ""
    kana: str = ""
    called: str = ""
    former_surname: str = ""
    birth_on: date | None = None
    # A birthday known in part.
    birth_year: int | None = None
    birth_month: int | None = None
    about_age: int | None = None
    # 出産予定 of who is not yet born, as a day known in part.
    due: str = ""
    sex: str = "unknown"
    address: str = ""
    phone: str = ""
    # A code of the list `kinship`: what they are to the first person written down; empty for the first.
    relation: str = ""
    lives_with: bool = True
    # The household of the case they live in.
    household: int = FIRST
    household_name: str = ""
    # Codes of the list `communication`, and the same in words.
    communication: tuple[str, ...] = ()
    communication_words: str = ""


def person_facts(view: PersonView) -> PersonFacts:
    return PersonFacts(id=view.id, age=view.age, role=view.position)
