"""関連するケース: which files belong together, as far as one may see both."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.ids import decode_id
from kasane.access.permissions import Permission
from kasane.cases.actions.links import link
from kasane.cases.queries import case_of, linked_to
from kasane.people.queries import names_of
from kasane.rooms.queries import own_room, why
from kasane.rules.verdicts import Verdict
from kasane.search.queries import found as find
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import known_case, status_of
from kasane.web.components.asking import asked
from kasane.web.components.sealed import looked_for, searched


@needs(Permission.WRITE_NOTES)
def links(request: ActingRequest, case: int) -> HttpResponse:
    """The cases linked with one, and looking for another by a name."""
    known, actor = known_case(request, case), request.actor
    found(own_room(case, actor))
    verdict: Verdict | None = None
    if "q" in request.POST:
        return redirect(searched(request.path, request.POST["q"].strip()[:40]))
    if request.method == "POST":
        other = found(case_of(_number(request.POST.get("other", "")), actor)).pk
        _, verdict = asked(lambda: link(case=case, other=other, by=actor))
        if verdict is None:
            messages.success(request, "関連するケースとして記録しました。")
            return redirect("links", case)
    typed = looked_for(request)
    linked = linked_to(case)
    hits = {other for _, other in find("person", typed)} - {case, *linked} if typed else set()
    names = names_of([case, *linked, *hits])
    context = {
        "case": known,
        "verdict": verdict,
        "typed": typed,
        "names": "、".join(names.get(case, [])),
        "linked": [(one, "、".join(names.get(one, []))) for one in linked],
        "hits": [(one, "、".join(names.get(one, []))) for one in sorted(hits) if one in names],
        "reasons": why(case, actor),
    }
    return render(request, "case_file/links.html", context, status=status_of(request))


def _number(letters: str) -> int:
    try:
        return decode_id(letters)
    except ValueError:
        return 0
