"""What one began to write and has not stored."""

from kasane.access.actor import TOKYO
from kasane.drafts.queries import own_drafts
from kasane.rules.waiting import Waiting, WaitingFacts
from kasane.web.today.lines import Asking, Line


def unfinished(asking: Asking) -> list[Line]:
    return [
        Line(
            WaitingFacts(Waiting.DRAFT, draft.saved_at.astimezone(TOKYO).date(), None),
            draft.label,
            draft.path,
            since_word="書いた日",
            staff=frozenset({asking.actor.staff}),
        )
        for draft in own_drafts()
    ]
