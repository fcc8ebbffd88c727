"""取り込み: a desk's former ledger is uploaded, mapped, looked through, and taken in as a whole or not at all."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.directory.queries import staff_names
from kasane.documents.reading import Line, read_lines
from kasane.ledgers.actions import begin_import, cancel_import, map_import, take_import
from kasane.ledgers.models import ImportBatch
from kasane.ledgers.queries.imports import batch_of, batches_of, draft_of, is_own
from kasane.rules.ledgers import MOST_ROWS, may_be_taken_in, may_import
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.ledgers.draft import mapping_in, shown

SHOWN = 20
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
        help_text=f"Excel（.xlsx、.xls）かCSV。{MOST_ROWS}件、5メガバイトまで。"
        "多いときは分けて、順に取り込んでください。500件で一分ほどかかることがあります。",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        error_messages={
            "required": "ファイルを選んでください。5メガバイトより大きいファイルは受け取れません。",
            "empty": "ファイルが空です。ファイルを確かめてください。",
        },
    )


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
    if not is_own(known, actor):
        if known.state != "taken":
            return redirect("imports")
        return render(request, "ledgers/import_done.html", context)
    draft = draft_of(known, actor)
    may = may_be_taken_in(draft.reading, draft.missing)
    context |= {"draft": shown(draft), "may": may, "first": SHOWN}
    return render(request, "ledgers/import.html", context, status=422 if request.method == "POST" else 200)


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
        taken, known = take_import(batch, by=request.actor)
        already = f"{known}件は取り込み済みでした。" if known else ""
        messages.success(request, f"{taken}件を取り込みました。{already}")
        return redirect("import", batch.pk)
    map_import(batch, mapping_in(request.POST, batch), by=request.actor)
    return redirect("import", batch.pk)
