"""Plan parts as the rules see them."""

from kasane.rules.plans import PartState
from kasane.support_plans.models import PlanPart


def state_of(part: PlanPart) -> PartState:
    """The state a part's decisions have brought it to; a part without any is a draft (P-2)."""
    last = part.changes.order_by("-decided_on", "-written_at").values_list("state_after", flat=True).first()
    return PartState(last) if last else PartState.DRAFT
