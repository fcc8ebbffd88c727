"""窓口の分担: who works at the desk, who stands in for whom, and who carries a case."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kasane.access.actor import Actor
from kasane.access.permissions import Permission
from kasane.cases.actions.in_charge import hand_over
from kasane.cases.queries import charges_of
from kasane.directory.models import Assignment
from kasane.directory.queries import staff_names, workers_of
from kasane.rooms.queries import own_room, why
from kasane.tasks.actions.deputies import DeputyWords, end_deputy, stand_in
from kasane.tasks.models import Deputy
from kasane.tasks.queries import deputies_of, deputy_of, ended_today
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import known_case, status_of
from kasane.web.components.asking import asked
from kasane.web.components.fields import DayField, LongField, OneField
from kasane.web.undoing.shown import done


class DeputyForm(forms.Form):
    """Who is away, who stands in, from when to when; a manager may speak for others."""

    from_on = DayField(label="不在の始め")
    until_on = DayField(label="不在の終わり")

    def __init__(self, *args: Any, workers: list[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = named(workers)
        self.fields["absent"] = OneField(options, label="不在になる人")
        self.fields["deputy"] = OneField(options, label="代理をする人")
        self.order_fields(["absent", "deputy", "from_on", "until_on"])

    def words(self) -> DeputyWords:
        told = self.cleaned_data
        return DeputyWords(int(told["absent"]), int(told["deputy"]), told["from_on"], told["until_on"])


class HandOverForm(forms.Form):
    """Who carries the case from today on, and what they must know."""

    def __init__(self, *args: Any, workers: list[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = OneField(named(workers), label="これからの担当")
        self.fields["note"] = LongField(
            label="引継ぎ", rows=3, required=False, help_text="いまの担当から替わるときは、必ず書きます。"
        )


def named(workers: list[Assignment]) -> list[tuple[str, str]]:
    return [(str(one.staff_id), one.staff.name) for one in workers]


@needs(Permission.READ_CASES)
def desk(request: ActingRequest) -> HttpResponse:
    """Who is away and who stands in; set by who is away or by the desk's manager."""
    actor, workers = request.actor, workers_of(request.actor)
    first = {"absent": actor.staff, "from_on": actor.today, "until_on": actor.today}
    form, verdict = DeputyForm(request.POST or None, workers=workers, initial=first), None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(lambda: stand_in(form.words(), by=actor))
        if verdict is None:
            messages.success(request, "担当代理を決めました。")
            return redirect("desk")
    standing, ended = deputies_of(actor), ended_today(actor)
    names = staff_names({staff for one in (*standing, *ended) for staff in (one.absent_id, one.deputy_id)})
    context = {
        "form": form,
        "verdict": verdict,
        "workers": workers,
        "standing": [_named_deputy(one, names, actor) for one in standing],
        "ended": [_named_deputy(one, names, actor) for one in ended],
    }
    return render(request, "today/desk.html", context, status=status_of(request))


def _named_deputy(one: Deputy, names: dict[int, str], actor: Actor) -> tuple[Deputy, str, str, bool]:
    """Who is away, who stands in, and whether who acts may end it or take its end back."""
    may = actor.is_manager or one.absent_id == actor.staff
    return one, names.get(one.absent_id, ""), names.get(one.deputy_id, ""), may


@needs(Permission.READ_CASES)
@require_POST
def end(request: ActingRequest, standing: int) -> HttpResponse:
    """Who was away is back."""
    known = found(deputy_of(standing, request.actor))
    end_deputy(known, by=request.actor)
    done(request, "担当代理を終えました。", undo="undo_deputy", record=known.pk)
    return redirect("desk")


@needs(Permission.WRITE_NOTES)
def in_charge(request: ActingRequest, case: int) -> HttpResponse:
    """Who of one's own desk carries a case, who did, and handing it over."""
    known, actor = known_case(request, case), request.actor
    found(own_room(case, actor))
    form, verdict = HandOverForm(request.POST or None, workers=workers_of(actor)), None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        _, verdict = asked(lambda: hand_over(case=case, to=int(told["to"]), note=told["note"], by=actor))
        if verdict is None:
            messages.success(request, "担当を替えました。")
            return redirect("case", case)
    charges = charges_of(case, actor)
    names = staff_names({one.staff_id for one in charges})
    context = {
        "form": form,
        "case": known,
        "verdict": verdict,
        "charges": [(one, names.get(one.staff_id, "")) for one in charges],
        "reasons": why(case, actor, charges),
    }
    return render(request, "case_file/in_charge.html", context, status=status_of(request))
