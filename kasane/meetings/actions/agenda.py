"""The agenda: case items, 地域課題 items, their order, who leaves one, going over to names, and putting one off."""

from dataclasses import dataclass

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.audit.actions import record as tell
from kasane.cases.actions.rooms import room_of
from kasane.meetings.actions.preparation import ask_added
from kasane.meetings.facts import (
    anonymous_line,
    demand_ahead,
    discussed,
    ends_without_consent,
    kind_of,
    names_of,
    people_line,
    seats_not_bound,
    state_of_item,
)
from kasane.meetings.models import AgendaItem, CommunityItem, Participant, Sitting
from kasane.rooms import actions as rooms
from kasane.rooms.queries import call
from kasane.rules.anonymity import may_stand_anonymous
from kasane.rules.items import ItemMove, may_go_on
from kasane.rules.meetings import ItemKind, may_be_discussed
from kasane.rules.plans import Occasion
from kasane.rules.sittings import IS_WRITABLE, SittingState
from kasane.rules.verdicts import Refused, Verdict, demand, refused
from kasane.support_plans.models import PartVersion, PlanPart

OUTSIDE_CONSENT, NOT_BOUND = "outside_consent", "not_bound"


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
    # Existing bodies that are a further basis (M-6), and whether its people stand as letters (M-7).
    bases: frozenset[str] = frozenset()
    is_anonymous: bool = False
    # Agencies that do not take part in this item, because a consent does not cover them.
    without: frozenset[int] = frozenset()
    planned_minutes: int | None = None


@transaction.atomic
def put_on_agenda(words: ItemWords, *, sitting: Sitting, by: Actor) -> AgendaItem:
    """Take a case item onto a sitting. 重層的支援会議 takes it only inside every consent (M-1)."""
    demand_ahead(sitting)
    _demand_persons(words)
    item = AgendaItem(
        sitting=sitting,
        topic=words.topic,
        people_line=_line(words, by),
        part=words.part,
        version=words.version,
        occasion=words.occasion.value if words.occasion else "",
        bases=sorted(words.bases),
        is_anonymous=words.is_anonymous,
        planned_minutes=words.planned_minutes,
        sort_order=_next_place(sitting),
    )
    if kind_of(sitting).is_sealed:
        _write_sealed(item, words, by=by)
    else:
        _write_laid_open(item, words, by=by)
    for seat in Participant.objects.filter(sitting=sitting, agency_id__in=words.without, withdrawn_at=None):
        call("leave_item", new_id(), item.pk, seat.pk, OUTSIDE_CONSENT)
    for seat in seats_not_bound(sitting, words.bases):
        call("leave_item", new_id(), item.pk, seat.pk, NOT_BOUND)
    call("admit", sitting.pk)
    ask_added(sitting, by=by)
    tell("put_on_agenda", cases=[words.case], records={"meetings.agendaitem": [item.pk]})
    return item


@transaction.atomic
def put_community_item(topic: str, *, sitting: Sitting, text: str, by: Actor) -> CommunityItem:
    """地域課題・資源開発: an item of no person, which only 重層的支援会議 takes (M-2)."""
    demand_ahead(sitting)
    demand(
        may_be_discussed(
            at=kind_of(sitting),
            item=ItemKind.COMMUNITY,
            persons=(),
            with_agencies=(),
            consents=(),
            on=sitting.held_on,
        )
    )
    item = CommunityItem(
        sitting=sitting,
        topic=topic,
        text=text,
        sort_order=_next_place(sitting),
        written_by=by.staff,
        written_at=by.at,
    )
    item.save(force_insert=True)
    tell("put_community_item", detail={"sitting": sitting.pk, "item": item.pk})
    return item


@transaction.atomic
def write_outcome(item: CommunityItem, *, outcome: str, by: Actor) -> None:
    """What came of a 地域課題 item."""
    if SittingState(item.sitting.state) not in IS_WRITABLE:
        raise Refused(_not_now("検討の結果は、開会してから書きます。"))
    _change(CommunityItem, item.pk, outcome=outcome)
    tell("write_outcome", detail={"item": item.pk, "by": by.staff})


@transaction.atomic
def leave_out(item: AgendaItem, seat: Participant, *, reason: str = OUTSIDE_CONSENT, by: Actor) -> None:
    """Somebody takes no part in one item; their key to it ends, and the minutes say that they left it."""
    call("leave_item", new_id(), item.pk, seat.pk, reason)
    tell(
        "leave_item",
        cases=[item.case_id],
        records={"meetings.agendaitem": [item.pk]},
        detail={"staff": seat.staff_id, "by": by.staff},
    )


