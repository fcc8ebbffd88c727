"""だれが見たか: the record of seeing, for the privacy officer."""

from django.http import HttpResponse
from django.shortcuts import render

from kasane.access.ids import decode_id, encode_id
from kasane.access.permissions import Permission
from kasane.audit.queries import SeenLine, seeing
from kasane.web.access import ActingRequest, needs
from kasane.web.components.addresses import moment_in
from kasane.web.privacy.words import bases_in_words, records_in_words, what_in_words

MOST = 100


@needs(Permission.READ_SEEING)
def seen(request: ActingRequest) -> HttpResponse:
    """Newest first; of one case only where its letters are given. Ids of content, never content."""
    case = _case(request.GET.get("case", ""))
    before = moment_in(request.GET.get("before", "")) or request.actor.at
    lines = seeing(case=case, before=before, most=MOST)
    context = {
        "rows": [_row(line) for line in lines],
        "case": encode_id(case) if case else "",
        "before": lines[-1].at.isoformat() if len(lines) == MOST else "",
    }
    return render(request, "privacy/seen.html", context)


def _row(line: SeenLine) -> dict[str, object]:
    return {
        "at": line.at,
        "who": line.staff_name,
        "desk": line.desk_name,
        "what": what_in_words(line.kind, line.what),
        "records": records_in_words(line.records),
        "bases": bases_in_words(line.bases),
        "cases": [encode_id(number) for number in line.cases[:3]],
        "more": max(len(line.cases) - 3, 0),
    }


def _case(letters: str) -> int | None:
    try:
        return decode_id(letters)
    except ValueError:
        return None
