"""Signing in and out: allauth checks the password, the database begins the sign-in."""

from typing import cast
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ReauthenticateForm
from allauth.account.views import ReauthenticateView
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib.auth import logout as django_logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kasane.access.seeing import Seen
from kasane.audit.actions import record_view
from kasane.sign_in import actions
from kasane.sign_in.actions import token_of
from kasane.sign_in.models import Account


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """What allauth asks of us: no sign-up, and a sign-in of our own beside Django's session."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "ユーザーIDかパスワードが違います。",
        "too_many_login_attempts": "続けて失敗したため、サインインを止めています。5分ほどたってからお試しください。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def reauthenticate(self, user: Account, password: str) -> bool:
        """The same check as at the door; accounts have no e-mail address to look up."""
        again = self.authenticate(context.request, username=user.username, password=password)
        return again is not None and again.pk == user.pk

    def login(self, request: HttpRequest, user: Account) -> None:
        super().login(request, user)
        if not request.session.session_key:
            request.session.save()
        key = str(request.session.session_key)
        if not actions.begin(key, user.pk):
            django_logout(request)
            raise ImmediateHttpResponse(render(request, "account/no_assignment.html", status=403))
        record_view("sign_in", "sign_in", token=token_of(key), seen=Seen(), detail={})


class StepUpView(ReauthenticateView):  # type: ignore[misc]
    """The secret is asked for again before 税情報 or a protected address is shown."""

    template_name = "account/step_up.html"

    def form_valid(self, form: ReauthenticateForm) -> HttpResponse:
        key = str(self.request.session.session_key)
        actions.step_up(key)
        record_view("sign_in", "step_up", token=token_of(key), seen=Seen(), detail={})
        return cast("HttpResponse", super().form_valid(form))


def stepped_up(request: HttpRequest) -> HttpResponse:
    """The way to the question and back to the page that needs it."""
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the sign-in, and with it every page's ground."""
    if request.session.session_key:
        actions.end(request.session.session_key)
    django_logout(request)
    return redirect("account_login")
