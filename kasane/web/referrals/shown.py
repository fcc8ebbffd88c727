"""つなぎ as pages show it: lines of a list, the steps of one, and the sheet as its receiver sees it."""

from dataclasses import dataclass
from datetime import date

from kasane.access.actor import TOKYO
from kasane.cases.models import Issue
from kasane.code_lists.queries import Labels, labels_of
from kasane.directory.queries import desk_names
from kasane.referrals.models import ReferralMove as Moved
from kasane.referrals.models import ReferralSheet
from kasane.referrals.queries import Envelope
from kasane.rules.referrals import (
    AWAITED,
    NEEDS_CODE,
    WAITING,
    NamesBasis,
    ReferralMove,
    ReferralState,
    Side,
    is_overdue,
    side_of,
)

# The way of a つなぎ that goes well, step by step.
WAY = (
    (ReferralMove.ACCEPT, "受け付けた"),
    (ReferralMove.ARRIVE, "本人とつながった"),
    (ReferralMove.RESPOND, "はじめの対応"),
    (ReferralMove.CLOSE, "結果"),
)
ENDED_EARLY = (ReferralMove.RETURN, ReferralMove.WITHDRAW)


@dataclass(frozen=True)
class Line:
    """An envelope with its state and whether it is late."""

    envelope: Envelope
    state: ReferralState
    is_late: bool

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def awaited(self) -> str:
        """What is waited for now; empty when nothing is."""
        return AWAITED[self.state][0] if self.state in AWAITED else ""


@dataclass(frozen=True)
class Step:
    """One step of the way: done on a day, or due by one."""

    label: str
    done_on: date | None
    due_on: date | None
    is_late: bool

    @property
    def is_current(self) -> bool:
        return self.done_on is None and self.due_on is not None


@dataclass(frozen=True)
class Said:
    """One move as the thread shows it."""

    label: str
    desk: str
    moved: Moved
    reason: str
    alternative_desk: str


@dataclass(frozen=True)
class SheetView:
    """The sheet as its receiver sees it; the receiver's page, the preview and the print share it."""

    sheet: ReferralSheet
    basis: NamesBasis
    from_desk: str
    to_desk: str
    wish: str
    urgency: str
    way: str
    issues: list[tuple[str, str]]


def lines(envelopes: list[Envelope], today: date) -> list[Line]:
    found = []
    for envelope in envelopes:
        state = ReferralState(envelope.referral.state)
        found.append(Line(envelope, state, is_overdue(state, envelope.referral.due_on, today)))
    return found


def steps_of(envelope: Envelope, moves: list[Moved], today: date) -> list[Step]:
    """Sent, answered, arrived, first response, result: each with its day, the one that is waited for with its due day."""
    referral = envelope.referral
    state = ReferralState(referral.state)
    made = {ReferralMove(m.move): m.happened_on or m.moved_at.astimezone(TOKYO).date() for m in moves}
    steps = [Step("送った", referral.sent_at.astimezone(TOKYO).date(), None, is_late=False)]
    for move in ENDED_EARLY:
        if move in made:
            return [*steps, Step(ReferralState(referral.state).label, made[move], None, is_late=False)]
    is_closed = state is ReferralState.CLOSED
    due: date | None = referral.due_on
    for move, label in WAY:
        done_on = made.get(move)
        if done_on is None and is_closed:
            continue
        steps.append(
            Step(
                label,
                done_on,
                due if done_on is None else None,
                is_late=done_on is None and due is not None and is_overdue(state, due, today),
            )
        )
        if done_on is None:
            due = None
    return steps


def thread_of(envelope: Envelope, moves: list[Moved]) -> list[Said]:
    """Every move with who made it and what was said."""
    return threads_of([(envelope, moves)])[0]


def threads_of(pairs: list[tuple[Envelope, list[Moved]]]) -> list[list[Said]]:
    """The threads of several つなぎ, in two statements."""
    labels = labels_of(*NEEDS_CODE.values())
    instead = {m.alternative_desk_id for _, moves in pairs for m in moves}
    desks = desk_names(desk for desk in instead if desk is not None)
    return [[_said(envelope, moved, labels, desks) for moved in moves] for envelope, moves in pairs]


def _said(envelope: Envelope, moved: Moved, labels: Labels, desks: dict[int, str]) -> Said:
    move = ReferralMove(moved.move)
    return Said(
        label=move.label,
        desk=_mover(envelope, move),
        moved=moved,
        reason=labels.at(moved.moved_at).get((NEEDS_CODE.get(move, ""), moved.reason), ""),
        alternative_desk=desks.get(moved.alternative_desk_id or 0, ""),
    )


def sheet_view(sheet: ReferralSheet, *, basis: NamesBasis, from_desk: str, to_desk: str) -> SheetView:
    """A stored sheet or a prepared one; its issues are told with it only where names travel."""
    lists = labels_of("referral_wish", "urgency", "referral_way", "field")
    # One that is being prepared has no day yet.
    labels = lists.at(sheet.written_at) if sheet.written_at else lists
    issues = []
    if basis is not NamesBasis.NAMELESS and sheet.issues:
        found = Issue.objects.filter(id__in=sheet.issues).order_by("written_at", "sort_order", "id")
        issues = [(labels.get(("field", issue.field), ""), issue.text) for issue in found]
    return SheetView(
        sheet=sheet,
        basis=basis,
        from_desk=from_desk,
        to_desk=to_desk,
        wish=labels.get(("referral_wish", sheet.wish), ""),
        urgency=labels.get(("urgency", sheet.urgency), ""),
        way=labels.get(("referral_way", sheet.way), ""),
        issues=issues,
    )


def _mover(envelope: Envelope, move: ReferralMove) -> str:
    """The desk that made a move; by hand it is the sender who wrote down what the other side said."""
    if envelope.is_outside:
        return f"{envelope.from_desk}が記録"
    return envelope.from_desk if side_of(move) is Side.SENDER else envelope.to_desk
