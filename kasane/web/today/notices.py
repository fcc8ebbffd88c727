"""お知らせ: the number in the header of every page, the list, and the marks of who read what."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kasane.tasks.actions.reading import mark_read
from kasane.web.access import ActingRequest, needs
from kasane.web.today.news import notices_of, unread


@needs(None)
def notices(request: ActingRequest) -> HttpResponse:
    """The list, the newest first; each line leads to where it is done."""
    actor = request.actor
    found = notices_of(actor)
    context = {"notices": found, "unread": [one for one in found if one.is_unread]}
    return render(request, "today/notices.html", context)


@needs(None, is_count=True)
@require_GET
def count(request: ActingRequest) -> HttpResponse:
    """How many are unread, as a bare number; empty where there are none."""
    number = len(unread(request.actor))
    return HttpResponse(str(number) if number else "", content_type="text/plain; charset=utf-8")


@needs(None)
@require_POST
def read(request: ActingRequest) -> HttpResponse:
    """Those that were ticked off as they were shown; what became news since then stays unread."""
    told = set(request.POST.getlist("notice"))
    wanted = [one.key for one in notices_of(request.actor) if one.is_unread and one.letters in told]
    if mark_read(wanted, by=request.actor):
        messages.success(request, "読んだしるしを付けました。")
    else:
        messages.warning(request, "お知らせが新しくなっています。もう一度ご覧ください。")
    return redirect("notices")
