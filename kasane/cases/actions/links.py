"""関連するケース: two files that belong together, found by somebody who may see both."""

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.cases.models import CaseLink
from kasane.cases.queries import linked_to
from kasane.rules.in_charge import may_be_linked
from kasane.rules.verdicts import demand


@transaction.atomic
def link(*, case: int, other: int, by: Actor) -> None:
    """Record that two cases belong together; each then leads to the other, and nothing is merged (W-5)."""
    demand(may_be_linked(case=case, other=other, linked=frozenset(linked_to(case))))
    first, second = sorted((case, other))
    pair = CaseLink(case_id=first, other_id=second, made_by=by.staff, made_at=by.at)
    pair.save(force_insert=True)
    tell("link_cases", cases=[case, other])
