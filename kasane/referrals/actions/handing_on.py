"""A matter that goes on: what arrived is taken and handed to the fitting desks, or one's own is split over several."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.cases.actions.consultations import dispose
from kasane.cases.actions.issues import StepWords, step_issue
from kasane.cases.actions.rooms import room_of
from kasane.cases.models import Consultation, Issue
from kasane.cases.queries import holders_of
from kasane.directory.models import Desk
from kasane.referrals.actions.moves import move
from kasane.referrals.actions.sheets import SheetWords, prepare, send
from kasane.referrals.models import Referral, ReferralSheet
from kasane.referrals.queries import sheet_of
from kasane.rooms.queries import call
from kasane.rules.handing_on import PieceFacts, may_hand_on, may_split
from kasane.rules.intake import Disposition
from kasane.rules.issues import IssueStepKind
from kasane.rules.referrals import NamesBasis, ReferralMove, ReferralState
from kasane.rules.verdicts import demand

SOME_DESK = "ほかの窓口"


@transaction.atomic
def hand_on(
    referral: Referral,
    pieces: Sequence[SheetWords],
    *,
    kept: Iterable[int] = (),
    said: str = "",
    by: Actor,
) -> list[int]:
    """Take what arrived and send it on in the same breath, in one piece or several; returns the new つなぎ's ids.

    Until a new receiver accepts, the acting desk holds the matter. Whoever sent the first hears where it went.
    `kept` are issues that the acting desk's agency holds from today.
    """
    case = referral.case_id
    pieces = _demand_hand_on(referral, pieces, by=by)
    move(referral, ReferralMove.ACCEPT, said=_told(pieces, said), by=by)
    sent = [send(words, case=case, by=by) for words in pieces]
    for number in sent:
        call("hand_on", number, referral.pk)
    _keep(kept, case=case, by=by)
    tell("hand_on", cases=[case], detail={"referral": referral.pk, "sent": sent})
    return sent


@transaction.atomic
def split(pieces: Sequence[SheetWords], *, case: int, kept: Iterable[int] = (), by: Actor) -> list[int]:
    """Send one's own matter out in several つなぎ, all or none; what is in none of them stays here.

    Consultations nobody decided upon are decided by it (I-2).
    """
    demand(may_split([_facts(words) for words in pieces], own_desk=by.desk))
    sent = [send(words, case=case, by=by) for words in pieces]
    _keep(kept, case=case, by=by)
    _dispose(pieces, case=case, by=by)
    tell("split_matter", cases=[case], detail={"sent": sent})
    return sent


def rehearse_hand_on(referral: Referral, pieces: Sequence[SheetWords], *, by: Actor) -> list[ReferralSheet]:
    """The sheets as each receiver will read them; the taking they rest on is undone again."""
    with transaction.atomic():
        pieces = _demand_hand_on(referral, pieces, by=by)
        move(referral, ReferralMove.ACCEPT, by=by)
        sheets = [prepare(words, case=referral.case_id, by=by) for words in pieces]
        transaction.set_rollback(True)
    return sheets


def rehearse_split(pieces: Sequence[SheetWords], *, case: int, by: Actor) -> list[ReferralSheet]:
    """The sheets as each receiver will read them; nothing is stored."""
    demand(may_split([_facts(words) for words in pieces], own_desk=by.desk))
    return [prepare(words, case=case, by=by) for words in pieces]


def _demand_hand_on(referral: Referral, pieces: Sequence[SheetWords], *, by: Actor) -> list[SheetWords]:
    state = ReferralState(referral.state)
    demand(may_hand_on(state=state, is_receiver=referral.to_desk_id == by.desk, is_host=by.is_host))
    demand(may_split([_facts(words) for words in pieces], own_desk=by.desk))
    return [_as_it_arrived(words, referral) for words in pieces]


def _as_it_arrived(words: SheetWords, referral: Referral) -> SheetWords:
    """What came without names goes on as it stood on the sheet, since one's own room knows nobody."""
    arrived = sheet_of(referral) if words.is_nameless else None
    if arrived is None or referral.names_basis != NamesBasis.NAMELESS.value:
        return words
    return replace(
        words,
        persons=frozenset(arrived.concerns),
        people_line=arrived.people_line,
        fields_line=arrived.fields_line,
    )


def _told(pieces: Sequence[SheetWords], said: str) -> str:
    """What the first sender reads: where it went, except to a desk whose part is itself not to be told."""
    desks = Desk.objects.in_bulk([words.to_desk for words in pieces])
    names = [SOME_DESK if desk.is_quiet else desk.name for desk in (desks[w.to_desk or 0] for w in pieces)]
    sentence = f"受け付けて、{'、'.join(dict.fromkeys(names))}へつなぎました。"
    return f"{sentence}\n{said.strip()}".strip()


def _facts(words: SheetWords) -> PieceFacts:
    return PieceFacts(words.to_desk or 0, words.issues)


def _keep(kept: Iterable[int], *, case: int, by: Actor) -> None:
    """Let the acting desk's agency hold what it keeps, where another one's name stands on it."""
    own = Issue.objects.filter(home_id=room_of(case, by), id__in=list(kept))
    mine = list(own.order_by("written_at", "sort_order", "id"))
    holders = holders_of(mine)
    for issue in (one for one in mine if holders.get(one.pk) != by.agency):
        words = StepWords(IssueStepKind.HOLD, by.today, "分けてつなぎ、この窓口で受け持ちました。", by.agency)
        step_issue(issue, words, edition=issue.edition, by=by)


def _dispose(pieces: Sequence[SheetWords], *, case: int, by: Actor) -> None:
    home = room_of(case, by)
    host = set(Desk.objects.filter(is_host=True).values_list("id", flat=True))
    kinds = {Disposition.MULTI_AGENCY if words.to_desk in host else Disposition.REFERRAL for words in pieces}
    sent = frozenset().union(*(words.issues for words in pieces))
    if Issue.objects.filter(home_id=home, state="open").exclude(id__in=sent).exists():
        kinds.add(Disposition.CONTINUES_HERE)
    undecided = Consultation.objects.filter(home_id=home, dispositions=None).order_by("received_at", "id")
    for consultation in undecided:
        dispose(consultation, kinds, by=by)
