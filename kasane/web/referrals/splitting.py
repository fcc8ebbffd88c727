"""回す・分けてつなぐ: what arrived goes on to the fitting desks, one's own matter is split; seen before it is sent."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.cases.models import Case, Issue
from kasane.people.queries import people_of
from kasane.referrals.actions import SheetWords, hand_on, rehearse_hand_on, rehearse_split, split
from kasane.referrals.models import ReferralSheet
from kasane.referrals.queries import OpenBefore, SentBefore, open_before, referral_of, sheet_of
from kasane.rooms.queries import Reason, own_room, standing, why
from kasane.rules.handing_on import may_hand_on
from kasane.rules.referrals import ReferralState
from kasane.rules.verdicts import Verdict
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import known_case, status_of
from kasane.web.components.asking import asked
from kasane.web.referrals.before import elsewhere
from kasane.web.referrals.pieces import (
    COUNT,
    MOST_PIECES,
    Matter,
    PieceForm,
    SharedForm,
    first_pieces,
    first_shared,
    matter_of,
    words_of,
)
from kasane.web.referrals.shown import SheetView, sheet_view

SEND, EDIT, MORE = "send", "edit", "more"
NOT_CARRIED = ("csrfmiddlewaretoken", "step")


@dataclass(frozen=True)
class Way:
    """How one of the two pages goes on: the sheets beforehand, the sending, and where it leads."""

    title: str
    matter: Matter
    reasons: tuple[Reason, ...]
    rehearse: Callable[[list[SheetWords]], list[ReferralSheet]]
    send: Callable[[list[SheetWords], frozenset[int], str], list[int]]
    case: int
    back: tuple[str, int]
    may: Verdict | None = None


@dataclass(frozen=True)
class Previewed:
    """One sheet as its receiver will read it, and what that desk already has of the household or of its people."""

    view: SheetView
    is_nameless: bool
    phone: str
    before: list[OpenBefore]
    elsewhere: list[SentBefore]


@needs(Permission.SEND_REFERRAL)
def pass_on(request: ActingRequest, referral: int) -> HttpResponse:
    """An arrived つなぎ taken and handed on in one step."""
    actor = request.actor
    envelope = found(referral_of(referral, actor))
    one, sheet = envelope.referral, found(sheet_of(envelope.referral))
    people = people_of(one.case_id, actor) if sheet.concerns else []
    way = Way(
        title="ほかの窓口へ回す",
        matter=matter_of(
            people, _open_issues(own_room(one.case_id, actor)), actor, referral=one, arrived=sheet
        ),
        reasons=why(one.case_id, actor, [sheet]),
        rehearse=lambda words: rehearse_hand_on(one, words, by=actor),
        send=lambda words, kept, said: hand_on(one, words, kept=kept, said=said, by=actor),
        case=one.case_id,
        back=("referral", referral),
        may=may_hand_on(
            state=ReferralState(one.state), is_receiver=envelope.is_received, is_host=actor.is_host
        ),
    )
    return _page(request, way, is_one=True)


@needs(Permission.SEND_REFERRAL)
def divide(request: ActingRequest, case: int) -> HttpResponse:
    """One's own matter in several つなぎ at once."""
    actor = request.actor
    known: Case = known_case(request, case)
    stands = standing(known.pk, actor)
    way = Way(
        title="分けてつなぐ",
        matter=matter_of(people_of(known.pk, actor), _open_issues(stands.own_room), actor),
        reasons=stands.reasons,
        rehearse=lambda words: rehearse_split(words, case=known.pk, by=actor),
        send=lambda words, kept, _: split(words, case=known.pk, kept=kept, by=actor),
        case=known.pk,
        back=("case", case),
    )
    return _page(request, way, is_one=False)


