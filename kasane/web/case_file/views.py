"""The list of cases, one household's page, its notes, and laying a record open."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from kasane.access.ids import decode_id, encode_id
from kasane.access.permissions import Permission
from kasane.cases.actions import add_note, add_person, answer_lead, lay_open, offer_lead
from kasane.cases.models import Case, Issue, Note
from kasane.cases.queries import PAGE, case_of, notes_of, page_of, team_of
from kasane.code_lists.queries import labels_of
from kasane.consents.queries import consents_of
from kasane.japanese.wareki import wareki_short
from kasane.people.actions.persons import correct_identity
from kasane.people.models import Identity, Membership
from kasane.people.queries import PersonView, people_of
from kasane.rooms.models import Record
from kasane.rooms.queries import own_room, standing
from kasane.rules.consents import TAX
from kasane.rules.verdicts import allowed, refused
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.forms import LayOpenForm, LeadForm, NoteForm
from kasane.web.case_file.shown import household, timeline
from kasane.web.components.addresses import moment_in
from kasane.web.components.asking import asked
from kasane.web.intake.forms import PersonForm, written_in
from kasane.web.matching.views import hint
from kasane.web.sign_in.door import stepped_up

# What may be laid open from a screen, by the word its address uses.
OPENED: dict[str, tuple[type[Record], str]] = {
    "identity": (Identity, "氏名・生年月日・住所など"),
    "membership": (Membership, "世帯での立場"),
    "issue": (Issue, "課題"),
    "note": (Note, "経過記録"),
}


@needs(Permission.READ_CASES)
def cases(request: ActingRequest) -> HttpResponse:
    """The cases one may know of, newest first, page by page without totals."""
    page = page_of(request.actor, _after(request.GET.get("after", "")))
    after = page.next_after and f"{page.next_after[0].isoformat()}~{encode_id(page.next_after[1])}"
    return render(request, "case_file/list.html", {"page": page, "after": after})


@needs(Permission.READ_CASES)
def case(request: ActingRequest, case: int) -> HttpResponse:
    shown = household(_case(request, case), request.actor)
    context = {"household": shown, "is_own": shown.standing.own_room is not None}
    return render(request, "case_file/household.html", context)


@needs(Permission.READ_CASES)
def notes(request: ActingRequest, case: int) -> HttpResponse:
    known = _case(request, case)
    before = moment_in(request.GET.get("before", ""))
    page = notes_of(known.pk, before)
    shown = page[:PAGE]
    stands = standing(known.pk, request.actor, shown)
    context = {
        "case": known,
        "entries": timeline([], shown, labels_of("note")),
        "before": shown[-1].happened_at.isoformat() if len(page) > PAGE else "",
        "reasons": stands.reasons,
        "is_own": stands.own_room is not None,
        "is_stepped_up": request.actor.is_stepped_up,
    }
    return render(request, "case_file/notes.html", context)


@needs(Permission.READ_CASES)
def all_notes(request: ActingRequest, case: int) -> HttpResponse:
    """The notes with 税情報 among them, once the secret was asked for again."""
    found(case_of(case, request.actor))
    return redirect("notes", case) if request.actor.is_stepped_up else stepped_up(request)


@needs(Permission.WRITE_NOTES)
def new_note(request: ActingRequest, case: int) -> HttpResponse:
    known = _case(request, case)
    people = people_of(case, request.actor)
    form = NoteForm(
        request.POST or None, people=people, tax_consents=_tax_consents(known, people), actor=request.actor
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        note, verdict = asked(lambda: add_note(form.words(), case=known.pk, by=request.actor))
        if note is not None:
            messages.success(request, "経過を記録しました。")
            return redirect("notes", case)
    context = {"form": form, "case": known, "verdict": verdict}
    return render(request, "case_file/new_note.html", context, status=_status(request))


@needs(Permission.WRITE_NOTES)
def new_person(request: ActingRequest, case: int) -> HttpResponse:
    known = _case(request, case)
    form = PersonForm(request.POST or None, on=request.actor.today, is_first=True)
    verdict = None
    if request.method == "POST" and form.is_valid():
        if not form.is_written:
            form.add_error("name", "氏名か呼び名のどちらかを書いてください。")
        else:
            person, verdict = asked(lambda: add_person(form.words(), case=known.pk, by=request.actor))
            if person is not None:
                messages.success(request, "世帯の人を加えました。")
                hint(request, case)
                return redirect("case", case)
    context = {"form": form, "case": known, "verdict": verdict}
    return render(request, "case_file/new_person.html", context, status=_status(request))


@needs(Permission.WRITE_NOTES)
def person(request: ActingRequest, case: int, person: int) -> HttpResponse:
    """Correcting who somebody is, in the desk's own record of them."""
    known = _case(request, case)
    home = found(own_room(case, request.actor))
    identity = found(Identity.objects.filter(case_id=known.pk, person_id=person, home_id=home).first())
    form = PersonForm(
        request.POST or None, on=request.actor.today, is_first=True, initial=written_in(identity)
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        edition = _edition(request)
        _, verdict = asked(
            lambda: correct_identity(identity, form.words(), edition=edition, by=request.actor)
        )
        if verdict is None:
            messages.success(request, "この方の情報を書き直しました。")
            hint(request, case)
            return redirect("case", case)
    context = {
        "form": form,
        "case": known,
        "verdict": verdict,
        "identity": identity,
        "edition": _edition(request) or identity.edition,
    }
    return render(request, "case_file/person_form.html", context, status=_status(request))


@needs(Permission.WRITE_NOTES)
def opening(request: ActingRequest, case: int) -> HttpResponse:
    """What of one's own room is laid open, and what is not."""
    known = _case(request, case)
    home = found(own_room(case, request.actor))
    names = {p.id: p.identity.shown_name for p in people_of(case, request.actor)}
    rows = [
        (word, label, record, [names.get(person, "") for person in record.concerns])
        for word, (kind, label) in OPENED.items()
        for record in kind._default_manager.filter(case_id=known.pk, home_id=home).order_by("written_at")
    ]
    return render(request, "case_file/opening.html", {"case": known, "rows": rows})


@needs(Permission.WRITE_NOTES)
def open_record(request: ActingRequest, case: int, kind: str, record: int) -> HttpResponse:
    known = _case(request, case)
    if kind not in OPENED:
        raise Http404
    model, label = OPENED[kind]
    home = found(own_room(case, request.actor))
    opened = found(model._default_manager.filter(pk=record, case_id=known.pk, home_id=home).first())
    form = LayOpenForm(request.POST or None, people=people_of(case, request.actor))
    verdict = None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(lambda: lay_open(opened, concerns=form.cleaned_data["concerns"], by=request.actor))
        if verdict is None:
            messages.success(request, "同意した機関に開きました。")
            return redirect("opening", case)
    context = {"form": form, "case": known, "record": opened, "label": label, "verdict": verdict}
    return render(request, "case_file/open_record.html", context, status=_status(request))


@needs(Permission.CONVENE_MEETINGS)
def lead(request: ActingRequest, case: int) -> HttpResponse:
    """Offering 主担当 to a desk of the team (P-4)."""
    known = _case(request, case)
    team = team_of(known.pk)
    form = LeadForm(request.POST or None, team=team)
    verdict = None
    if request.method == "POST" and form.is_valid():
        desk = int(form.cleaned_data["desk"])
        _, verdict = asked(lambda: offer_lead(case=known.pk, desk=desk, by=request.actor))
        if verdict is None:
            messages.success(request, "主担当を依頼しました。承諾されるまで、いまの主担当のままです。")
            return redirect("case", case)
    has_others = (
        allowed()
        if form.others
        else refused(
            "依頼できる窓口が、まだ支援チームにありません。",
            basis="",
            rule="P-4",
            remedy="先につないでください。",
        )
    )
    context = {"form": form, "case": known, "team": team, "verdict": verdict, "may_offer": has_others}
    return render(request, "case_file/lead.html", context, status=_status(request))


@needs(Permission.READ_CASES)
def lead_answer(request: ActingRequest, case: int) -> HttpResponse:
    known = _case(request, case)
    own = [h for h in team_of(known.pk) if h.desk_id == request.actor.desk and h.offer is not None]
    offer = found(own[0].offer if own else None)
    if request.method == "POST":
        is_accepted = request.POST.get("answer") == "accept"
        answer_lead(case=known.pk, offer=offer, is_accepted=is_accepted, by=request.actor)
        messages.success(
            request, "主担当を引き受けました。" if is_accepted else "主担当の依頼をお返ししました。"
        )
        return redirect("case", case)
    return render(request, "case_file/lead_answer.html", {"case": known})


def _case(request: ActingRequest, number: int) -> Case:
    return found(case_of(number, request.actor))


def _tax_consents(case: Case, people: list[PersonView]) -> list[tuple[str, str]]:
    """Written consents of the case by which 税情報 may be given."""
    names = {p.id: p.identity.shown_name for p in people}
    return [
        (str(consent.pk), f"{names.get(consent.person_id, '')}（{wareki_short(consent.valid_from)}から）")
        for consent in consents_of(case.pk)
        if consent.valid_from and consent.ended_at is None and TAX in consent.classes
    ]


def _status(request: ActingRequest) -> int:
    return 422 if request.method == "POST" else 200


def _after(text: str) -> tuple[datetime, int] | None:
    moment, _, letters = text.partition("~")
    opened_at = moment_in(moment)
    if opened_at is None:
        return None
    try:
        return opened_at, decode_id(letters)
    except ValueError:
        return None


def _edition(request: ActingRequest) -> int:
    """The edition a form was filled in on; 0 when it says none."""
    told = request.POST.get("edition", "")
    return int(told) if told.isdecimal() and len(told) < 9 else 0
