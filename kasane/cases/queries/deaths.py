"""Deaths after which a desk has not yet written what is to be done."""

from kasane.access.actor import TOKYO, Actor
from kasane.access.rooms import CompartmentKind
from kasane.cases.models import Case, Note
from kasane.people.models import Death, Identity
from kasane.rooms.models import Compartment
from kasane.rules.family import opens_ending

MOST = 50


def deaths_unnoted(actor: Actor) -> list[Death]:
    """Deaths in open files of the acting desk, as far as it may read them, the oldest first (C-1, P-2b).

    What is to be done counts as noted once the desk wrote a note that concerns the person after the death was
    recorded. What was struck out never happened.
    """
    rooms = Compartment.objects.filter(kind=CompartmentKind.DESK.value, desk_id=actor.desk)
    files = Case.objects.filter(id__in=rooms.values("case_id"), closed_at=None)
    recorded = Death.objects.filter(case_id__in=files.values("id"), struck_at=None).order_by("written_at")
    opened = dict(files.filter(id__in=recorded.values("case_id")).values_list("id", "opened_at"))
    deaths = [
        death
        for death in recorded
        if opens_ending(died=death.died, opened_on=opened[death.case_id].astimezone(TOKYO).date())
    ]
    if not deaths:
        return []
    written = Note.objects.filter(
        home__desk_id=actor.desk,
        case_id__in={death.case_id for death in deaths},
        written_at__gt=deaths[0].written_at,
    )
    notes = list(written.values_list("case_id", "concerns", "written_at"))
    return [
        death
        for death in deaths
        if not any(
            case == death.case_id and death.person_id in concerns and at > death.written_at
            for case, concerns, at in notes
        )
    ][:MOST]


def spoken_of(persons: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """How a sentence speaks of somebody: (case, person) → 「山田 花子さん」, where who acts may know them."""
    found = Identity.objects.filter(
        case_id__in={case for case, _ in persons}, person_id__in={person for _, person in persons}
    )
    return {(one.case_id, one.person_id): one.addressed for one in found.order_by("-doors", "written_at")}
