"""帳票のひな形: every form on paper with its versions, and putting another in force after its made-up copy was seen."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.contrib import messages
from django.core.signing import Signer
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kasane.access.ids import encode_id
from kasane.access.permissions import Permission
from kasane.code_lists.models import PaperLayout
from kasane.code_lists.queries import LOOK, layout_codes, layout_of, layouts_of
from kasane.prints.actions import LayoutWords, use_layout
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import status_of
from kasane.web.components.asking import asked
from kasane.web.form_keeping.layout_forms import LayoutForm
from kasane.web.papers.trying import marks_of, tried

COMING, IN_FORCE, FORMER = "これから", "いまの版", "前の版"
KINDS = {COMING: "key", IN_FORCE: "success", FORMER: ""}
NEW = "（替えるひな形の見本）"
SEEN = Signer(salt="kasane.layouts")


@dataclass(frozen=True)
class LayoutLine:
    """One version and where it stands today."""

    layout: PaperLayout
    state: str

    @property
    def kind(self) -> str:
        return KINDS[self.state]


@needs(Permission.KEEP_FORMS)
def index(request: ActingRequest) -> HttpResponse:
    """Every form on paper with its versions, the newest first."""
    told = [(code, lines_of(code, request.actor.today)) for code in layout_codes()]
    return render(request, "forms/layouts.html", {"forms": told})


@needs(Permission.KEEP_FORMS)
def new(request: ActingRequest, code: str) -> HttpResponse:
    """Another layout: first it is tried, and only what was seen as a made-up copy can be put in force."""
    known = found(next(iter(layouts_of(code)), None))
    form = LayoutForm(
        request.POST or None, request.FILES or None, actor=request.actor, start=_start(request, code)
    )
    drawn, verdict, is_seen = None, None, False
    if request.method == "POST" and form.is_valid():
        body = form.cleaned_data["body"]
        drawn, verdict = asked(lambda: tried(code, body, f"{known.title}{NEW}", request.actor))
        is_seen = request.POST.get("seen", "") == _mark(code, body)
        if drawn is not None and is_seen and "use" in request.POST:
            day, pages = form.cleaned_data["valid_from"], drawn.pages
            words = LayoutWords(code, body, day, pages)
            used, verdict = asked(lambda: use_layout(words, by=request.actor))
            if used is not None:
                messages.success(request, f"「{used.version_label}」にしました。前の版は残っています。")
                return redirect("paper_layouts")
    context = {
        "known": known,
        "form": form.shown(),
        "verdict": verdict,
        "drawn": drawn,
        "is_changed": "use" in request.POST and drawn is not None and not is_seen,
        "seen": _mark(code, form.cleaned_data["body"]) if drawn is not None else "",
        "marks": marks_of(code),
        "is_look": code == LOOK,
    }
    return render(
        request, "forms/layout.html", context, status=200 if drawn and verdict is None else status_of(request)
    )


@require_POST
@needs(Permission.KEEP_FORMS)
def trial(request: ActingRequest, code: str) -> HttpResponse:
    """The made-up copy of a layout that is not in force yet."""
    known = found(next(iter(layouts_of(code)), None))
    form = LayoutForm(request.POST, actor=request.actor)
    body = form.cleaned_data["body"] if form.is_valid() else ""
    return _copy(request, code, body, f"{known.title}{NEW}")


@needs(Permission.KEEP_FORMS)
def sample(request: ActingRequest, layout: int) -> HttpResponse:
    """The made-up copy of a version."""
    known = found(layout_of(layout))
    return _copy(request, known.code, known.body, known.version_label)


@needs(Permission.KEEP_FORMS)
def template(_request: ActingRequest, layout: int) -> HttpResponse:
    """A version's layout as a file, to begin the next one from."""
    known = found(layout_of(layout))
    answer = HttpResponse(known.body, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{known.code}.typ"'
    return answer


def lines_of(code: str, today: date) -> list[LayoutLine]:
    """The versions of one layout, and which of them counts today."""
    versions = layouts_of(code)
    current = next((one for one in versions if one.valid_from <= today), None)
    return [LayoutLine(one, _state(one, current, today)) for one in versions]


def _state(layout: PaperLayout, current: PaperLayout | None, today: date) -> str:
    if layout.valid_from > today:
        return COMING
    return IN_FORCE if layout == current else FORMER


def _copy(request: ActingRequest, code: str, body: str, form_name: str) -> HttpResponse:
    drawn, verdict = asked(lambda: tried(code, body, form_name, request.actor))
    if drawn is None:
        return render(request, "refused.html", {"verdict": verdict}, status=409)
    answer = HttpResponse(drawn.content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{code}.pdf"'
    return answer


def _start(request: ActingRequest, code: str) -> str:
    """The layout of an older version that is to be used again."""
    told = request.GET.get("from", "")
    return next((one.body for one in layouts_of(code) if encode_id(one.pk) == told), "")


def _mark(code: str, body: str) -> str:
    """What shows that this very text was drawn before."""
    return SEEN.sign(sha256(f"{code}\0{body}".encode()).hexdigest())
