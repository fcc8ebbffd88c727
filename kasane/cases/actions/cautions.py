"""Cautions: proposing, agreeing (and reviewing), ending."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.cases.actions.rooms import room_of
from kasane.cases.models import Caution
from kasane.rooms import actions as rooms
from kasane.rooms.queries import call
from kasane.rules.cautions import CautionKind, may_be_agreed, may_be_ended, may_be_proposed
from kasane.rules.verdicts import demand


@dataclass(frozen=True)
class CautionWords:
    """A caution with its cause; `line` is what every visitor reads, without the cause (安全 alone)."""

    kind: CautionKind
    text: str
    line: str = ""
    concerns: frozenset[int] = frozenset()


@transaction.atomic
def propose_caution(words: CautionWords, *, case: int, by: Actor) -> Caution:
    """Propose what a visitor must know; nothing of it reaches anybody else yet."""
    demand(may_be_proposed(kind=words.kind, line=words.line))
    is_safety = words.kind is CautionKind.SAFETY
    caution = Caution(kind=words.kind.value, text=words.text, line=words.line.strip() if is_safety else "")
    rooms.write(caution, home=room_of(case, by), case=case, concerns=words.concerns, by=by)
    tell("propose_caution", cases=[case], records={"cases.caution": [caution.pk]})
    return caution


@transaction.atomic
def agree_caution(caution: Caution, *, is_told: bool, told_words: str, review_on: date, by: Actor) -> None:
    """Agree to a caution, or go on with one after its review; a safety line then reaches every visitor."""
    demand(may_be_agreed(is_manager=by.is_manager, told_words=told_words, review_on=review_on, on=by.today))
    call("agree_caution", caution.pk, is_told, told_words.strip(), review_on)
    tell("agree_caution", cases=[caution.case_id], records={"cases.caution": [caution.pk]})


@transaction.atomic
def end_caution(caution: Caution, *, why: str, by: Actor) -> None:
    """End a caution, or take a proposal back; its safety line ends at the same instant."""
    demand(
        may_be_ended(
            is_agreed=caution.agreed_at is not None,
            has_ended=caution.ended_at is not None,
            is_manager=by.is_manager,
            is_proposer=caution.written_by == by.staff,
        )
    )
    call("end_caution", caution.pk, why.strip())
    tell("end_caution", cases=[caution.case_id], records={"cases.caution": [caution.pk]})
