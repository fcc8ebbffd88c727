"""つなぎ: sending, and every move after it."""

from dataclasses import dataclass

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.audit.actions import record as tell
from kasane.cases.actions.in_charge import take_charge
from kasane.cases.actions.rooms import room_of
from kasane.code_lists.queries import deadline_days
from kasane.consents.facts import consent_facts
from kasane.directory.queries import desk_of, municipality
from kasane.japanese.ages import age_band
from kasane.people.queries import PersonView, people_of
from kasane.referrals.models import Referral, ReferralSheet
from kasane.rooms import actions as rooms
from kasane.rooms.queries import call
from kasane.rules.referrals import (
    NamesBasis,
    ReferralMove,
    ReferralState,
    Side,
    may_be_sent,
    may_carry_names,
    may_move,
)
from kasane.rules.timing import add_business_days
from kasane.rules.verdicts import demand

SHEET_TITLES = {NamesBasis.NO_CONSENT_SHEET: "【本人同意なし】相談受付・申込票"}


@dataclass(frozen=True)
class SheetWords:
    """What a つなぐシート says; `persons` are those it is about."""

    to_desk: int
    basis: NamesBasis
    persons: frozenset[int]
    content: str
    asks_for: str
    keeps_doing: str
    reason: str = ""


@transaction.atomic
def send(words: SheetWords, *, case: int, by: Actor) -> int:
    """Send a つなぎ; names travel only by the basis that lets them (F-2). Returns the referral's id."""
    receiver, sender = desk_of(words.to_desk), desk_of(by.desk)
    demand(may_be_sent(keeps_doing=words.keeps_doing, content=words.content, asks_for=words.asks_for))
    demand(
        may_carry_names(
            basis=words.basis,
            receiver_is_host=receiver.is_host,
            both_public=receiver.agency.is_public_body and sender.agency.is_public_body,
            consents=consent_facts(case),
            persons=words.persons,
            receiver_agency=receiver.agency_id,
            reason=words.reason,
            purpose_declared=bool(municipality().declared_purpose),
            on=by.today,
        )
    )
    referral = new_id()
    due = add_business_days(by.today, deadline_days("referral_answer"))
    call("send_referral", referral, case, receiver.id, words.basis.value, due)
    about = [person for person in people_of(case, by) if person.id in words.persons]
    sheet = ReferralSheet(
        referral_id=referral,
        title=SHEET_TITLES.get(words.basis, "つなぐシート"),
        people_line="\n".join(_line(person, words.basis) for person in about),
        content=words.content,
        asks_for=words.asks_for,
        keeps_doing=words.keeps_doing,
    )
    rooms.write(sheet, home=room_of(case, by), case=case, concerns=words.persons, by=by)
    call("deliver_sheet", sheet.pk)
    tell("send_referral", cases=[case], detail={"referral": referral, "basis": words.basis.value})
    return referral


@transaction.atomic
def move(
    referral: Referral,
    wanted: ReferralMove,
    *,
    said: str = "",
    alternative: str = "",
    worker: int | None = None,
    by: Actor,
) -> None:
    """Accept, return, ask, answer, withdraw, or tell what became of it (F-1).

    What is accepted is carried by `worker` of the desk, else by who accepts it (W-3).
    """
    side = Side.RECEIVER if referral.to_desk_id == by.desk else Side.SENDER
    demand(may_move(state=ReferralState(referral.state), move=wanted, side=side, reason=said))
    call("move_referral", referral.pk, wanted.value, said, alternative)
    if wanted is ReferralMove.ACCEPT:
        take_charge(case=referral.case_id, home=room_of(referral.case_id, by), by=by, worker=worker)
    tell("move_referral", cases=[referral.case_id], detail={"referral": referral.pk, "move": wanted.value})


def _line(person: PersonView, basis: NamesBasis) -> str:
    """How somebody stands on the sheet: by name, or by age band alone (initials do not anonymise)."""
    if basis is not NamesBasis.NAMELESS:
        age = f"（{person.age}歳）" if person.age is not None else ""
        return f"{person.identity.shown_name}{age}"
    return age_band(person.age) if person.age is not None else "年齢不明"
