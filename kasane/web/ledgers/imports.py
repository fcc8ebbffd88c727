"""取り込み: a desk's former ledger is uploaded, mapped, looked through, and taken in as a whole or not at all."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kasane.access.permissions import Permission
from kasane.directory.queries import staff_names
from kasane.documents.reading import Line, is_named_as_it_is, read_lines
from kasane.ledgers.actions import (
    begin_import,
    cancel_import,
    carry_on_import,
    map_import,
    may_take_back,
    start_import,
    take_back_import,
)
from kasane.ledgers.models import ImportBatch
from kasane.ledgers.queries.imports import (
    ENDED,
    batch_of,
    batches_of,
    draft_of,
    is_own,
    left_in,
)
from kasane.rules.ledgers import MOST_ROWS, may_be_taken_in, may_import
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.ledgers.draft import mapping_in, shown

SHOWN = 20
# Rows that are written in one request: about two seconds, so that the page moves.
AT_ONCE = 200
# A heading, and perhaps a line or two above it.
ABOVE = 3


class UploadForm(forms.Form):
    """The file, and by which name the desk will know it."""

    title = forms.CharField(
        label="台帳の名",
        max_length=80,
        help_text="例：令和6年度 相談受付台帳。人の氏名は書かないでください。",
        error_messages={"required": "台帳の名を書いてください。"},
    )
    ledger = forms.FileField(
        label="ファイル",
        help_text=f"Excel（.xlsx、.xls）かCSV。{MOST_ROWS:,}件、10メガバイトまで。"
        "多いときは、進み具合を見ながら待つことも、画面を離れて戻ることもできます。",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        error_messages={
            "required": "ファイルを選んでください。10メガバイトより大きいファイルは受け取れません。",
            "empty": "ファイルが空です。ファイルを確かめてください。",
        },
    )

    def clean_ledger(self) -> Any:
        file: Any = self.cleaned_data["ledger"]
        if not is_named_as_it_is(str(file.name), file.read()):
            raise forms.ValidationError(
                "ファイルの名前の終わりが中身と違います。Excelは .xlsx か .xls、CSVは .csv にしてください。"
            )
        file.seek(0)
        return file


@needs(Permission.IMPORT_LEDGER)
def imports(request: ActingRequest) -> HttpResponse:
    """Uploading a ledger, and what was brought in before."""
    actor = request.actor
    may = may_import(is_manager=actor.is_manager)
    form, verdict = UploadForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        batch, verdict = asked(lambda: _begun(request, form))
        if batch is not None:
            return redirect("import", batch)
    batches = batches_of(actor)
    context = {
        "form": form,
        "verdict": verdict,
        "may": may,
        "batches": batches,
        "who": staff_names(batch.staff_id for batch in batches),
        "most": MOST_ROWS,
    }
    return render(request, "ledgers/imports.html", context, status=422 if request.method == "POST" else 200)


@needs(Permission.IMPORT_LEDGER)
def one_import(request: ActingRequest, batch: int) -> HttpResponse:
    """One ledger: while it is pending its preview, for who uploaded it; afterwards who took it in, when, how much."""
    actor = request.actor
    known = found(batch_of(batch, actor))
    verdict = None
    if request.method == "POST":
        done, verdict = asked(lambda: _decided(request, known))
        if done is not None:
            return done
    context = {
        "batch": known,
        "who": staff_names([known.staff_id]).get(known.staff_id, ""),
        "verdict": verdict,
    }
    status = 422 if request.method == "POST" else 200
    if known.state in ENDED:
        return render(request, "ledgers/import_done.html", context | _ended(request, known), status=status)
    if not is_own(known, actor):
        return redirect("imports")
    if known.state == "taking":
        return render(request, "ledgers/import_taking.html", context | _progress(known), status=status)
    draft = draft_of(known, actor)
    may = may_be_taken_in(draft.reading, draft.missing)
    context |= {"draft": shown(draft), "may": may, "first": SHOWN}
    return render(request, "ledgers/import.html", context, status=status)


def _progress(batch: ImportBatch) -> dict[str, object]:
    left = left_in(batch)
    return {"left": left, "done": batch.lines - left}


def _ended(request: ActingRequest, batch: ImportBatch) -> dict[str, object]:
    """Whether it may still be taken back as a whole, and by whom it was."""
    may = may_take_back(batch, why="-", by=request.actor) if batch.state == "taken" else None
    return {"may_back": may, "back_by": staff_names([batch.back_by or 0]).get(batch.back_by or 0, "")}


def _begun(request: ActingRequest, form: UploadForm) -> int:
    lines: list[Line] = read_lines(form.cleaned_data["ledger"].read(), most=MOST_ROWS + ABOVE)
    told = [(line.number, line.cells) for line in lines]
    return begin_import(told, title=form.cleaned_data["title"].strip(), by=request.actor)


def _decided(request: ActingRequest, batch: ImportBatch) -> HttpResponse:
    """What the pressed button asks for."""
    wanted = request.POST.get("do")
    if wanted == "cancel":
        cancel_import(batch, by=request.actor)
        messages.success(request, "取り込みをやめました。読み込んだ行は消しました。")
        return redirect("imports")
    if wanted == "take":
        start_import(batch, by=request.actor)
    if wanted in ("take", "go"):
        return _went_on(request, batch)
    if wanted == "back":
        take_back_import(batch, why=request.POST.get("why", ""), by=request.actor)
        messages.success(request, "取り込みを丸ごと取り消しました。行は、だれにも見えなくなりました。")
        return redirect("import", batch.pk)
    map_import(batch, mapping_in(request.POST, batch), by=request.actor)
    return redirect("import", batch.pk)


def _went_on(request: ActingRequest, batch: ImportBatch) -> HttpResponse:
    """The next rows were written; a page that goes on by itself is shown the end, or how far it is."""
    is_by_itself = request.headers.get("HX-Request") == "true"
    if carry_on_import(batch, by=request.actor, most=AT_ONCE):
        already = f"{batch.known}件は取り込み済みでした。" if batch.known else ""
        messages.success(request, f"{batch.taken}件を取り込みました。{already}")
        if is_by_itself:
            return HttpResponse(headers={"HX-Redirect": reverse("import", args=[batch.pk])})
    elif is_by_itself:
        context = {"batch": batch, **_progress(batch)}
        return render(request, "ledgers/import_progress.html", context)
    return redirect("import", batch.pk)