def _page(request: ActingRequest, way: Way, *, is_one: bool) -> HttpResponse:
    """First what is written, then every sheet as it will arrive; nothing is stored before the second yes."""
    step, data = request.POST.get("step", ""), request.POST or None
    shared = SharedForm(data, matter=way.matter, actor=request.actor, initial=first_shared(way.matter))
    pieces = _pieces(data, way.matter, is_one=is_one)
    verdict = way.may if way.may is not None and not way.may else None
    is_sent = request.method == "POST" and step not in (EDIT, MORE)
    if is_sent and all([shared.is_valid(), *(piece.is_valid() for piece in pieces)]):
        words = words_of(shared, pieces, way.matter)
        if step == SEND:
            kept = shared.cleaned_data.get("kept", frozenset())
            said = shared.cleaned_data.get("said", "")
            sent, verdict = asked(lambda: way.send(words, kept, said))
            if sent is not None:
                messages.success(
                    request, f"{len(sent)}件のつなぎを送りました。受け付けられるまで、この窓口が持ちます。"
                )
                return redirect("referral" if len(sent) == 1 else "referrals", *sent[: len(sent) == 1])
        else:
            sheets, verdict = asked(lambda: way.rehearse(words))
            if sheets is not None:
                return _preview(request, way, words, sheets)
    context = {
        "title": way.title,
        "shared": shared,
        "pieces": pieces,
        "form": next((form for form in (*pieces, shared) if form.errors), shared),
        "may_more": len(pieces) < MOST_PIECES,
        "sheet": way.matter.arrived,
        "case_id": way.case,
        "back": way.back,
        "verdict": verdict,
        "reasons": way.reasons,
    }
    status = 200 if step in (EDIT, MORE) else status_of(request)
    return render(request, "referrals/split.html", context, status=status)


def _preview(
    request: ActingRequest, way: Way, words: list[SheetWords], sheets: list[ReferralSheet]
) -> HttpResponse:
    phones = {desk.pk: desk.reached_at for desk in way.matter.desks}
    names = {desk.pk: desk.name for desk in way.matter.desks}
    sent = frozenset[int]().union(*(frozenset(sheet.issues) for sheet in sheets))
    context = {
        "title": way.title,
        "sheets": [
            Previewed(
                view=sheet_view(
                    sheet,
                    basis=one.basis,
                    from_desk=request.actor.desk_name,
                    to_desk=names.get(one.to_desk or 0, ""),
                ),
                is_nameless=one.is_nameless,
                phone=phones.get(one.to_desk or 0, ""),
                before=open_before(way.case, one.to_desk or 0),
                elsewhere=elsewhere(one, case=way.case, by=request.actor),
            )
            for one, sheet in zip(words, sheets, strict=True)
        ],
        "staying": [issue for issue in way.matter.issues if issue.pk not in sent],
        "is_arrived": way.matter.arrived is not None,
        "carried": _carried(request.POST),
        "back": way.back,
        "reasons": way.reasons,
    }
    return render(request, "referrals/split_preview.html", context)


def _pieces(data: QueryDict | None, matter: Matter, *, is_one: bool) -> list[PieceForm]:
    first = first_pieces(matter, is_one=is_one)
    if data is None:
        return [PieceForm(matter=matter, prefix=f"p{n}", initial=told) for n, told in enumerate(first)]
    count = min(_count(data), MOST_PIECES)
    written = [PieceForm(data, matter=matter, prefix=f"p{n}") for n in range(count)]
    if data.get("step") != MORE or count == MOST_PIECES:
        return written
    return [*written, PieceForm(matter=matter, prefix=f"p{count}", initial={"basis": first[0]["basis"]})]


def _count(data: QueryDict) -> int:
    told = data.get(COUNT, "")
    return max(int(told), 1) if told.isascii() and told.isdecimal() and len(told) < 3 else 1


def _carried(data: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in data.lists() if name not in NOT_CARRIED for value in values]


def _open_issues(home: int | None) -> list[Issue]:
    issues = Issue.objects.filter(home_id=home, state="open").exclude(concerns=[])
    return list(issues.order_by("written_at", "sort_order", "id"))
