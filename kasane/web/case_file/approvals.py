"""承認待ち: the notes of a desk that its manager reads and approves, one or several at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.ids import decode_id
from kasane.access.permissions import Permission
from kasane.cases.actions.notes import approve_notes
from kasane.cases.queries import waiting_for_approval
from kasane.code_lists.queries import labels_of
from kasane.people.queries import names_of
from kasane.rules.notes import may_be_approved
from kasane.rules.verdicts import Verdict, refused
from kasane.web.access import ActingRequest, needs
from kasane.web.case_file.timeline import NOTE_LISTS, note_entry
from kasane.web.components.asking import asked

NOTHING_CHOSEN = refused(
    "承認する経過が選ばれていません。", basis="", rule="N-2", remedy="一つ以上選んでから押してください。"
)


@needs(Permission.WRITE_NOTES)
def approvals(request: ActingRequest) -> HttpResponse:
    may_approve = may_be_approved(is_manager=request.actor.is_manager)
    if not may_approve:
        return render(request, "403.html", {"verdict": may_approve}, status=403)
    verdict: Verdict | None = None
    if request.method == "POST":
        chosen = _chosen(request.POST.getlist("note"))
        done, verdict = (
            asked(lambda: approve_notes(chosen, by=request.actor)) if chosen else (None, NOTHING_CHOSEN)
        )
        if done is not None:
            messages.success(request, f"{done}件の経過を承認しました。")
            return redirect("approvals")
    views = waiting_for_approval(request.actor)
    labels, names = labels_of(*NOTE_LISTS), names_of(list({view.note.case_id for view in views}))
    lines = [
        (view, note_entry(view.note, labels, view), "、".join(names.get(view.note.case_id, [])))
        for view in views
    ]
    context = {"lines": lines, "verdict": verdict}
    return render(request, "case_file/approvals.html", context, status=200 if verdict is None else 422)


def _chosen(values: list[str]) -> dict[int, int]:
    """Notes and the editions that were read, from boxes whose values are `id:edition`."""
    chosen = {}
    for value in values:
        letters, _, edition = value.partition(":")
        try:
            chosen[decode_id(letters)] = int(edition)
        except ValueError:
            continue
    return chosen
