"""Putting a case on the agenda, its packet, its minutes, and what is decided."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.access.rooms import InformationClass
from kasane.audit.actions import record as tell
from kasane.cases.actions.rooms import room_of
from kasane.code_lists.queries import matter_labels
from kasane.meetings.facts import (
    agencies_at,
    discussed,
    ends_without_consent,
    kind_of,
    matters_of,
    people_line,
    required_of,
    tax_consent_of,
)
from kasane.meetings.models import (
    AgendaItem,
    Decision,
    Minutes,
    PacketPaper,
    SettledMatter,
    Sitting,
    SupportPolicy,
)
from kasane.rooms import actions as rooms
from kasane.rooms.models import Record
from kasane.rooms.queries import call
from kasane.rules.meetings import MeetingKind
from kasane.rules.plans import Judgement, Occasion, may_be_decided, unsettled
from kasane.rules.tax import TaxOrigin, may_enter
from kasane.rules.verdicts import Refused, allowed, demand, refused
from kasane.support_plans.facts import state_of
from kasane.support_plans.models import PartVersion, PlanPart

R = TypeVar("R", bound=Record)
CARRIED_OUT = (Judgement.SUITABLE, Judgement.CONTINUE)


@dataclass(frozen=True)
class ItemWords:
    """What is put on the agenda: whom it discusses, and the plan part and occasion it is to decide."""

    case: int
    persons: frozenset[int]
    topic: str
    part: PlanPart | None = None
    version: PartVersion | None = None
    occasion: Occasion | None = None
    # An earlier matter of 支援会議 on the same persons, whose room is used again.
    matter: int | None = None


@transaction.atomic
def put_on_agenda(words: ItemWords, *, sitting: Sitting, by: Actor) -> AgendaItem:
    """Take a case item onto a sitting. 重層的支援会議 takes it only inside every consent (M-1)."""
    if sitting.closed_at is not None:
        raise Refused(
            refused("この会議は閉会しています。", basis="", rule="", remedy="次の会議に立ててください。")
        )
    if not words.persons:
        raise Refused(
            refused(
                "だれについての議題かが選ばれていません。",
                basis="実施計画 3-1(2)",
                rule="M-1",
                remedy="対象者を選んでください。",
            )
        )
    item = AgendaItem(
        sitting=sitting,
        topic=words.topic,
        people_line=people_line(words.case, words.persons, by),
        part=words.part,
        version=words.version,
        occasion=words.occasion.value if words.occasion else "",
    )
    if kind_of(sitting) is MeetingKind.SUPPORT_CONFERENCE:
        packet = new_id()
        item.matter_id = int(call("open_packet", words.case, sitting.pk, words.matter, packet))
        rooms.write(item, home=packet, case=words.case, concerns=words.persons, by=by)
    else:
        item.concerns, item.case_id = sorted(words.persons), words.case
        if not ends_without_consent(item):
            demand(
                discussed(
                    sitting, case=words.case, persons=words.persons, agencies=agencies_at(sitting), by=by
                )
            )
        doors = rooms.doors_of(words.case, words.persons)
        home = room_of(words.case, by)
        rooms.write(item, home=home, case=words.case, concerns=words.persons, doors=doors, by=by)
    call("admit", sitting.pk)
    tell("put_on_agenda", cases=[words.case], records={"meetings.agendaitem": [item.pk]})
    return item


@dataclass(frozen=True)
class PaperWords:
    """One paper of a packet; one with 税情報 says where that comes from and by which consent."""

    title: str
    text: str
    tax_origin: TaxOrigin | None = None
    tax_consent: int | None = None


@transaction.atomic
def add_paper(item: AgendaItem, words: PaperWords, *, by: Actor) -> PacketPaper:
    """One paper into the item's packet; 税情報 only as M-4 lets it in."""
    if words.tax_origin is not None:
        demand(
            may_enter(
                origin=words.tax_origin,
                consent_id=tax_consent_of(item, words.tax_consent),
                into_sealed_or_packet=True,
            )
        )
    paper = PacketPaper(
        item=item,
        title=words.title,
        text=words.text,
        tax_origin=words.tax_origin.value if words.tax_origin else "",
        tax_consent_id=words.tax_consent if words.tax_origin else None,
        information_class=(InformationClass.TAX if words.tax_origin else InformationClass.GENERAL).value,
    )
    _beside(item, paper, by=by)
    tell("add_paper", cases=[item.case_id], records={"meetings.packetpaper": [paper.pk]})
    return paper


