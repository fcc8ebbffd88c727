"""主担当 and the roles a desk took on."""

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.cases.actions.undoing import keep, unmarked
from kasane.cases.models import RoleAssignment
from kasane.rooms.queries import call
from kasane.rules.undoing import may_be_taken_back
from kasane.rules.verdicts import Refused, demand, refused


@transaction.atomic
def offer_lead(*, case: int, desk: int, by: Actor) -> None:
    """Ask a desk of the team to become 主担当; nothing moves until it accepts (P-4)."""
    call("offer_lead", case, desk)
    tell("offer_lead", cases=[case], detail={"desk": desk, "by": by.staff})


@transaction.atomic
def answer_lead(*, case: int, offer: int, is_accepted: bool, by: Actor) -> None:
    call("answer_lead", offer, is_accepted)
    tell("answer_lead", cases=[case], detail={"is_accepted": is_accepted, "by": by.staff})


@transaction.atomic
def finish_role(role: RoleAssignment, *, by: Actor) -> None:
    """Say that one's own role is done; the line stays where it is."""
    changed = RoleAssignment.objects.filter(pk=role.pk, done_on=None).update(done_on=by.today)
    if changed != 1:
        raise Refused(
            refused(
                "この役割は、すでに済みになっています。",
                basis="",
                rule="",
                remedy="今日の画面を開き直してください。",
            )
        )
    tell("finish_role", cases=[role.case_id], records={"cases.roleassignment": [role.pk]})


@transaction.atomic
def take_back_role(role: RoleAssignment, *, by: Actor) -> None:
    """One's own role is not done after all; that it was marked so stays known (U-1)."""
    done_on = role.done_on
    demand(may_be_taken_back(done_on=done_on, today=by.today))
    unmarked(RoleAssignment.objects.filter(pk=role.pk, done_on=done_on).update(done_on=None), by=by)
    keep(role, f"役割「{role.text}」を済みにしました。", by=by)
    tell("take_back_role", cases=[role.case_id], records={"cases.roleassignment": [role.pk]})


@transaction.atomic
def describe_seat(seat: int, text: str, *, case: int, by: Actor) -> None:
    """Say what a desk does in the team: that desk itself, or the coordinator."""
    call("describe_seat", seat, text)
    tell("describe_seat", cases=[case], detail={"seat": seat, "by": by.staff})
