"""Setting up the second factor, and the recovery codes for the day the telephone is lost."""

from typing import Any, cast

from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.base.views import ReauthenticateView, authenticate
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from kasane.sign_in.models import Account
from kasane.web.sign_in.door import begin, confirmed
from kasane.web.sign_in.second import lacks_second_factor

# A recovery code is locked while it is used up, on the connection of the door.
second_factor = transaction.atomic(using="door")(authenticate)


class SetUpView(ActivateTOTPView):  # type: ignore[misc]
    """The code to scan; once the first number fits, the sign-in begins."""

    template_name = "account/set_up.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if isinstance(request.user, Account) and not lacks_second_factor(request.user):
            return redirect("home")
        return cast("HttpResponseBase", super().dispatch(request, *args, **kwargs))

    def form_valid(self, form: ActivateTOTPForm) -> HttpResponse:
        response = cast("HttpResponse", super().form_valid(form))
        begin(self.request, cast("Account", authenticated_user(self.request)))
        return response

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes")


class CodeAgainView(ReauthenticateView):  # type: ignore[misc]
    """Asked again by the code of the second factor instead of the password."""

    template_name = "account/step_up_code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with transaction.atomic(using="door"):
            return cast("HttpResponseBase", super().dispatch(request, *args, **kwargs))

    def form_valid(self, form: Any) -> HttpResponse:
        confirmed(self.request)
        return cast("HttpResponse", super().form_valid(form))
