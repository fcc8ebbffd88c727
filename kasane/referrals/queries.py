"""つなぎ as both desks see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q

from kasane.access.actor import TOKYO, Actor
from kasane.code_lists.queries import deadline_days, labels_of
from kasane.directory.queries import desk_names
from kasane.people.models import Identity
from kasane.people.queries import matched_to
from kasane.referrals.models import Referral, ReferralMove, ReferralSheet
from kasane.rooms.queries import rows_of
from kasane.rules.referrals import AWAITED, SENDERS_MOVES, WAITING, NamesBasis, ReferralState
from kasane.rules.sent_before import KnownAs, Sameness, is_worth_telling, sameness

OPEN = [state.value for state in AWAITED]
MOST = 100
NEWS = timedelta(days=7)


@dataclass(frozen=True)
class Envelope:
    """A つなぎ without its content, as lists show it."""

    referral: Referral
    from_desk: str
    to_desk: str
    is_received: bool

    @property
    def is_outside(self) -> bool:
        """Whether it went to somebody without an account."""
        return self.referral.to_desk_id is None


@dataclass(frozen=True)
class Loop:
    """A つなぎ with the copy of its sheet one may read, and its moves."""

    envelope: Envelope
    sheet: ReferralSheet
    moves: list[ReferralMove]


@dataclass(frozen=True)
class Onward:
    """A つなぎ that went on from another one: where to (empty where that is not told), since when, its state.

    `referral` is its id for who sent it.
    """

    to_desk: str
    since: datetime
    state: ReferralState
    referral: int | None


@dataclass(frozen=True)
class Told:
    """提供: somebody without an account who was told by hand, when, by which desk, on which basis."""

    name: str
    kind: str
    from_desk: str
    told_on: date
    basis: NamesBasis


@dataclass(frozen=True)
class OpenBefore:
    """A つなぎ of the same household that the receiver already has: since when, in which state, whose."""

    since: datetime
    state: ReferralState
    from_desk: str
    is_own: bool


@dataclass(frozen=True)
class SentBefore:
    """A つなぎ of one's own to the same receiver, about somebody whom another case of the desk knows too."""

    referral: Referral
    name: str
    why: Sameness

    @property
    def state(self) -> ReferralState:
        return ReferralState(self.referral.state)


def waiting_for(actor: Actor) -> list[Envelope]:
    """What the desk must do, was asked about, recorded by hand, or sent without any answer in time; oldest first."""
    received = Q(to_desk_id=actor.desk, state__in=OPEN)
    asked = Q(from_desk_id=actor.desk, state=ReferralState.ASKED.value)
    late = Q(from_desk_id=actor.desk, state__in=OPEN, due_on__lt=actor.today)
    by_hand = Q(from_desk_id=actor.desk, to_desk_id=None, state__in=OPEN)
    waiting = Referral.objects.filter(received | asked | late | by_hand)
    return _envelopes(waiting.order_by("due_on", "sent_at")[:MOST], actor)


def overdue_elsewhere(actor: Actor) -> list[Envelope]:
    """For the coordinator: a step was not made in time; desk, age and state only (F-1)."""
    others = Referral.objects.filter(state__in=OPEN, due_on__lt=actor.today)
    others = others.exclude(to_desk_id=actor.desk).exclude(from_desk_id=actor.desk)
    return _envelopes(others.order_by("due_on")[:MOST], actor)


def referrals_of(actor: Actor, *, most: int = MOST) -> list[Envelope]:
    """Everything sent and received by the desk, newest first."""
    own = Q(to_desk_id=actor.desk) | Q(from_desk_id=actor.desk)
    return _envelopes(Referral.objects.filter(own).order_by("-sent_at")[:most], actor)


def news_for(actor: Actor) -> list[tuple[Envelope, ReferralMove]]:
    """What became of the desk's own つなぎ in the last week, as the receivers told it; the newest first."""
    moves = ReferralMove.objects.filter(
        referral__from_desk_id=actor.desk, referral__to_desk_id__isnull=False, moved_at__gte=actor.at - NEWS
    ).exclude(move__in=[move.value for move in SENDERS_MOVES])
    found = list(moves.select_related("referral").order_by("-moved_at")[:MOST])
    return list(zip(_envelopes((move.referral for move in found), actor), found, strict=True))


def referral_of(number: int, actor: Actor) -> Envelope | None:
    """One つなぎ of the desk; the coordinator's sight of others' overdue ones ends at the list."""
    own = Q(to_desk_id=actor.desk) | Q(from_desk_id=actor.desk)
    found = _envelopes(Referral.objects.filter(own, id=number), actor)
    return found[0] if found else None


def sheet_of(referral: Referral) -> ReferralSheet | None:
    return ReferralSheet.objects.filter(referral=referral).order_by("written_at").first()


def moves_of(referral: Referral) -> list[ReferralMove]:
    return list(ReferralMove.objects.filter(referral=referral).order_by("moved_at"))


