"""The door for somebody invited by name: their link, the code told by another way, and what a link that ended says."""

import hashlib
import secrets
from typing import Any
from urllib.parse import urlencode

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib.auth import logout as django_logout
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from kasane.access.seeing import Seen
from kasane.audit.actions import record_view
from kasane.directory.queries import contact_at_the_door
from kasane.meetings.actions.guests import enter, standing_of
from kasane.rules.guests import Standing, may_enter
from kasane.sign_in import actions
from kasane.sign_in.actions import token_of
from kasane.web.sign_in.address import address_of

# The secret of the browser that used a link first; it outlives the session, so that one reads on another day.
BROWSER_COOKIE = "kasane_invited_"
BROWSER_DAYS = 120
# In the session: the name of the cookie it was begun by.
CAME_BY = "came_by"


class CodeForm(forms.Form):
    """The code that was told over the telephone."""

    code = forms.CharField(
        label="確認コード", max_length=20, error_messages={"required": "確認コードを入れてください。"}
    )


@never_cache
def by_link(request: HttpRequest, link: str) -> HttpResponse:
    """The link as it was sent."""
    return _door(request, link, _cookie_of(link))


@never_cache
def again(request: HttpRequest) -> HttpResponse:
    """The same browser once more: after the lock, on another day, or before 税情報 is shown."""
    if not is_guest(request):
        return render(request, "account/invited_left.html")
    return _door(request, "", str(request.session[CAME_BY]))


def asked_again(request: HttpRequest) -> HttpResponse:
    """The way to the code and back to the page that needs it."""
    return redirect(f"{reverse('invited_again')}?{urlencode({'next': request.get_full_path()})}")


def is_guest(request: HttpRequest) -> bool:
    """Whether this browser's session was begun by a link; it may have ended since."""
    return CAME_BY in request.session


def _cookie_of(link: str) -> str:
    """One cookie for each link, so that somebody invited to two sittings enters both."""
    return settings.COOKIE_PREFIX + BROWSER_COOKIE + hashlib.sha256(link.encode()).hexdigest()[:16]


def _door(request: HttpRequest, link: str, cookie: str) -> HttpResponse:
    browser = request.COOKIES.get(cookie, "")
    standing = standing_of(link, browser)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and standing is Standing.CODE and form.is_valid():
        if not ratelimit.consume(request, action="invited"):
            return render(request, "429.html", status=429)
        standing, answer = _entered(request, link, cookie, form.cleaned_data["code"])
        if answer is not None:
            return answer
    asks = standing in (Standing.CODE, Standing.WRONG)
    verdict = may_enter(standing)
    context: dict[str, Any] = {
        "form": form,
        "asks": asks,
        "verdict": None if verdict else verdict,
        "whom": contact_at_the_door(),
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    return render(request, "account/invited.html", context, status=200 if verdict else 403)


def _entered(request: HttpRequest, link: str, cookie: str, code: str) -> tuple[Standing, HttpResponse | None]:
    """The code tried; the answer that leads inside where it was right."""
    session, browser = _session_for(request, cookie), request.COOKIES.get(cookie, "")
    new_browser = secrets.token_urlsafe(32)
    standing = enter(str(session.session_key), link=link, browser=browser, new_browser=new_browser, code=code)
    if standing is not Standing.CODE:
        actions.tell_failure(address_of(request))
        if session is not request.session:
            session.delete()
        return standing, None
    if session is not request.session:
        _leave_former(request)
        session.modified = True
        request.session = session
    record_view("sign_in", "enter_as_guest", token=token_of(str(session.session_key)), seen=Seen(), detail={})
    answer = redirect(_way_on(request))
    # A link that this browser had opened before still knows it; else it was bound to the new secret just now.
    _keep_browser(answer, cookie, browser if standing_of(link, browser) is Standing.CODE else new_browser)
    return standing, answer


def _session_for(request: HttpRequest, cookie: str) -> SessionStore:
    """The session begun by the same link, or a new one: whoever is signed in here stays until the code is right."""
    if request.session.get(CAME_BY) == cookie:
        return request.session  # type: ignore[return-value]
    session = SessionStore()
    session[CAME_BY] = cookie
    session.create()
    return session


def _leave_former(request: HttpRequest) -> None:
    if request.session.session_key:
        actions.end(str(request.session.session_key))
    django_logout(request)


def _way_on(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if wanted and is_ours else reverse("sittings")


def _keep_browser(answer: HttpResponse, cookie: str, secret: str) -> None:
    answer.set_cookie(
        cookie,
        secret,
        max_age=BROWSER_DAYS * 86_400,
        # A cookie that is bound to this host is sent with every page of it.
        path="/" if settings.COOKIE_PREFIX else "/sign-in/invited/",
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
