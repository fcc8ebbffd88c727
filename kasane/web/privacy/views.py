"""だれが見られるか・だれが見たか: the record of seeing for the privacy officer and the coordinator."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from kasane.access.ids import decode_id, encode_id
from kasane.access.permissions import Permission
from kasane.access.rooms import Basis
from kasane.audit.queries import SeenLine, keys_of, seeing, viewing_since
from kasane.cases.queries import case_of
from kasane.directory.queries import municipality
from kasane.people.queries import people_of
from kasane.referrals.queries import told_outside
from kasane.rules.viewing import unusual as what_is_unusual
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.addresses import moment_in
from kasane.web.privacy.words import bases_in_words, records_in_words, what_in_words

MOST = 100
LOOKED_BACK = timedelta(days=31)


@needs(Permission.READ_SEEING)
def seen(request: ActingRequest) -> HttpResponse:
    """Newest first; of one case or one member of staff only where their letters are given. Ids, never content."""
    case, staff = _number(request.GET.get("case", "")), _number(request.GET.get("staff", ""))
    before = moment_in(request.GET.get("before", "")) or request.actor.at
    lines = seeing(case=case, staff=staff, before=before, most=MOST)
    context = {
        "rows": [_row(line) for line in lines],
        "keys": [(key, Basis(key.basis).label) for key in keys_of(case)] if case else [],
        "told": told_outside(case) if case else [],
        "case": encode_id(case) if case else "",
        "staff": encode_id(staff) if staff else "",
        "before": lines[-1].at.isoformat() if len(lines) == MOST else "",
    }
    return render(request, "privacy/seeing.html", context)


@needs(Permission.READ_SEEING)
def unusual(request: ActingRequest) -> HttpResponse:
    """What was viewed unusually within a month."""
    hours = viewing_since(request.actor.at - LOOKED_BACK)
    found_ones = what_is_unusual(hours, many=municipality().many_cases_a_day)
    return render(request, "privacy/unusual.html", {"found": found_ones})


@needs(Permission.CONVENE_MEETINGS)
def who(request: ActingRequest, case: int) -> HttpResponse:
    """Of a case the coordinator holds: who may see it now, and who has, of all or of one person."""
    known = found(case_of(case, request.actor))
    people = people_of(known.pk, request.actor)
    names = {person.id: person.identity.shown_name for person in people}
    person = _number(request.GET.get("person", ""))
    person = person if person in names else None
    before = moment_in(request.GET.get("before", "")) or request.actor.at
    lines = seeing(case=known.pk, person=person, before=before, most=MOST)
    context = {
        "case": known,
        "people": [(encode_id(number), name, number == person) for number, name in names.items()],
        "person": encode_id(person) if person else "",
        "keys": [
            (
                key,
                Basis(key.basis).label,
                f"{names[key.person]}さんについて開かれた記録" if key.person in names else key.opens,
            )
            for key in keys_of(known.pk)
        ],
        "told": told_outside(known.pk),
        "rows": [_row(line) for line in lines],
        "before": lines[-1].at.isoformat() if len(lines) == MOST else "",
    }
    return render(request, "privacy/who.html", context)


def _row(line: SeenLine) -> dict[str, object]:
    return {
        "at": line.at,
        "who": line.staff_name,
        "staff": encode_id(line.staff_id) if line.staff_id else "",
        "desk": line.desk_name,
        "what": what_in_words(line.kind, line.what),
        "records": records_in_words(line.records),
        "bases": bases_in_words(line.bases),
        "cases": [encode_id(case) for case in line.cases[:3]],
        "more": max(len(line.cases) - 3, 0),
    }


def _number(letters: str) -> int | None:
    try:
        return decode_id(letters)
    except ValueError:
        return None