def loops_of(case: int, actor: Actor) -> list[Loop]:
    """The つなぎ of a case whose sheet one may read, with what became of each, newest first."""
    sheets = ReferralSheet.objects.filter(case_id=case).select_related("referral").order_by("-written_at")
    by_referral = {sheet.referral_id: sheet for sheet in sheets}
    moves: dict[int, list[ReferralMove]] = {}
    for move in ReferralMove.objects.filter(referral_id__in=by_referral).order_by("moved_at"):
        moves.setdefault(move.referral_id, []).append(move)
    envelopes = _envelopes([sheet.referral for sheet in by_referral.values()], actor)
    return [
        Loop(envelope, by_referral[envelope.referral.pk], moves.get(envelope.referral.pk, []))
        for envelope in envelopes
    ]


def open_before(case: int, to_desk: int) -> list[OpenBefore]:
    """What that desk already has of this household: one's own, and of desks one may know to be helping."""
    return [
        OpenBefore(since, ReferralState(state), from_desk, is_own)
        for since, state, from_desk, is_own in rows_of("open_referrals", case, to_desk)
    ]


def sent_before(persons: Iterable[int], *, case: int, to_desk: int, actor: Actor) -> list[SentBefore]:
    """What the desk sent that receiver about these persons of a case out of another case; one line a つなぎ.

    Read from the desk's own sheets and the identities one may read, so nothing of another desk's case is in it.
    """
    sheets = _own_sheets_elsewhere(case, to_desk, actor)
    if not sheets:
        return []
    told_of = Q(case_id=case, person_id__in=list(persons)) | Q(case_id__in=[s.case_id for s in sheets])
    identities = list(Identity.objects.filter(told_of).order_by("written_at", "id"))
    leads_to = matched_to(identity.person_id for identity in identities)
    known = [(one, _known_as(one, leads_to)) for one in identities]
    mine = [facts for one, facts in known if one.case_id == case]
    found = []
    for sheet in sheets:
        theirs = [
            (one, facts)
            for one, facts in known
            if one.case_id == sheet.case_id and (not sheet.concerns or one.person_id in sheet.concerns)
        ]
        alike = ((one, sameness(facts, other)) for one, facts in theirs for other in mine)
        found += [SentBefore(sheet.referral, one.shown_name, why) for one, why in alike if why][:1]
    return found


def _own_sheets_elsewhere(case: int, to_desk: int, actor: Actor) -> Sequence[ReferralSheet]:
    """The sheets of one's own desk to a receiver out of its other cases that still matter, the newest first."""
    own = Referral.objects.filter(from_desk_id=actor.desk, to_desk_id=to_desk).exclude(case_id=case)
    moved = {row.pk: row.moved_last for row in own.annotate(moved_last=Max("moves__moved_at"))}
    sheets = ReferralSheet.objects.filter(referral_id__in=moved, home__desk_id=actor.desk)
    days = deadline_days("referral_again")

    def matters(referral: Referral) -> bool:
        moved_last = moved[referral.pk]
        answered_on = moved_last.astimezone(TOKYO).date() if moved_last else None
        state = ReferralState(referral.state)
        return is_worth_telling(state, answered_on=answered_on, days=days, today=actor.today)

    newest = sheets.select_related("referral").order_by("-referral__sent_at", "id")
    return [sheet for sheet in newest if matters(sheet.referral)][:MOST]


def _known_as(identity: Identity, leads_to: dict[int, int]) -> KnownAs:
    return KnownAs(
        root=leads_to[identity.person_id],
        name=identity.name,
        kana=identity.kana,
        birth_on=identity.birth_on,
    )


def handed_on(referral: Referral) -> list[Onward]:
    """What became of a つなぎ that was handed on, for both its desks."""
    return [
        Onward(to_desk, since, ReferralState(state), number)
        for to_desk, since, state, number in rows_of("handed_on", referral.pk)
    ]


def told_outside(case: int) -> list[Told]:
    """Everybody without an account who was told names of a case; empty for who may not ask."""
    kinds = labels_of("told_kind")
    return [
        Told(name, kinds.get(("told_kind", kind), ""), from_desk, told_on, NamesBasis(basis))
        for name, kind, from_desk, told_on, basis in rows_of("told_outside", case)
    ]


def waiting_since(case: int, to_desk: int, actor: Actor) -> date | None:
    """Since when the desk's own つなぎ to a receiver waits for its answer."""
    waiting = Referral.objects.filter(
        case_id=case,
        from_desk_id=actor.desk,
        to_desk_id=to_desk,
        state__in=[state.value for state in WAITING],
    )
    sent_at = waiting.order_by("sent_at").values_list("sent_at", flat=True).first()
    return sent_at.astimezone(TOKYO).date() if sent_at else None


def _envelopes(referrals: Iterable[Referral], actor: Actor) -> list[Envelope]:
    found = list(referrals)
    names = desk_names({desk for r in found for desk in (r.from_desk_id, r.to_desk_id) if desk is not None})
    kinds = labels_of("told_kind") if any(r.to_desk_id is None for r in found) else {}
    return [
        Envelope(
            r,
            names.get(r.from_desk_id, ""),
            _receiver(r, names, kinds),
            r.to_desk_id == actor.desk,
        )
        for r in found
    ]


def _receiver(referral: Referral, names: dict[int, str], kinds: dict[tuple[str, str], str]) -> str:
    if referral.to_desk_id is not None:
        return names.get(referral.to_desk_id, "")
    return f"アカウントのない相手（{kinds.get(('told_kind', referral.outside_kind), '')}）"