@transaction.atomic
def write_minutes(item: AgendaItem, *, text: str, by: Actor) -> Minutes:
    _demand_open(item)
    minutes = _beside(item, Minutes(item=item, text=text), by=by)
    tell("write_minutes", cases=[item.case_id], records={"meetings.minutes": [minutes.pk]})
    return minutes


@transaction.atomic
def settle(item: AgendaItem, texts: dict[str, str], *, by: Actor) -> None:
    """Write down how the sitting settled the matters of its occasion (P-3); written anew, the text changes."""
    _demand_open(item)
    known = set(item.matters.values_list("code", flat=True))
    for code in required_of(item):
        text = texts.get(code, "").strip()
        if not text:
            continue
        if code in known:
            SettledMatter.objects.filter(item=item, code=code).update(text=text)
        else:
            _beside(item, SettledMatter(item=item, code=code, text=text), by=by)
    tell("settle", cases=[item.case_id], records={"meetings.agendaitem": [item.pk]})


@transaction.atomic
def decide(item: AgendaItem, *, judgement: Judgement, dissent: str = "", by: Actor) -> Decision:
    """The sitting's judgement on a part at its occasion; 適切 and 継続 carry it out at once (P-2)."""
    _demand_open(item)
    if item.part is None or not item.occasion:
        raise Refused(
            refused(
                "この議題には、決めるプランがありません。", basis="実施計画 3-1(2)6", rule="P-2", remedy=""
            )
        )
    occasion = Occasion(item.occasion)
    labels = matter_labels()
    open_matters = unsettled(occasion, matters_of(item), required_of(item))
    free = ends_without_consent(item)
    demand(
        may_be_decided(
            meeting=kind_of(item.sitting),
            state=state_of(item.part),
            occasion=occasion,
            judgement=judgement,
            unsettled_labels=tuple(labels.get(code, code) for code in open_matters),
            discussed=allowed("P-2b")
            if free
            else discussed(
                item.sitting,
                case=item.case_id,
                persons=frozenset(item.concerns),
                agencies=agencies_at(item.sitting),
                by=by,
            ),
            is_withdrawn_or_dead=free,
        )
    )
    decision = Decision(
        item=item, judgement=judgement.value, dissent=dissent, decided_on=item.sitting.held_on
    )
    _beside(item, decision, by=by)
    if judgement in CARRIED_OUT:
        call("carry_out_decision", decision.pk, new_id())
    tell("decide", cases=[item.case_id], records={"meetings.decision": [decision.pk]})
    return decision


@transaction.atomic
def decide_policy(item: AgendaItem, *, text: str, review_on: date, by: Actor) -> SupportPolicy:
    """関わりの方針 of a 支援会議, in the room of its matter, with a review date (P-2a)."""
    _demand_open(item)
    if kind_of(item.sitting) is not MeetingKind.SUPPORT_CONFERENCE or item.matter_id is None:
        raise Refused(
            refused(
                "関わりの方針は、支援会議で決めます。",
                basis="実施計画 3-1(2)3②",
                rule="P-2a",
                remedy="本人の同意が得られている方には、支援プランを立ててください。",
            )
        )
    if review_on <= item.sitting.held_on:
        raise Refused(
            refused("見直しの日は、会議の日より後にしてください。", basis="実施計画 3-1(2)", rule="P-2a")
        )
    policy = SupportPolicy(item=item, text=text, review_on=review_on)
    rooms.write(policy, home=item.matter_id, case=item.case_id, concerns=item.concerns, by=by)
    tell("decide_policy", cases=[item.case_id], records={"meetings.supportpolicy": [policy.pk]})
    return policy


@transaction.atomic
def assign_role(item: AgendaItem, *, desk: int, text: str, due_on: date | None, by: Actor) -> None:
    """One role line into the role-holder's own desk room, where it outlives the packet."""
    _demand_open(item)
    call("assign_role", new_id(), item.pk, desk, text, due_on)
    tell(
        "assign_role",
        cases=[item.case_id],
        records={"meetings.agendaitem": [item.pk]},
        detail={"desk": desk, "by": by.staff},
    )


def _beside(item: AgendaItem, record: R, *, by: Actor) -> R:
    """Store a record in the item's own home, laid open as the item is."""
    return rooms.write(
        record, home=item.home_id, case=item.case_id, concerns=item.concerns, doors=item.doors, by=by
    )


def _demand_open(item: AgendaItem) -> None:
    sitting = item.sitting
    if sitting.opened_at is None or sitting.closed_at is not None:
        raise Refused(
            refused(
                "会議が開かれている間だけ、議事や決定を書けます。",
                basis="実施計画 3-1(2)",
                rule="M-3",
                remedy="主催者が開会してから書いてください。",
            )
        )
