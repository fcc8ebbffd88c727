"""The second factor at the door: asked for, set up, and asked for again; its codes for a lost telephone."""

from typing import Any, cast

from allauth.account.internal.stagekit import clear_login, unstash_login
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from kasane.sign_in.actions import tell_failure
from kasane.sign_in.models import Account
from kasane.web.sign_in.address import address_of
from kasane.web.sign_in.door import begin, confirmed
from kasane.web.sign_in.second import SECOND_FACTORS, lacks_second_factor


class SecondFactorView(AuthenticateView):  # type: ignore[misc]
    """The second factor at the door; a sign-in whose factor was taken away meanwhile begins anew."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        waiting = unstash_login(request, peek=True)
        if waiting and not is_mfa_enabled(waiting.user, SECOND_FACTORS):
            clear_login(request)
            return redirect("account_login")
        # A recovery code is locked while it is used up, on the connection of the door.
        with transaction.atomic(using="door"):
            return cast("HttpResponseBase", super().dispatch(request, *args, **kwargs))

    def form_invalid(self, form: Any) -> HttpResponse:
        tell_failure(address_of(self.request))
        return cast("HttpResponse", super().form_invalid(form))


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

    def form_invalid(self, form: Any) -> HttpResponse:
        tell_failure(address_of(self.request))
        return cast("HttpResponse", super().form_invalid(form))

    def form_valid(self, form: Any) -> HttpResponse:
        confirmed(self.request)
        return cast("HttpResponse", super().form_valid(form))


class NewCodesView(GenerateRecoveryCodesView):  # type: ignore[misc]
    """New recovery codes; the former are worth nothing from then on."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with transaction.atomic(using="door"):
            return cast("HttpResponseBase", super().dispatch(request, *args, **kwargs))
