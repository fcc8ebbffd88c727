"""Notes: what they plan next, and those that wait for the manager's approval."""

from django.urls import reverse

from kasane.cases.queries import approvals_waiting, next_steps
from kasane.rules.waiting import AHEAD, Waiting, WaitingFacts
from kasane.web.today.lines import Asking, Line, Press


def planned_next(asking: Asking) -> list[Line]:
    return [
        Line(
            WaitingFacts(Waiting.NEXT_STEP, None, note.next_on),
            note.next_words or "次の予定",
            reverse("note", args=[note.case_id, note.pk]),
            note.pk,
            note.case_id,
            due_word="予定の日",
            press=Press(reverse("next_done", args=[note.pk]), "済みにする"),
        )
        for note in next_steps(asking.actor, asking.today + AHEAD)
    ]


def to_approve(asking: Asking) -> list[Line]:
    """One line for all of them: they are approved on a page of their own."""
    count = approvals_waiting(asking.actor)
    facts = WaitingFacts(Waiting.APPROVAL, None, None)
    line = Line(
        facts,
        f"承認を待つ記録が{count}件あります",
        reverse("approvals"),
        staff=frozenset({asking.actor.staff}),
    )
    return [line] if count else []
