"""予定表の購読: the address one's calendar reads, and what it reads there; of no person and no case."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from icalendar import Calendar, Event

from kasane.access.ids import encode_id
from kasane.access.permissions import Permission
from kasane.code_lists.queries import deadline_days
from kasane.meetings.actions.feeds import FedSitting, end_feed, make_feed, read_feed
from kasane.meetings.queries import live_feed
from kasane.rules.sittings import SittingState
from kasane.web.access import ActingRequest, needs
from kasane.web.components.address import full_address
from kasane.web.components.asking import asked

JAPAN = ZoneInfo("Asia/Tokyo")
# How long a sitting is taken to last, in minutes: none says when it ends.
LENGTH = "sitting_length"
STATUS = {SittingState.PLANNED: "TENTATIVE", SittingState.CANCELLED: "CANCELLED"}
WHERE_MORE = "場所と議題は、かさねの会議のページでお読みください。"


@needs(Permission.ATTEND_MEETINGS)
def feed(request: ActingRequest) -> HttpResponse:
    """What an address tells and does not tell; making one out shows it this once."""
    if request.method == "POST":
        link, verdict = asked(lambda: make_feed(by=request.actor))
        if link is None:
            return render(request, "refused.html", {"verdict": verdict}, status=409)
        path = reverse("fed_sittings", args=[link])
        return render(request, "meetings/feed_made.html", {"address": full_address(request, path)})
    return render(request, "meetings/feed.html", {"live": live_feed(request.actor)})


@require_POST
@needs(Permission.ATTEND_MEETINGS)
def end(request: ActingRequest) -> HttpResponse:
    if end_feed(by=request.actor):
        messages.success(request, "予定表のアドレスを終わりにしました。もう読まれません。")
    return redirect("sittings_feed")


@require_safe
@never_cache
def fed(request: HttpRequest, link: str) -> HttpResponse:
    """The calendar itself (RFC 5545), for a program that is not signed in.

    A program that asks without HTTPS is led nowhere: it would go on sending its secret address in the open.
    """
    if settings.HTTPS and not request.is_secure():
        raise Http404
    sittings = read_feed(link)
    if sittings is None:
        raise Http404
    calendar = Calendar()
    calendar.add("prodid", "-//Kasane//会議の予定表//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "かさねの会議")
    length = timedelta(minutes=deadline_days(LENGTH))
    for sitting in sittings:
        page = reverse("sitting", args=[sitting.number])
        calendar.add_component(_event(sitting, length, full_address(request, page)))
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def _event(sitting: FedSitting, length: timedelta, address: str) -> Event:
    begins = datetime.combine(sitting.held_on, sitting.starts_at, JAPAN).astimezone(UTC)
    event = Event()
    event.add("uid", f"{encode_id(sitting.number)}@kasane")
    event.add("dtstamp", sitting.changed_at.astimezone(UTC))
    event.add("last-modified", sitting.changed_at.astimezone(UTC))
    event.add("sequence", sitting.steps)
    event.add("dtstart", begins)
    event.add("dtend", begins + length)
    event.add("summary", sitting.title)
    event.add("status", STATUS.get(sitting.state, "CONFIRMED"))
    event.add("class", "CONFIDENTIAL")
    event.add("description", WHERE_MORE)
    event.add("url", address)
    if sitting.is_online:
        event.add("location", "オンライン")
    return event
