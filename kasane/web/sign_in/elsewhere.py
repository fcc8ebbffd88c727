"""One's own sign-ins on other devices: seen on the page of the hat, and ended there."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from kasane.sign_in import actions
from kasane.web.access import ActingRequest, found, needs


@needs(None)
@require_POST
def end_sign_in(request: ActingRequest, sign_in: int) -> HttpResponse:
    """One of one's own ends, on whichever device it is."""
    return _ended(request, sign_in)


@needs(None)
@require_POST
def end_other_sign_ins(request: ActingRequest) -> HttpResponse:
    """Every one of one's own ends but this."""
    return _ended(request, None)


def _ended(request: ActingRequest, which: int | None) -> HttpResponse:
    """Whoever found the screen open ends nothing: the secret is asked for first."""
    if not request.actor.is_stepped_up:
        messages.info(
            request, "終わらせるには、本人の確認が要ります。確認がすんだら、もう一度選んでください。"
        )
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': reverse('hat')})}")
    ended = found(actions.end_own(str(request.session.session_key), which))
    messages.success(request, f"ほかの端末のサインインを終わらせました（{ended}件）。")
    return redirect("hat")
