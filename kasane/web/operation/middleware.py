"""The outermost step of a request: it measures pages, and answers those who watch over the installation."""

import hmac
import time
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST

from kasane.web.operation.figures import exposed, tell_page
from kasane.web.operation.health import is_leaving, readiness

# TRACE gives back what was sent, cookies too; of the others no page of ours knows what they mean.
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class OperationMiddleware:
    """Probes know neither host name nor session, so they are answered before anything asks for one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.answers = {"/health/live/": live, "/health/ready/": ready, "/metrics/": figures}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return _bare(HttpResponseNotAllowed(METHODS))
        answer = self.answers.get(request.path_info)
        if answer is not None:
            return _watched(request, answer)
        begun = time.perf_counter()
        response = self.get_response(request)
        # A page is answered whether or not there is room to count it.
        with suppress(OSError):
            tell_page(_name(request), response.status_code, time.perf_counter() - begun)
        return response


def live(_request: HttpRequest) -> HttpResponse:
    """The process answers, and goes on to; nothing else is asked."""
    return (
        JsonResponse({"status": "leaving"}, status=503) if is_leaving() else JsonResponse({"status": "live"})
    )


def ready(_request: HttpRequest) -> HttpResponse:
    checks = readiness()
    is_ready = all(checks.values())
    told = {"status": "ready" if is_ready else "not ready", "checks": checks}
    return JsonResponse(told, status=200 if is_ready else 503)


def figures(request: HttpRequest) -> HttpResponse:
    """For who shows the installation's own token; to anybody else there is no such page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    if not any(hmac.compare_digest(given, token.encode()) for token in settings.METRICS_TOKENS):
        return HttpResponseNotFound()
    return HttpResponse(exposed(), content_type=CONTENT_TYPE_LATEST)


def _watched(request: HttpRequest, answer: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return _bare(HttpResponseNotAllowed(("GET", "HEAD")))
    return _bare(answer(request))


def _bare(response: HttpResponse) -> HttpResponse:
    """What is no page says so itself: the steps that say it of pages lie further in."""
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    response["Referrer-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _name(request: HttpRequest) -> str:
    """The page's name; addresses hold ids and searches, and are never told."""
    match = request.resolver_match
    if match is not None:
        return match.view_name or "unnamed"
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "none"
