"""Choice lists: beginning one, adding to it, naming an item anew, ending it, putting it elsewhere."""

from datetime import date

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import encode_id, new_id
from kasane.assessments.queries import conditions_on
from kasane.audit.actions import record as tell
from kasane.code_lists.models import Choice, ChoiceList, ChoiceMark, ChoiceName
from kasane.code_lists.queries import is_reported_on, items_of, label_on
from kasane.rooms.queries import refusals
from kasane.rules.choices import (
    is_asked_by_rules,
    may_be_added,
    may_be_ended,
    may_be_marked,
    may_be_renamed,
)
from kasane.rules.verdicts import Refused, Verdict, demand, refused

LONGEST_LABEL = 120


@transaction.atomic
def begin_list(*, title: str, labels: list[str], by: Actor) -> ChoiceList:
    """Begin a choice list of one's own, with its first items."""
    told = [label.strip() for label in labels if label.strip()]
    if not title.strip() or not told or len(set(told)) != len(told):
        raise Refused(
            refused(
                "一覧の題か選択肢が足りないか、同じ選択肢が二つあります。",
                basis="",
                rule="A-7",
                remedy="題と、ちがう選択肢を一行に一つずつ書いてください。",
            )
        )
    if long := [label for label in told if len(label) > LONGEST_LABEL]:
        raise Refused(
            refused(
                f"「{long[0][:20]}…」は長すぎます。一つの選択肢は{LONGEST_LABEL}字までです。",
                basis="",
                rule="A-7",
                remedy="短く書き直すか、一行に一つずつになっているかを確かめてください。",
            )
        )
    begun = ChoiceList(code=encode_id(new_id()), title=title.strip())
    with refusals():
        begun.save(force_insert=True)
        for order, label in enumerate(told):
            _new(begun, label, order, by.today, by=by).save(force_insert=True)
    tell("begin_choice_list", detail={"list": begun.code})
    return begun


@transaction.atomic
def add_choice(known: ChoiceList, *, label: str, valid_from: date, by: Actor) -> Choice:
    """Add an item at the end of a list, from a day on."""
    items = items_of(known.code)
    demand(may_be_added(label=label, valid_from=valid_from, labels=labels_in(items, by.today), on=by.today))
    order = max((item.sort_order for item in items), default=-1) + 1
    added = _new(known, label.strip(), order, valid_from, by=by)
    with refusals():
        added.save(force_insert=True)
    tell("add_choice", detail={"list": known.code, "code": added.code})
    return added


@transaction.atomic
def rename_choice(choice: Choice, *, label: str, since: date, by: Actor) -> None:
    """Call an item otherwise from a day on; what was written before is read as before."""
    others = [item for item in items_of(choice.list_code) if item.pk != choice.pk]
    demand(
        may_be_renamed(
            label=label,
            since=since,
            labels=labels_in(others, by.today),
            valid_from=choice.valid_from,
            valid_to=choice.valid_to,
            on=by.today,
        )
    )
    with refusals():
        known = ChoiceName.objects.filter(choice=choice, valid_from=since)
        if not known.update(label=label.strip()):
            ChoiceName(choice=choice, label=label.strip(), valid_from=since).save(force_insert=True)
        _kept(choice, by=by)
    tell("rename_choice", detail={"list": choice.list_code, "code": choice.code, "since": str(since)})


@transaction.atomic
def mark_choice(choice: Choice, *, is_reported: bool, since: date, by: Actor) -> None:
    """Say that the national report asks for an item from a day on, or no longer does."""
    demand(
        may_be_marked(
            is_reported=is_reported,
            was_reported=is_reported_on(choice, since),
            since=since,
            valid_to=choice.valid_to,
            on=by.today,
        )
    )
    with refusals():
        known = ChoiceMark.objects.filter(choice=choice, valid_from=since)
        if not known.update(is_reported=is_reported):
            ChoiceMark(choice=choice, is_reported=is_reported, valid_from=since).save(force_insert=True)
        _kept(choice, by=by)
    tell("mark_choice", detail={"list": choice.list_code, "code": choice.code, "since": str(since)})


@transaction.atomic
def end_choice(choice: Choice, *, last_day: date, by: Actor) -> None:
    """Offer an item for the last time on a day; nothing that names it changes."""
    demand(endable(choice, items_of(choice.list_code), last_day=last_day, on=by.today))
    with refusals():
        _kept(choice, by=by, valid_to=last_day)
    tell("end_choice", detail={"list": choice.list_code, "code": choice.code, "last_day": str(last_day)})


@transaction.atomic
def keep_choice(choice: Choice, *, by: Actor) -> None:
    """Take back an end: the item is offered again."""
    others = [item for item in items_of(choice.list_code) if item.pk != choice.pk]
    if label_on(choice, by.today) in labels_in(others, by.today):
        raise Refused(_taken())
    with refusals():
        _kept(choice, by=by, valid_to=None)
    tell("keep_choice", detail={"list": choice.list_code, "code": choice.code})


@transaction.atomic
def move_choice(choice: Choice, places: int, *, by: Actor) -> None:
    """Put an item above (-1) or below (+1) its neighbour among those still offered; at the edge nothing moves."""
    items = items_of(choice.list_code)
    offered = [item for item in items if is_kept(item, by.today)]
    here = next((place for place, item in enumerate(offered) if item.pk == choice.pk), None)
    if here is None or not 0 <= here + places < len(offered):
        return
    neighbour = offered[here + places]
    order = [item for item in items if item.pk != choice.pk]
    order.insert(order.index(neighbour) + (places > 0), choice)
    with refusals():
        for number, item in enumerate(order):
            if item.sort_order != number or item.pk == choice.pk:
                _kept(item, by=by, sort_order=number)
    tell("move_choice", detail={"list": choice.list_code, "code": choice.code})


def endable(choice: Choice, items: list[Choice], *, last_day: date, on: date) -> Verdict:
    """Whether an item may be offered for the last time on a day."""
    after = [
        item for item in items if item.pk != choice.pk and (item.valid_to is None or item.valid_to > last_day)
    ]
    return may_be_ended(
        last_day=last_day,
        valid_from=choice.valid_from,
        valid_to=choice.valid_to,
        is_asked=is_asked_by_rules(choice.list_code, choice.code),
        conditions=conditions_on(choice.list_code, on).get(choice.code, ()),
        others=len(after),
        on=on,
    )


def is_kept(choice: Choice, on: date) -> bool:
    """Whether an item is offered on a day or will be."""
    return choice.valid_to is None or choice.valid_to >= on


def labels_in(items: list[Choice], on: date) -> frozenset[str]:
    """What the items that are offered, or will be, are called today and will be called."""
    kept = [item for item in items if is_kept(item, on)]
    coming = {name.label for item in kept for name in item.names.all() if name.valid_from > on}
    return frozenset({label_on(item, on) for item in kept} | coming)


def _new(known: ChoiceList, label: str, order: int, valid_from: date, *, by: Actor) -> Choice:
    return Choice(
        list_code=known.code,
        code=encode_id(new_id()),
        label=label,
        sort_order=order,
        valid_from=valid_from,
        kept_at=by.at,
    )


def _kept(choice: Choice, *, by: Actor, **told: object) -> None:
    Choice.objects.filter(pk=choice.pk).update(**told, kept_at=by.at)


def _taken() -> Verdict:
    return refused(
        "同じ表示の選択肢が、いまの一覧にあります。",
        basis="",
        rule="A-7",
        remedy="その選択肢を使うか、表示を変えてください。",
    )
