"""Access as every screen declares it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kasane.access.actor import Actor
from kasane.access.permissions import Permission
from kasane.rules.verdicts import refused
from kasane.sign_in.actions import is_locked
from kasane.web.sign_in.door import is_choosing, stepped_up
from kasane.web.sign_in.invited import asked_again, is_guest

T = TypeVar("T")


class ActingRequest(HttpRequest):
    """A request behind `needs`: somebody acts."""

    actor: Actor


def needs(
    permission: Permission | None,
    *,
    is_export: bool = False,
    is_count: bool = False,
    is_for_guests: bool = False,
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Declare what a screen needs; None means any signed-in person.

    What hands out a file of a list is an export: it is recorded as one, whatever it holds. What asks behind the
    page for a bare number (`is_count`) is answered with nothing where nobody acts, and shows nobody anything.
    Whoever is invited to one sitting by name gets what attending needs, and of the rest only `is_for_guests`.
    """

    def declare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            actor: Actor | None = request.actor
            if actor is None and is_count:
                return HttpResponse(status=204)
            if actor is None and is_guest(request):
                return asked_again(request)
            if actor is None and _is_locked(request):
                return stepped_up(request)
            if actor is None and is_choosing(request):
                return redirect("account_change_password")
            if actor is None:
                # A session may outlive its sign-in; left standing, the door would send it straight back here.
                logout(request)
                return redirect("account_login")
            is_closed = actor.is_guest and permission is None and not is_for_guests
            if is_closed or (permission is not None and not actor.may(permission)):
                verdict = refused(
                    f"いまの役割（{actor.role.label}）では、この画面を使えません。",
                    basis="役割ごとの権限",
                    rule="",
                    remedy="ほかの役割をお持ちなら、画面の上の「役割を替える」から替えてください。",
                )
                return render(request, "403.html", {"verdict": verdict}, status=403)
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.is_export = is_export  # type: ignore[attr-defined]
        guarded.is_count = is_count  # type: ignore[attr-defined]
        return guarded

    return declare


def _is_locked(request: HttpRequest) -> bool:
    key = request.session.session_key
    return bool(key) and request.user.is_authenticated and is_locked(str(key))


def found(thing: T | None) -> T:
    """The thing, or the same 404 for what does not exist and what one may not know of."""
    if thing is None:
        raise Http404
    return thing
