"""What the city's own sign-on vouches for in a session: who it is, and whether it asked for both factors."""

import time
from typing import cast

import requests
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from kasane.sign_in.models import Account

METHOD = "city"
# Seconds for which its word counts at our door; once somebody is in, the database says so.
COUNTS = 900


def vouch(request: HttpRequest, account: Account, *, is_strong: bool) -> None:
    """Keep in the session that the city's sign-on has just told who somebody is."""
    record_authentication(request, account, METHOD, is_strong=is_strong, reauthenticated=True)


def is_vouched(request: HttpRequest, account: Account) -> bool:
    """Whether somebody came by the city's sign-on, and not by a password of ours."""
    return bool(_records(request, account))


def is_vouched_twice(request: HttpRequest, account: Account) -> bool:
    """Whether the city asked for both factors, so that ours is not asked for."""
    return any(told.get("is_strong") for told in _records(request, account))


class StraightAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Asks the city's sign-on at the address its operator named and at no other: where it leads on, nobody follows."""

    def get_requests_session(self) -> requests.Session:
        session = cast("requests.Session", super().get_requests_session())
        session.max_redirects = 0
        return session


class SecondStage(AuthenticateStage):  # type: ignore[misc]
    """The second factor at the door, unless the city asked for both."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return super()._should_handle(request) and not is_vouched_twice(request, self.login.user)


def _records(request: HttpRequest, account: Account) -> list[dict[str, object]]:
    """What the city told last of this account in this session, as long as it counts."""
    told = [one for one in get_authentication_records(request, account) if one.get("method") == METHOD]
    return [one for one in told[-1:] if time.time() - float(one["at"]) < COUNTS]
