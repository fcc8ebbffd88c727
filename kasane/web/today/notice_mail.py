"""Where one's own daily mail goes."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.directory.models import Staff
from kasane.tasks.actions.mail import keep_own_mail
from kasane.web.access import ActingRequest, needs


class MailForm(forms.Form):
    """An address at work; empty: no mail."""

    mail = forms.EmailField(
        label="職場のメールアドレス",
        required=False,
        help_text="届くのは、件数と、重ねを開く場所だけです。空にすると、送りません。",
    )


@needs(None)
def mail(request: ActingRequest) -> HttpResponse:
    known = Staff.objects.get(pk=request.actor.staff)
    form = MailForm(request.POST or None, initial={"mail": known.mail})
    if request.method == "POST" and form.is_valid():
        keep_own_mail(form.cleaned_data["mail"], by=request.actor)
        told = "お知らせのメールの宛先を書きました。" if form.cleaned_data["mail"] else "メールは送りません。"
        messages.success(request, told)
        return redirect("notices")
    status = 422 if request.method == "POST" else 200
    return render(request, "today/notice_mail.html", {"form": form, "verdict": None}, status=status)
