"""The one middleware of a request: who acts, in which transaction, and the record of what was shown."""

import logging
from collections.abc import Callable
from contextlib import suppress

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kasane.access.ids import decode_id
from kasane.access.seeing import Seen, gathering
from kasane.audit.actions import record_view
from kasane.drafts.actions import discard
from kasane.rules.verdicts import Refused
from kasane.sign_in.actions import act, token_of

logger = logging.getLogger(__name__)
READING = frozenset({"GET", "HEAD", "OPTIONS"})
KEEPS_DRAFTS = "/drafts/"
# Typing is kept, and news counted, without being a sign of life: neither puts off the idle lock.
QUIET = frozenset({KEEPS_DRAFTS, "/notices/count/"})
REFUSED = frozenset({403, 404, 409})


class ActingMiddleware:
    """Transaction 1 acts, runs the view and renders; transaction 2 records; then the response leaves.

    On GET the first is READ ONLY. Whatever answers 400 or more is rolled back. What cannot be recorded
    is not shown.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        request.actor = None  # type: ignore[attr-defined]
        if not key or request.path.startswith(("/sign-in/", "/static/")):
            return self.get_response(request)
        token = token_of(key)
        with gathering() as seen, transaction.atomic():
            request.actor = act(  # type: ignore[attr-defined]
                token, is_reading=request.method in READING, is_quiet=request.path in QUIET
            )
            response = self.get_response(request)
            self._discard_draft(request, response)
            if response.status_code >= 400:
                transaction.set_rollback(True)
        if request.actor is not None:  # type: ignore[attr-defined]
            response = self._recorded(request, response, token, seen)
        response["Cache-Control"] = "no-store"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal that no screen caught still answers with its sentence."""
        if isinstance(exception, Refused):
            return render(request, "refused.html", {"verdict": exception.verdict}, status=409)
        return None

    def _discard_draft(self, request: HttpRequest, response: HttpResponse) -> None:
        """What a form stored is no draft any more; both happen, or neither."""
        letters = request.POST.get("draft", "") if request.method == "POST" else ""
        is_stored = 300 <= response.status_code < 400 and request.path != KEEPS_DRAFTS
        if letters and is_stored and request.actor:  # type: ignore[attr-defined]
            with suppress(ValueError):
                discard(decode_id(letters), by=request.actor)  # type: ignore[attr-defined]

    def _recorded(self, request: HttpRequest, response: HttpResponse, token: str, seen: Seen) -> HttpResponse:
        is_refused = response.status_code in REFUSED
        is_redirect = 300 <= response.status_code < 400
        match = request.resolver_match
        if getattr(match and match.func, "is_count", False) and _is_bare_number(response):
            return response
        is_export = response.status_code == 200 and getattr(match and match.func, "is_export", False)
        if not is_refused and not is_export and (not seen or is_redirect):
            return response
        what = match.view_name if match else "unknown"
        detail = {"status": response.status_code} if is_refused else {}
        kind = "refused" if is_refused else "export" if is_export else "view"
        try:
            record_view(kind, what, token=token, seen=seen, detail=detail)
        except DatabaseError:
            logger.exception("The record of seeing could not be written; nothing was shown.")
            return render(request, "unrecorded.html", status=503)
        return response


def _is_bare_number(response: HttpResponse) -> bool:
    """Whether nothing but a number leaves the server: then nobody was shown anything, whatever was counted."""
    return response.status_code == 200 and (not response.content or response.content.isdigit())
