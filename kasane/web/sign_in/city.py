"""The city's own sign-on (OpenID Connect): a known person comes in by it, and is asked again by it."""

import logging
import secrets
import time
from typing import Any, cast

import requests
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth import logout as django_logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from config.sign_on import CitySignOn
from kasane.sign_in import actions
from kasane.sign_in.models import Account
from kasane.web.sign_in.address import address_of
from kasane.web.sign_in.door import confirmed
from kasane.web.sign_in.id_token import LEEWAY, NotProven, is_strong, proven
from kasane.web.sign_in.vouching import vouch

logger = logging.getLogger(__name__)
NOT_REACHED = "市のサインインに、いまつながりません。しばらくしてからお試しください。"
NOT_PROVEN = "市のサインインの答えを確かめられませんでした。はじめからお試しください。"
NOT_KNOWN = (
    "市のサインインはできましたが、その方のアカウントが重ねにありません。システム管理者にお知らせください。"
)
NOT_AGAIN = "いまサインインしている方が、いま確認したことを、確かめられませんでした。"


class CityProtocol(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """allauth's part: what the issuer publishes, and the exchange of a code for a token."""

    def get_provider(self) -> OpenIDConnectProvider:
        provider = OpenIDConnectProvider(self.request, app=_app())
        provider.oauth2_adapter_class = CityProtocol
        return provider

    @property
    def openid_config(self) -> dict[str, Any]:
        told = cast("dict[str, Any]", super().openid_config)
        if str(told.get("issuer", "")).rstrip("/") != _city().issuer:
            raise NotProven("issuer")
        return told

    def get_callback_url(self, request: HttpRequest, _app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("from_city"))

    def claims(self, state: dict[str, Any]) -> dict[str, Any]:
        """What the city says of who was there, proven."""
        app, config = _app(), self.openid_config
        client = self.get_client(self.request, app)
        told = self.get_access_token_data(self.request, app, client, state["pkce_code_verifier"])
        with get_adapter().get_requests_session() as session:
            keys = session.get(config["jwks_uri"])
            keys.raise_for_status()
        return proven(
            str(told.get("id_token", "")),
            keys=keys.json(),
            issuer=config["issuer"],
            client=app.client_id,
            nonce=state["nonce"],
        )


@never_cache
def to_city(request: HttpRequest) -> HttpResponse:
    """The way to the city's door; `again` asks for the secret anew of whoever is signed in here."""
    if not ratelimit.consume(request, action="city"):
        return render(request, "429.html", status=429)
    nonce, is_again = (
        secrets.token_urlsafe(24),
        bool(request.GET.get("again")) and request.user.is_authenticated,
    )
    asked = {"nonce": nonce} | ({"prompt": "login", "max_age": "0"} if is_again else {})
    try:
        return cast(
            "HttpResponse",
            _protocol(request)
            .get_provider()
            .redirect(
                request,
                AuthProcess.LOGIN,
                next_url=_way_on(request),
                auth_params=asked,
                nonce=nonce,
                is_again=is_again,
                begun_at=time.time(),
            ),
        )
    except (requests.RequestException, ValueError, KeyError, NotProven):
        return _failed(request, NOT_REACHED)


@never_cache
def from_city(request: HttpRequest) -> HttpResponse:
    """Back from the city's door with a code: whose it is, proven, and one of ours."""
    if not ratelimit.consume(request, action="city"):
        return render(request, "429.html", status=429)
    protocol = _protocol(request)
    try:
        state = protocol.get_provider().unstash_redirect_state(request, request.GET.get("state", ""))
        if request.GET.get("error") == "access_denied":
            return redirect("account_login")
        claims = protocol.claims(state)
    except requests.RequestException:
        return _failed(request, NOT_REACHED)
    except (PermissionDenied, OAuth2Error, NotProven, ValueError, KeyError):
        return _failed(request, NOT_PROVEN)
    account = _account_of(claims)
    if account is None:
        return _failed(request, NOT_KNOWN)
    if state["is_again"]:
        return _asked_again(request, account, claims, state)
    return _enter(request, account, claims, state)


def _enter(
    request: HttpRequest, account: Account, claims: dict[str, Any], state: dict[str, Any]
) -> HttpResponse:
    """The door as after a password: the second factor where the city asked for none, and the hat of today."""
    if request.user.is_authenticated:
        actions.end(str(request.session.session_key))
        django_logout(request)
    vouch(request, account, is_strong=is_strong(claims, _city().strong))
    return cast("HttpResponse", perform_login(request, account, redirect_url=state.get("next")))


def _asked_again(
    request: HttpRequest, account: Account, claims: dict[str, Any], state: dict[str, Any]
) -> HttpResponse:
    """The same person, whose secret the city asked for since we sent them there."""
    asked_at = claims.get("auth_time")
    is_fresh = isinstance(asked_at, int | float) and asked_at >= state["begun_at"] - LEEWAY
    if not is_fresh or account != request.user:
        return _failed(request, NOT_AGAIN)
    vouch(request, account, is_strong=is_strong(claims, _city().strong))
    confirmed(request)
    return redirect(state.get("next") or "home")


def _account_of(claims: dict[str, Any]) -> Account | None:
    """The account whose user id is the claim its operator named; none is ever made, and none is found by its mail."""
    told = claims.get(_city().claim)
    if isinstance(told, bool) or not isinstance(told, str | int):
        return None
    account = Account.objects.filter(username=str(told), is_active=True).first()
    # Whoever was invited to a sitting by name has no password, and comes by their link alone.
    return account if account is not None and account.has_usable_password() else None


def _failed(request: HttpRequest, sentence: str) -> HttpResponse:
    """Said, told in the record of seeing, and in the operator's log by the kind of what went wrong."""
    logger.warning("The city's sign-on led nobody in.", exc_info=True)
    actions.tell_failure(address_of(request))
    return render(request, "account/city_failed.html", {"sentence": sentence}, status=403)


def _protocol(request: HttpRequest) -> CityProtocol:
    _city()
    return CityProtocol(request, "city")


def _city() -> CitySignOn:
    told: CitySignOn | None = settings.CITY_SIGN_ON
    if told is None:
        raise Http404
    return told


def _app() -> SocialApp:
    """What allauth calls an app; ours stands in the environment, and never in a table."""
    city = _city()
    return SocialApp(
        provider="openid_connect",
        provider_id="city",
        name=city.label,
        client_id=city.client,
        secret=city.secret,
        settings={"server_url": city.issuer, "oauth_pkce_enabled": True, "scope": ["openid", "profile"]},
    )


def _way_on(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if wanted and is_ours else ""
