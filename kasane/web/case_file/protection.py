"""支援措置 of one person: shown only after the secret was asked for again; recorded, renewed, ended."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.cases.queries import case_of
from kasane.people.actions.protection import ProtectionWords, end_protection, protect, renew_protection
from kasane.people.models import Identity, ProtectedAddress
from kasane.people.queries import PersonView, people_of, protections_of
from kasane.rooms.queries import own_room, why
from kasane.rules.protection import last_day
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.forms import about
from kasane.web.components.asking import asked
from kasane.web.components.fields import DayField, IdsField, LongField
from kasane.web.sign_in.door import stepped_up


class ProtectionForm(forms.Form):
    """What is kept apart, from whom, from and to which day."""

    address = forms.CharField(label="住所", max_length=200, required=False)
    phone = forms.CharField(label="電話", max_length=20, required=False)
    places = LongField(label="通学先・勤務先・郵便物の送り先など", rows=3, required=False)
    hidden_from = forms.CharField(
        label="知られてはならない相手",
        max_length=200,
        required=False,
        help_text="問い合わせを受けた職員が気づけるように書きます。",
    )
    valid_from = DayField(label="始期")
    valid_to = DayField(label="終期", help_text="一年以内の日。続くときは、終わる前に延長します。")

    def __init__(self, data: Any, *, identity: Identity, others: list[PersonView], on: date) -> None:
        first = {"address": identity.address, "phone": identity.phone}
        super().__init__(data, initial={**first, "valid_from": on, "valid_to": last_day(on)})
        if others:
            self.fields["together"] = IdsField(
                about(others),
                label="あわせて支援措置の対象とする人",
                required=False,
                help_text="同じ住所に住む人を選ばないと、その人の記録に住所が残ります。",
            )

    def words(self) -> ProtectionWords:
        told = self.cleaned_data
        return ProtectionWords(
            **{
                name: told[name]
                for name in ("address", "phone", "places", "hidden_from", "valid_from", "valid_to")
            }
        )

    def persons(self, first: int) -> list[int]:
        return [first, *sorted(self.cleaned_data.get("together", ()))]


class RenewalForm(forms.Form):
    """Until which day a protection goes on."""

    valid_to = DayField(label="延長後の終期")


@needs(Permission.WRITE_NOTES)
def protection(request: ActingRequest, case: int, person: int) -> HttpResponse:
    known = found(case_of(case, request.actor))
    home = found(own_room(case, request.actor))
    identity = found(Identity.objects.filter(case_id=known.pk, person_id=person, home_id=home).first())
    if not request.actor.is_stepped_up:
        return stepped_up(request)
    records = protections_of(known.pk, person)
    current = next((record for record in records if record.is_in_force(request.actor.today)), None)
    is_new = request.method == "POST" and request.POST.get("do") == "protect"
    is_renewal = request.method == "POST" and request.POST.get("do") == "renew"
    today = request.actor.today
    others = [other for other in people_of(known.pk, request.actor) if other.id != person]
    form = ProtectionForm(request.POST if is_new else None, identity=identity, others=others, on=today)
    renewal = RenewalForm(request.POST if is_renewal else None, initial={"valid_to": last_day(today)})
    verdict = None
    wanted = _asked_for(request, identity, current, form, renewal) if request.method == "POST" else None
    if wanted is not None:
        do, sentence = wanted
        _, verdict = asked(do)
        if verdict is None:
            messages.success(request, sentence)
            return redirect("protection", case, person)
    context = {
        "case": known,
        "identity": identity,
        "records": records,
        "current": current,
        "form": form,
        "renewal": renewal,
        "verdict": verdict,
        "reasons": why(known.pk, request.actor, records),
    }
    return render(
        request, "case_file/protection.html", context, status=422 if request.method == "POST" else 200
    )


def _asked_for(
    request: ActingRequest,
    identity: Identity,
    current: ProtectedAddress | None,
    form: ProtectionForm,
    renewal: RenewalForm,
) -> tuple[Callable[[], object], str] | None:
    """What was asked for and the sentence once it is done; None when the form is not yet right."""
    do, by = request.POST.get("do"), request.actor
    if do == "protect" and form.is_valid():
        persons = form.persons(identity.person_id)
        return (
            lambda: protect(persons, form.words(), case=identity.case_id, home=identity.home_id, by=by),
            "支援措置を記録し、住所と電話を別に移しました。",
        )
    if do == "renew" and current is not None and renewal.is_valid():
        valid_to = renewal.cleaned_data["valid_to"]
        return lambda: renew_protection(current, valid_to=valid_to, by=by), "支援措置を延長しました。"
    if do == "end" and current is not None:
        return lambda: end_protection(current, by=by), "支援措置を解除しました。"
    return None
