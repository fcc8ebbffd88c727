"""Calls taken for a colleague of the desk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kasane.access.permissions import Permission
from kasane.cases.actions.messages import finish_memo, may_memo_wait_again, take_memo
from kasane.cases.queries import done_memos, memo_of, open_memos
from kasane.directory.queries import colleagues_of
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import status_of
from kasane.web.messages.forms import MemoForm
from kasane.web.undoing.shown import done


@needs(Permission.TAKE_CONSULTATION)
def memos(request: ActingRequest) -> HttpResponse:
    form = MemoForm(request.POST or None, colleagues=colleagues_of(request.actor))
    if request.method == "POST" and form.is_valid():
        take_memo(form.words(), by=request.actor)
        messages.success(request, "電話メモを残しました。")
        return redirect("memos")
    context = {
        "form": form,
        "waiting": open_memos(request.actor),
        "done": [
            (view, may_memo_wait_again(view.memo, today=request.actor.today))
            for view in done_memos(request.actor)
        ],
    }
    return render(request, "messages/memos.html", context, status=status_of(request))


@needs(Permission.TAKE_CONSULTATION)
@require_POST
def memo_done(request: ActingRequest, memo: int) -> HttpResponse:
    known = found(memo_of(memo, request.actor))
    finish_memo(known, by=request.actor)
    done(request, "電話メモを済みにしました。", undo="undo_memo", record=known.pk)
    return redirect("memos" if request.POST.get("back") == "memos" else "home")
