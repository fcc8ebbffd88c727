"""One's own password: chosen at the first sign-in with one that somebody else gave, and changed at any time."""

from typing import Any, cast

from allauth.account.fields import PasswordField, SetPasswordField
from allauth.account.forms import ChangePasswordForm
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.account.views import PasswordChangeView
from allauth.core.internal.httpkit import authenticated_user
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from kasane.directory.queries import municipality_name
from kasane.rules.passwords import LONGEST, SHORTEST, may_be_password, may_change_password
from kasane.sign_in import actions
from kasane.sign_in.models import Account
from kasane.web.sign_in.address import address_of
from kasane.web.sign_in.door import begin, stepped_up
from kasane.web.sign_in.second import lacks_second_factor

HINT = (
    f"{SHORTEST}文字以上。文字の種類は問いません。空白も使えます。ほかで使っていない、いくつかの言葉をつないだものが、"
    "覚えやすく、当てられにくいです。"
)


class OwnWordsValidator:
    """Django's name for a rule about passwords; ours is D-1."""

    def validate(self, password: str, user: Account | None = None) -> None:
        hosts = [host.split(".")[0] for host in settings.ALLOWED_HOSTS]
        words = ["kasane", "重ね", settings.SCHEMA, municipality_name(), *hosts]
        verdict = may_be_password(password, words=[*words, user.username] if user else words)
        if not verdict:
            raise ValidationError(verdict.reason)

    def get_help_text(self) -> str:
        return HINT


class OwnPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The former password, and a new one twice; the former is not asked for where it was given just now."""

    oldpassword = PasswordField(label="いまのパスワード", autocomplete="current-password")
    password1 = SetPasswordField(label="新しいパスワード", help_text=HINT)
    password2 = PasswordField(label="新しいパスワード（もう一度）", autocomplete="new-password")

    def __init__(self, *args: Any, asks_former: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_former:
            del self.fields["oldpassword"]
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["maxlength"] = LONGEST

    def clean_password1(self) -> str:
        new = str(self.cleaned_data["password1"])
        if self.user.check_password(new):
            raise ValidationError("いまと同じパスワードです。ほかのものにしてください。")
        return new


class OwnPasswordView(PasswordChangeView):  # type: ignore[misc]
    """The new password ends every other sign-in of the account; this one goes on under a new key."""

    template_name = "account/own_password.html"
    form_class = OwnPasswordForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        account = request.user
        if isinstance(account, Account) and lacks_second_factor(account):
            return redirect("mfa_activate_totp")
        if isinstance(account, Account) and actions.is_locked(str(request.session.session_key)):
            return stepped_up(request)
        return cast("HttpResponseBase", super().dispatch(request, *args, **kwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_change_password(is_demo=self._account.is_demo):
            return cast("HttpResponse", self.get(request, *args, **kwargs))
        return cast("HttpResponse", super().post(request, *args, **kwargs))

    def form_valid(self, form: OwnPasswordForm) -> HttpResponse:
        account, former = self._account, str(self.request.session.session_key)
        is_first, account.has_given_password = account.has_given_password, False
        account.given_password_until = None
        with transaction.atomic(using="door"):
            response = cast("HttpResponse", super().form_valid(form))
            key = str(self.request.session.session_key)
            actions.renew(former, key)
            ended = actions.end_all(account.pk, but=key)
            if is_first:
                begin(self.request, account)
            actions.tell_own("change_password", key, ended=ended)
        told = "ほかの端末でのサインインは終わりました。" if ended else ""
        messages.success(self.request, f"パスワードを{'決め' if is_first else '変え'}ました。{told}")
        return response

    def form_invalid(self, form: OwnPasswordForm) -> HttpResponse:
        if "oldpassword" in form.errors:
            actions.tell_failure(address_of(self.request))
        return cast("HttpResponse", super().form_invalid(form))

    def get_success_url(self) -> str:
        return reverse("home")

    def get_form_kwargs(self) -> dict[str, Any]:
        is_known = self._account.has_given_password and did_recently_reauthenticate(self.request)
        return {**super().get_form_kwargs(), "asks_former": not is_known}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        verdict = may_change_password(is_demo=self._account.is_demo)
        return {
            **super().get_context_data(**kwargs),
            "is_first": self._account.has_given_password,
            "username": self._account.username,
            "verdict": None if verdict else verdict,
        }

    @property
    def _account(self) -> Account:
        return cast("Account", authenticated_user(self.request))
