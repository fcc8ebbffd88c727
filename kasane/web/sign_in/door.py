"""Signing in and out, the lock, and asking again: allauth checks the secret, the database acts on it."""

from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ReauthenticateForm
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.views import LoginView, ReauthenticateView
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout as django_logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kasane.directory.queries import is_demonstration
from kasane.rules.devices import device_of
from kasane.sign_in import actions
from kasane.sign_in.models import Account
from kasane.web.sign_in.address import address_of
from kasane.web.sign_in.invited import asked_again, is_guest
from kasane.web.sign_in.second import lacks_second_factor
from kasane.web.sign_in.vouching import SecondStage, is_vouched, is_vouched_twice

# The stage of the second factor as allauth names it; ours stands in its place.
THEIRS = "allauth.mfa.stages.AuthenticateStage"


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """What allauth asks of us: no sign-up, and a sign-in of our own beside Django's session."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "ユーザーIDかパスワードが違います。",
        "enter_current_password": "いまのパスワードが違います。",
        "too_many_login_attempts": "続けて失敗したため、サインインを止めています。1分ほどたってからお試しください。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def reauthenticate(self, user: Account, password: str) -> bool:
        """The same check as at the door; accounts have no e-mail address to look up."""
        again = self.authenticate(context.request, username=user.username, password=password)
        return again is not None and again.pk == user.pk

    def pre_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse | None:
        """A password that somebody else gave opens only for some days; then the operator gives another."""
        until = user.given_password_until
        is_over = user.has_given_password and until is not None and until < timezone.now()
        if is_over and not is_vouched(request, user):
            return render(request, "account/given_too_long.html", status=403)
        return cast("HttpResponse | None", super().pre_login(request, user, **kwargs))

    def login(self, request: HttpRequest, user: Account) -> None:
        super().login(request, user)
        if not request.session.session_key:
            request.session.save()
        if user.is_demo and not is_demonstration():
            raise refused_at_the_door(request)
        if lacks_second_factor(user) and not is_vouched_twice(request, user):
            # Nobody acts before the second factor stands; the session, whose password was given just now, may
            # only set one up.
            reauthenticate_by_password(request)
            raise ImmediateHttpResponse(redirect("mfa_activate_totp"))
        if user.has_given_password and not is_vouched(request, user):
            reauthenticate_by_password(request)
            raise ImmediateHttpResponse(redirect("account_change_password"))
        begin_at_once(request, user)

    def get_login_stages(self) -> list[str]:
        ours = f"{SecondStage.__module__}.{SecondStage.__qualname__}"
        return [ours if path == THEIRS else path for path in super().get_login_stages()]

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:  # noqa: ARG002
        return render(request, "account/no_assignment.html", status=403)

    def authentication_failed(self, request: HttpRequest, **_credentials: Any) -> None:
        """A failure is recorded without what was typed: people mistake the one field for the other."""
        actions.tell_failure(address_of(request))

    def get_client_ip(self, request: HttpRequest) -> str:
        """What the throttles count by is what the record of failures says."""
        return address_of(request)

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """The library's own messages are not shown; our screens say what happened."""


def refused_at_the_door(request: HttpRequest) -> ImmediateHttpResponse:
    django_logout(request)
    return ImmediateHttpResponse(render(request, "account/no_assignment.html", status=403))


def begin(request: HttpRequest, user: Account) -> None:
    """Begin the sign-in where none goes on, unless a password of one's own has to be chosen first."""
    is_choosing_first = user.has_given_password and not is_vouched(request, user)
    if not is_choosing_first and not actions.is_begun(str(request.session.session_key)):
        begin_at_once(request, user)


def begin_at_once(request: HttpRequest, user: Account) -> None:
    """Begin the sign-in in the database; whoever has no hat today is told so."""
    key = str(request.session.session_key)
    device = device_of(request.headers.get("User-Agent", ""))
    if not actions.begin(key, user.pk, by_city=is_vouched(request, user), device=device):
        raise refused_at_the_door(request)
    actions.tell_own("sign_in", key)


class EntranceView(LoginView):  # type: ignore[misc]
    """The page of the door: user id and password, and the city's own sign-on where there is one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "city": settings.CITY_SIGN_ON}


class StepUpView(ReauthenticateView):  # type: ignore[misc]
    """The secret is asked for again: after the lock, and before 税情報 or a protected address is shown."""

    template_name = "account/step_up.html"

    def form_valid(self, form: ReauthenticateForm) -> HttpResponse:
        confirmed(self.request)
        return cast("HttpResponse", super().form_valid(form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_locked = actions.is_locked(str(self.request.session.session_key))
        has_key = is_mfa_enabled(self.request.user, [Authenticator.Type.WEBAUTHN])
        return {
            **super().get_context_data(**kwargs),
            "is_locked": is_locked,
            "has_key": has_key,
            "city": settings.CITY_SIGN_ON,
        }


def confirmed(request: HttpRequest) -> None:
    """The secret was given again: the lock opens, and for ten minutes protected classes may be read."""
    former = str(request.session.session_key)
    with transaction.atomic(using="door"):
        # Whoever knew the key before the secret was given knows nothing after.
        request.session.cycle_key()
        key = str(request.session.session_key)
        actions.renew(former, key)
        actions.step_up(key)
        actions.tell_own("step_up", key)


def is_choosing(request: HttpRequest) -> bool:
    """Whether somebody came through the door as far as choosing a password of their own."""
    user = request.user
    return (
        isinstance(user, Account)
        and user.has_given_password
        and not is_vouched(request, user)
        and not lacks_second_factor(user)
    )


def stepped_up(request: HttpRequest) -> HttpResponse:
    """The way to the question and back to the page that needs it."""
    if is_guest(request):
        return asked_again(request)
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the sign-in, and with it every page's ground."""
    is_leaving_guest = is_guest(request)
    if request.session.session_key:
        actions.end(request.session.session_key)
    django_logout(request)
    answer = redirect("invited_again" if is_leaving_guest else "account_login")
    # What a page kept in the browser goes with the sign-in.
    answer["Clear-Site-Data"] = '"storage"'
    return answer