@transaction.atomic
def name_item(item: AgendaItem, *, by: Actor) -> None:
    """Go over from letters to names (M-7)."""
    if not item.is_anonymous:
        return
    line = people_line(item.case_id, frozenset(item.concerns), by)
    _change(AgendaItem, item.pk, is_anonymous=False, people_line=line)
    tell("name_item", cases=[item.case_id], records={"meetings.agendaitem": [item.pk]})


@transaction.atomic
def defer(item: AgendaItem, *, reason: str, by: Actor) -> None:
    """Carry an item that was not decided over to the next sitting, with the reason."""
    if item.sitting.state != SittingState.OPEN.value:
        raise Refused(_not_now("持ち越しは、会議が開かれている間に決めます。"))
    demand(may_go_on(ItemMove.DEFER, state_of_item(item)))
    if not reason.strip():
        raise Refused(refused("次回に持ち越すわけが書かれていません。", basis="実施計画 3-1(3)", rule="P-3"))
    _change(AgendaItem, item.pk, deferred_why=reason.strip())
    tell("defer", cases=[item.case_id], records={"meetings.agendaitem": [item.pk]}, detail={"by": by.staff})


@transaction.atomic
def resume(item: AgendaItem, *, sitting: Sitting, by: Actor) -> AgendaItem:
    """Put an item that was carried over on a coming sitting of the same kind, as it stood."""
    demand(may_go_on(ItemMove.RESUME, state_of_item(item)))
    if sitting.kind != item.sitting.kind or sitting.purpose != item.sitting.purpose:
        raise Refused(_not_now("同じ種類・目的の会議に立てます。"))
    words = ItemWords(
        case=item.case_id,
        persons=frozenset(item.concerns),
        topic=item.topic,
        part=item.part,
        version=item.version,
        occasion=Occasion(item.occasion) if item.occasion else None,
        matter=item.matter_id,
        bases=frozenset(item.bases),
        is_anonymous=item.is_anonymous,
        planned_minutes=item.planned_minutes,
    )
    again = put_on_agenda(words, sitting=sitting, by=by)
    _change(AgendaItem, item.pk, resumed_in=again)
    tell("resume", cases=[item.case_id], records={"meetings.agendaitem": [item.pk, again.pk]})
    return again


@transaction.atomic
def reorder(sitting: Sitting, order: list[int], *, by: Actor) -> None:
    """The items in this order; those not named come after, as they were."""
    places = {number: place for place, number in enumerate(order, start=1)}
    for model in (AgendaItem, CommunityItem):
        for number in model.objects.filter(sitting=sitting).values_list("id", flat=True):
            _change(model, number, sort_order=places.get(number, len(order) + 1))
    tell("reorder", detail={"sitting": sitting.pk, "by": by.staff})


def _demand_persons(words: ItemWords) -> None:
    if not words.persons:
        raise Refused(
            refused(
                "だれについての議題かが選ばれていません。",
                basis="実施計画 3-1(2)",
                rule="M-1",
                remedy="対象者を選んでください。",
            )
        )


def _line(words: ItemWords, by: Actor) -> str:
    if not words.is_anonymous:
        return people_line(words.case, words.persons, by)
    demand(may_stand_anonymous(words.topic, names_of(words.case, words.persons, by)))
    return anonymous_line(words.case, words.persons, by)


def _write_sealed(item: AgendaItem, words: ItemWords, *, by: Actor) -> None:
    packet = new_id()
    item.matter_id = int(call("open_packet", words.case, item.sitting_id, words.matter, packet))
    rooms.write(item, home=packet, case=words.case, concerns=words.persons, by=by)


def _write_laid_open(item: AgendaItem, words: ItemWords, *, by: Actor) -> None:
    if words.bases:
        raise Refused(
            refused(
                "既存の会議体を併せた根拠にできるのは、支援会議の議題だけです。",
                basis="実施計画 3-1(2)6",
                rule="M-6",
                remedy="支援会議に立ててください。",
            )
        )
    item.concerns, item.case_id = sorted(words.persons), words.case
    if not ends_without_consent(item):
        demand(discussed(item.sitting, case=words.case, persons=words.persons, without=words.without, by=by))
    doors = rooms.doors_of(words.case, words.persons)
    rooms.write(
        item, home=room_of(words.case, by), case=words.case, concerns=words.persons, doors=doors, by=by
    )


def _next_place(sitting: Sitting) -> int:
    return 1 + sum(model.objects.filter(sitting=sitting).count() for model in (AgendaItem, CommunityItem))


def _change(model: type[AgendaItem] | type[CommunityItem], number: int, **values: object) -> None:
    if model._default_manager.filter(pk=number).update(**values) != 1:
        raise Refused(
            refused("この議題は変えられません。", basis="", rule="M-3", remedy="画面を開き直してください。")
        )


def _not_now(sentence: str) -> Verdict:
    return refused(sentence, basis="実施計画 3-1(2)", rule="M-3", remedy="会議の進みを確かめてください。")
