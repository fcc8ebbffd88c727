"""Pages for what went wrong: what happened, why, and what to do."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    return render(request, "csrf.html", status=403)


def server_error(_request: HttpRequest) -> HttpResponse:
    """The database is away, or took too long: said as that, and to be tried again. Anything else is a fault of ours.

    Neither page asks the database for anything.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        answer = HttpResponse(get_template("503.html").render(), status=503)
        answer["Retry-After"] = "30"
        return answer
    return HttpResponse(get_template("500.html").render(), status=500)
