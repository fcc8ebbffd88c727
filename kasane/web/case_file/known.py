"""The case of a page, and what every form of a case answers with."""

from kasane.cases.models import Case
from kasane.cases.queries import case_of
from kasane.web.access import ActingRequest, found


def known_case(request: ActingRequest, number: int) -> Case:
    """The case, or the 404 of who holds no key that shows it."""
    return found(case_of(number, request.actor))


def status_of(request: ActingRequest) -> int:
    """What a page with a form answers: a form that comes back was not stored."""
    return 422 if request.method == "POST" else 200


def edition_in(request: ActingRequest) -> int:
    """The edition a form was filled in on; 0 when it says none."""
    told = request.POST.get("edition", "")
    return int(told) if told.isdecimal() and len(told) < 9 else 0
