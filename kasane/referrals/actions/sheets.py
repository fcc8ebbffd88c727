"""The つなぐシート: put together as the receiver will see it, and sent."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.access.rooms import InformationClass
from kasane.audit.actions import record as tell
from kasane.cases.actions.rooms import room_of
from kasane.cases.models import Issue
from kasane.code_lists.queries import deadline_days, labels_of
from kasane.consents.facts import consent_facts
from kasane.directory.models import Desk
from kasane.directory.queries import desk_of, municipality
from kasane.japanese.ages import age_band
from kasane.people.queries import PersonView, people_of
from kasane.referrals.models import ReferralSheet
from kasane.referrals.queries import waiting_since
from kasane.rooms import actions as rooms
from kasane.rooms.queries import call
from kasane.rules.issues import IssueState
from kasane.rules.referrals import NamesBasis, may_be_sent, may_be_sent_again, may_carry_names
from kasane.rules.telling import Telling, may_be_told_outside, may_go_nameless
from kasane.rules.timing import add_business_days
from kasane.rules.verdicts import Verdict, demand

SHEET_TITLES = {NamesBasis.NO_CONSENT_SHEET: "【本人同意なし】相談受付・申込票"}
# Classes that travel with a つなぎ at all; 税情報, informants and protected addresses never do.
TRAVELLING = (InformationClass.GENERAL.value, InformationClass.SENSITIVE.value)


@dataclass(frozen=True)
class Outside:
    """Somebody without an account who was told by hand; `kind` is a code of the list `told_kind`."""

    name: str
    kind: str
    told_on: date
    is_public: bool = False


@dataclass(frozen=True)
class SheetWords:
    """What a つなぐシート says; `persons` are those it is about, `issues` those of the desk that caused it.

    Where no issue is named, all open ones of the persons are meant. `wish`, `urgency` and `way` are codes of the
    lists `referral_wish`, `urgency` and `referral_way`.
    """

    to_desk: int | None
    basis: NamesBasis
    persons: frozenset[int]
    content: str
    asks_for: str
    keeps_doing: str
    reason: str = ""
    issues: frozenset[int] = frozenset()
    wish: str = ""
    urgency: str = ""
    way: str = ""
    outside: Outside | None = None
    # Of a つなぎ handed on without names: how the people and fields stood on it, where one's own room knows nobody.
    people_line: str = ""
    fields_line: str = ""

    @property
    def is_nameless(self) -> bool:
        return self.basis is NamesBasis.NAMELESS


def prepare(words: SheetWords, *, case: int, by: Actor) -> ReferralSheet:
    """The sheet exactly as the receiver will see it, not stored; raises Refused where it may not be sent (F-2)."""
    demand(
        may_be_sent(
            keeps_doing=words.keeps_doing,
            content=words.content,
            asks_for=words.asks_for,
            is_nameless=words.is_nameless,
        )
    )
    _demand_names(words, case=case, by=by)
    about = [person for person in people_of(case, by) if person.id in words.persons]
    issues = _travelling(words, home=room_of(case, by))
    labels = labels_of("field")
    fields = tuple(dict.fromkeys(labels.get(("field", issue.field), "") for issue in issues))
    fields_line = "、".join(fields) or words.fields_line
    if words.is_nameless:
        demand(
            may_go_nameless(
                fields=fields or tuple(filter(None, [words.fields_line])),
                urgency=words.urgency,
                texts=(words.asks_for, words.keeps_doing),
                persons=tuple(_telling(person) for person in people_of(case, by)),
            )
        )
    return ReferralSheet(
        title=SHEET_TITLES.get(words.basis, "つなぐシート"),
        people_line="\n".join(_line(person, words.basis) for person in about) or words.people_line,
        fields_line=fields_line,
        content="" if words.is_nameless else words.content,
        asks_for=words.asks_for,
        keeps_doing=words.keeps_doing,
        reason="" if words.is_nameless else words.reason,
        wish=words.wish,
        urgency=words.urgency,
        way=words.way,
        issues=[issue.pk for issue in issues],
        outside_name=words.outside.name if words.outside else "",
        told_on=words.outside.told_on if words.outside else None,
    )


@transaction.atomic
def send(words: SheetWords, *, case: int, by: Actor) -> int:
    """Send a つなぎ, or record one told by hand to somebody without an account. Returns the referral's id."""
    sheet = prepare(words, case=case, by=by)
    referral = new_id()
    due = add_business_days(by.today, deadline_days("referral_answer"))
    basis = words.basis.value
    if words.outside is not None:
        told = words.outside
        call("log_outside", referral, case, told.kind, told.is_public, basis, due)
    else:
        call("send_referral", referral, case, words.to_desk, basis, due)
    sheet.referral_id = referral
    rooms.write(sheet, home=room_of(case, by), case=case, concerns=words.persons, by=by)
    if words.outside is None:
        call("deliver_sheet", sheet.pk)
    tell("send_referral", cases=[case], detail={"referral": referral, "basis": basis})
    return referral


def _demand_names(words: SheetWords, *, case: int, by: Actor) -> None:
    """Names travel only by the basis that lets them, and the same household waits at one desk once (F-1, F-2)."""
    sender = desk_of(by.desk)
    if words.outside is not None or words.to_desk is None:
        is_public = words.outside is not None and words.outside.is_public
        demand(
            may_be_told_outside(
                basis=words.basis,
                persons=words.persons,
                reason=words.reason,
                both_public=is_public and sender.agency.is_public_body,
            )
        )
        return
    demand(may_be_sent_again(waiting_since=waiting_since(case, words.to_desk, by)))
    demand(_may_carry(words, receiver=desk_of(words.to_desk), sender=sender, case=case, on=by.today))


def _may_carry(words: SheetWords, *, receiver: Desk, sender: Desk, case: int, on: date) -> Verdict:
    return may_carry_names(
        basis=words.basis,
        receiver_is_host=receiver.is_host,
        both_public=receiver.agency.is_public_body and sender.agency.is_public_body,
        consents=consent_facts(case),
        persons=words.persons,
        receiver_agency=receiver.agency_id,
        reason=words.reason,
        purpose_declared=bool(municipality().declared_purpose),
        on=on,
    )


def _travelling(words: SheetWords, *, home: int) -> list[Issue]:
    """The desk's own open issues that go along: those named, or all, of nobody but the persons of the sheet."""
    own = Issue.objects.filter(home_id=home, state=IssueState.OPEN.value, information_class__in=TRAVELLING)
    found = [issue for issue in own.order_by("written_at", "sort_order", "id") if issue.concerns]
    named = [issue for issue in found if issue.pk in words.issues] if words.issues else found
    return [issue for issue in named if words.persons.issuperset(issue.concerns)]


def _telling(person: PersonView) -> Telling:
    known = person.identity
    return Telling((known.name, known.former_surname), known.kana, known.address, known.phone)


def _line(person: PersonView, basis: NamesBasis) -> str:
    """How somebody stands on the sheet: by name, or by age band alone (initials do not anonymise)."""
    if basis is not NamesBasis.NAMELESS:
        age = f"（{person.age}歳）" if person.age is not None else ""
        return f"{person.identity.shown_name}{age}"
    return age_band(person.age) if person.age is not None else "年齢不明"
