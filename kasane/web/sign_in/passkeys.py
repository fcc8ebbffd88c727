"""Passkeys as the second factor: setting one up, one's own, and being asked again by one (WebAuthn)."""

from typing import Any, cast

from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ListWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django import forms
from django.http import HttpResponse
from django.urls import reverse

from kasane.sign_in.models import Account
from kasane.web.sign_in.door import begin, confirmed
from kasane.web.sign_in.second import lacks_second_factor


class KeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """What the browser made, and what its holder calls it."""

    name = forms.CharField(label="名前", max_length=40, required=False)


class KeySetUpView(AddWebAuthnView):  # type: ignore[misc]
    """One more passkey; where it is the first second factor, the sign-in begins with it."""

    form_class = KeyForm
    template_name = "account/key_set_up.html"

    def form_valid(self, form: KeyForm) -> HttpResponse:
        account = cast("Account", authenticated_user(self.request))
        is_first = lacks_second_factor(account)
        response = cast("HttpResponse", super().form_valid(form))
        if is_first:
            begin(self.request, account)
        return response

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes" if self.did_generate_recovery_codes else "mfa_list_webauthn")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account = cast("Account", authenticated_user(self.request))
        return {**super().get_context_data(**kwargs), "is_first": lacks_second_factor(account)}


class KeysView(ListWebAuthnView):  # type: ignore[misc]
    """One's own passkeys."""

    template_name = "account/keys.html"


class RemoveKeyView(RemoveWebAuthnView):  # type: ignore[misc]
    """A passkey is given up; whoever has no second factor left sets one up at the next sign-in."""

    template_name = "account/remove_key.html"


class KeyAgainView(ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Asked again by a passkey instead of the password."""

    template_name = "account/step_up_key.html"

    def form_valid(self, form: Any) -> HttpResponse:
        confirmed(self.request)
        return cast("HttpResponse", super().form_valid(form))
