"""The pause of a part, and what follows its end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from kasane.access.permissions import Permission
from kasane.code_lists.queries import deadline_days
from kasane.support_plans.actions.follow_ups import follow_up_done, plan_follow_up
from kasane.support_plans.actions.pauses import prepare_suspension, try_again
from kasane.support_plans.models import Suspension
from kasane.support_plans.queries import attempts_to_reach, follow_up_of
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.plans.forms.endings import FollowUpDoneForm, FollowUpForm, SuspensionForm
from kasane.web.plans.views.parts import form_page, own_part
from kasane.web.undoing.shown import done as say_done


@needs(Permission.DRAFT_PLANS)
def suspension(request: ActingRequest, part: int) -> HttpResponse:
    line = own_part(request, part)
    form = SuspensionForm(
        request.POST or None,
        on=request.actor.today,
        months=deadline_days("try_again"),
        attempts=attempts_to_reach(line.part),
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        sheet, verdict = asked(lambda: prepare_suspension(line.part, form.words(), by=request.actor))
        if sheet is not None:
            messages.success(
                request, "中断の用紙を書きました。重層的支援会議（支援中断の決定時）で決まります。"
            )
            return redirect("part", part)
    return form_page(request, line, form, verdict, "中断の用紙を書く")


@needs(Permission.DRAFT_PLANS)
def tried(request: ActingRequest, part: int, sheet: int) -> HttpResponse:
    """Somebody of a suspended part was tried again."""
    line = own_part(request, part)
    known = found(Suspension.objects.filter(id=sheet, part=line.part).first())
    if request.method == "POST":
        _, verdict = asked(lambda: try_again(known, by=request.actor))
        if verdict is None:
            said = "連絡したことを残しました。ようすは経過に書いてください。"
            say_done(request, said, undo="undo_tried", record=known.pk)
    return redirect("part", part)


@needs(Permission.DRAFT_PLANS)
def follow_up(request: ActingRequest, part: int) -> HttpResponse:
    line = own_part(request, part)
    form = FollowUpForm(request.POST or None)
    verdict = None
    if request.method == "POST" and form.is_valid():
        planned, verdict = asked(lambda: plan_follow_up(line.part, by=request.actor, **form.cleaned_data))
        if planned is not None:
            messages.success(request, "フォローアップの予定を入れました。")
            return redirect("part", part)
    return form_page(request, line, form, verdict, "フォローアップの予定を入れる")


@needs(Permission.DRAFT_PLANS)
def done(request: ActingRequest, follow_up: int) -> HttpResponse:
    """A follow-up was made: when, and what became of it."""
    planned = found(follow_up_of(follow_up))
    line = own_part(request, planned.part_id)
    form = FollowUpDoneForm(request.POST or None, on=request.actor.today)
    verdict = None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(lambda: follow_up_done(planned, by=request.actor, **form.cleaned_data))
        if verdict is None:
            say_done(request, "フォローアップを済みにしました。", undo="undo_follow_up", record=planned.pk)
            return redirect("part", planned.part_id)
    return form_page(request, line, form, verdict, f"フォローアップ「{planned.what}」を済みにする")
