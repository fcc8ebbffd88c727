"""Leaving a 伝言, saying that one has read it, and calls taken for a colleague."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kasane.access.actor import TOKYO, Actor
from kasane.audit.actions import record as tell
from kasane.cases.actions.rooms import room_of
from kasane.cases.actions.undoing import unmarked
from kasane.cases.models import Message, MessageRead, TelephoneMemo
from kasane.people.models import Identity
from kasane.rooms import actions as rooms
from kasane.rules.consents import may_be_laid_open
from kasane.rules.messages import may_be_left
from kasane.rules.undoing import may_be_taken_back
from kasane.rules.verdicts import Refused, Verdict, demand, refused


@dataclass(frozen=True)
class MessageWords:
    """A message; `to_desk` None is the whole team, `to_staff` counts within one's own desk."""

    text: str
    to_desk: int | None
    to_staff: frozenset[int] = frozenset()
    concerns: frozenset[int] = frozenset()


@dataclass(frozen=True)
class MemoWords:
    about: str
    caller: str = ""
    phone: str = ""
    call_back: str = ""
    for_staff: int | None = None
    is_urgent: bool = False


@transaction.atomic
def leave_message(words: MessageWords, *, case: int, by: Actor, reply_to: Message | None = None) -> Message:
    """Write a 伝言 into one's own room; to another desk it is laid open to the consents of whom it concerns."""
    is_own = words.to_desk == by.desk
    demand(may_be_left(text=words.text, is_to_own_desk=is_own, concerns=words.concerns))
    home = room_of(case, by)
    doors: list[int] = []
    if not is_own:
        known = Identity.objects.filter(case_id=case).values_list("person_id", flat=True)
        demand(
            may_be_laid_open(
                concerns=words.concerns,
                persons_of_case=frozenset(known),
                from_sealed=False,
                information_class="general",
            )
        )
        doors = rooms.doors_of(case, words.concerns)
    message = Message(
        from_desk=by.desk,
        to_desk=words.to_desk,
        to_staff=sorted(words.to_staff) if is_own else [],
        text=words.text.strip(),
        reply_to=reply_to,
    )
    rooms.write(message, home=home, case=case, concerns=words.concerns, by=by, doors=doors)
    tell("leave_message", cases=[case], records={"cases.message": [message.pk]})
    return message


@transaction.atomic
def read_message(message: Message, *, by: Actor) -> None:
    """Say that one has read it; a second time changes nothing."""
    mark = MessageRead(message=message, staff_id=by.staff, read_at=by.at)
    if MessageRead.objects.filter(message=message, staff_id=by.staff).exists():
        return
    mark.save(force_insert=True)
    tell("read_message", cases=[message.case_id], records={"cases.message": [message.pk]})


@transaction.atomic
def take_memo(words: MemoWords, *, by: Actor) -> TelephoneMemo:
    """Write down a call for a colleague of one's desk."""
    memo = TelephoneMemo(
        desk_id=by.desk,
        taken_by=by.staff,
        taken_at=by.at,
        for_staff=words.for_staff,
        caller=words.caller.strip(),
        phone=words.phone.strip(),
        about=words.about.strip(),
        call_back=words.call_back.strip(),
        is_urgent=words.is_urgent,
    )
    memo.save(force_insert=True)
    tell("take_memo", records={"cases.telephonememo": [memo.pk]})
    return memo


@transaction.atomic
def finish_memo(memo: TelephoneMemo, *, by: Actor, case: int | None = None) -> None:
    """The call was answered, or a consultation was taken from it."""
    open_memo = TelephoneMemo.objects.filter(pk=memo.pk, done_at=None)
    if open_memo.update(done_by=by.staff, done_at=by.at, case_id=case) != 1:
        raise Refused(
            refused(
                "この電話メモは、もう済みになっています。",
                basis="",
                rule="",
                remedy="画面を開き直して確かめてください。",
            )
        )
    tell("finish_memo", cases=[case] if case else [], records={"cases.telephonememo": [memo.pk]})


@transaction.atomic
def take_back_memo(memo: TelephoneMemo, *, by: Actor) -> None:
    """The call waits again; from what a consultation was taken stays done (U-1)."""
    demand(may_memo_wait_again(memo, today=by.today))
    same = TelephoneMemo.objects.filter(pk=memo.pk, done_at=memo.done_at, case_id=None)
    unmarked(same.update(done_by=None, done_at=None), by=by)
    tell("take_back_memo", records={"cases.telephonememo": [memo.pk]}, detail={"done_by": memo.done_by})


def may_memo_wait_again(memo: TelephoneMemo, *, today: date) -> Verdict:
    """Whether a call may wait again today."""
    done_on = memo.done_at.astimezone(TOKYO).date() if memo.done_at else None
    return may_be_taken_back(done_on=done_on, today=today, is_newest=memo.case_id is None)
