"""The consultations of a case: what was said each time, what became of it, and the 相談受付・申込票."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render

from kasane.access.actor import Actor
from kasane.access.permissions import Permission
from kasane.cases.models import Consultation
from kasane.cases.queries import ConsultationView, consultations_of, dispositions_of
from kasane.code_lists.queries import Labels, labels_of, text_in_force
from kasane.directory.queries import desk_names, staff_names
from kasane.people.queries import PersonView, people_of
from kasane.rooms.models import Compartment
from kasane.rooms.queries import standing
from kasane.rules.intake import Disposition
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import known_case

LISTS = ("channel", "consulter", "route", "urgency", "concern", "not_spoken", "communication")
AGREED, UNASKED = "agreed", "unasked"


@dataclass(frozen=True)
class Line:
    """One consultation in the words of its lists, as far as who acts may see it."""

    consultation: Consultation
    channel: str
    consulter: str
    route: str
    urgency: str
    spoken: str
    concerns: list[str]
    marks: list[tuple[str, str]]
    names: list[str]
    told_by: str
    dispositions: list[str]
    is_own: bool


@needs(Permission.READ_CASES)
def index(request: ActingRequest, case: int) -> HttpResponse:
    known = known_case(request, case)
    views, people = consultations_of(known.pk), people_of(known.pk, request.actor)
    stands = standing(known.pk, request.actor, [view.consultation for view in views])
    context = {
        "case": known,
        "lines": lines(views, people, own_room=stands.own_room),
        "reasons": stands.reasons,
        "is_own": stands.own_room is not None,
    }
    return render(request, "case_file/consultations.html", context)


@needs(Permission.READ_CASES)
def sheet(request: ActingRequest, case: int, consultation: int, kind: str) -> HttpResponse:
    """相談受付・申込票 to be printed: with the application somebody signs, or without their consent."""
    if kind not in (AGREED, UNASKED):
        raise Http404
    known = known_case(request, case)
    line = found(line_of(known.pk, consultation, request.actor))
    labels = labels_of("communication")
    people = [p for p in people_of(known.pk, request.actor) if p.id in line.consultation.concerns]
    context = {
        "case": known,
        "line": line,
        "people": people,
        "communication": {p.id: communication_of(p, labels) for p in people},
        "has_agreed": kind == AGREED,
        "desk_name": taken_at(line.consultation),
        "staff_name": staff_names({line.consultation.written_by}).get(line.consultation.written_by, ""),
        "text": text_in_force("application", request.actor.today) if kind == AGREED else "",
    }
    return render(request, "case_file/sheet.html", context)


def lines(views: list[ConsultationView], people: list[PersonView], *, own_room: int | None) -> list[Line]:
    """Consultations in words, in two statements however many there are."""
    labels = labels_of(*LISTS)
    decided = dispositions_of([view.consultation.pk for view in views])
    names = {p.id: p.identity.shown_name for p in people}
    return [_told(view, labels, names, decided.get(view.consultation.pk, []), own_room) for view in views]


def _told(
    view: ConsultationView, labels: Labels, names: dict[int, str], decided: list[Disposition], own: int | None
) -> Line:
    one = view.consultation
    then = labels.at(one.received_at)
    told = [then.get(("concern", code), "") for code in one.told_concerns]
    return Line(
        consultation=one,
        channel=then.get(("channel", one.channel), ""),
        consulter=then.get(("consulter", one.consulter), ""),
        route="　".join(part for part in (then.get(("route", one.route), ""), one.route_detail) if part),
        urgency=then.get(("urgency", one.urgency), ""),
        spoken=_spoken(one, then),
        concerns=[
            f"◎{label}" if code == one.most_serious else label
            for code, label in zip(one.told_concerns, told, strict=True)
        ],
        marks=[
            (_mark(one, code), label) for (list_code, code), label in then.items() if list_code == "concern"
        ],
        names=[names[person] for person in one.concerns if person in names],
        told_by=view.told_by,
        dispositions=[kind.label for kind in decided],
        is_own=one.home_id == own,
    )


def _spoken(one: Consultation, labels: dict[tuple[str, str], str]) -> str:
    if one.was_spoken_to is None:
        return ""
    why = labels.get(("not_spoken", one.not_spoken_why), "")
    return "話した" if one.was_spoken_to else f"まだ話していない{f'（{why}）' if why else ''}"


def _mark(one: Consultation, code: str) -> str:
    if code == one.most_serious:
        return "◎"
    return "○" if code in one.told_concerns else ""


def communication_of(person: PersonView, labels: Labels) -> str:
    """What to mind while speaking with somebody, in words."""
    codes = [labels.get(("communication", code), "") for code in person.identity.communication]
    return "、".join(part for part in (*codes, person.identity.communication_words) if part)


def taken_at(consultation: Consultation) -> str:
    """The desk in whose room the consultation was written; the case may have been opened by another."""
    desk = Compartment.objects.filter(id=consultation.home_id).values_list("desk_id", flat=True).first()
    return desk_names({desk}).get(desk, "") if desk else ""


def line_of(case: int, consultation: int, actor: Actor) -> Line | None:
    """One consultation in words, for who may read it."""
    views = [view for view in consultations_of(case) if view.consultation.pk == consultation]
    own = standing(case, actor).own_room
    shown = lines(views, people_of(case, actor), own_room=own)
    return shown[0] if shown else None
