"""Two people at the same thing: what each wrote, field by field, to be chosen and stored again.

The page that asks is itself the form: what only one of the two wrote is
carried along, what both wrote is chosen under the field's own name, so that storing needs no second way in.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, runtime_checkable

from django import forms
from django.http import QueryDict

from kasane.directory.queries import staff_names
from kasane.japanese.wareki import wareki

SEEN = "seen-"
ASKED = "asked"
MINE = "mine-"
DRAFT = "draft"
# What a browser sends of a single box that is ticked.
ON = "on"
NOTHING, TICKED, NOT_TICKED = "（空欄）", "印あり", "印なし"
# What the page says where nothing is to be chosen, and its button.
SAME_PLACES = "同じところは書いていません。このまま保存できます。"
STORE = "選んだ内容で保存する"
NOT_CARRIED = ("csrfmiddlewaretoken", "edition")


@runtime_checkable
class OneText(Protocol):
    """A widget of several inputs that can be sent, compared and read as one text too."""

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool: ...

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any: ...

    def as_text(self, value: Any) -> str: ...

    def in_words(self, text: str) -> str: ...


@dataclass(frozen=True)
class Side:
    """A value as it is sent, and as it is read."""

    value: str
    shown: str


@dataclass(frozen=True)
class Difference:
    """A field both wrote, differently."""

    name: str
    label: str
    mine: Side
    theirs: Side


@dataclass(frozen=True)
class Conflict:
    """What the page shows: to choose, taken over from the other, and everything that is sent along unseen."""

    by: str
    differences: tuple[Difference, ...]
    taken_over: tuple[Difference, ...]
    hidden: tuple[tuple[str, str], ...]


def remembered(form: forms.Form) -> list[tuple[str, str]]:
    """What each field said when the form was opened, as hidden fields that come back with it."""
    told = []
    for bound in form:
        name, opened = SEEN + bound.name, _opened(bound)
        data = form.data
        values = data.getlist(name) if isinstance(data, QueryDict) and form.is_bound else opened
        told += [(name, value) for value in values]
    return told


def _opened(bound: forms.BoundField) -> list[str]:
    return sorted(_ticked(bound)) if _is_boxes(bound) else [_sent(bound)]


def quicker(staff: int | None) -> str:
    """Who stored first, as the page names them."""
    name = staff_names([staff]).get(staff) if staff else None
    return f"{name}さん" if name else "ほかの人"


def conflict_of(form: forms.Form, *, by: str) -> Conflict:
    """Compare what was sent with what stands there now (the form's initial) and with what the writer had seen."""
    differences, taken_over = [], []
    # The draft that was begun goes once all of it is stored.
    hidden = [(DRAFT, form.data[DRAFT])] if DRAFT in form.data else []
    for bound in form:
        if _is_boxes(bound) and isinstance(form.data, QueryDict):
            merged, changed = _merged(bound, form.data)
            hidden += merged
            taken_over += changed
            continue
        answered = _answered(bound)
        told = form.data.get(MINE + bound.name) if answered is None else answered
        if told is None:
            continue
        mine, theirs = _text(told), _sent(bound)
        is_unanswered = answered is None
        # A form that does not tell what was seen is asked about whatever differs.
        seen = _text(form.data[SEEN + bound.name]) if SEEN + bound.name in form.data else None
        hidden.append((SEEN + bound.name, theirs))
        both = Difference(bound.name, str(bound.label), _side(bound, mine), _side(bound, theirs))
        if is_unanswered or (mine not in (seen, theirs) and theirs != seen):
            differences.append(both)
            hidden += [(ASKED, bound.name), (MINE + bound.name, mine)]
            continue
        is_theirs = mine == seen
        if is_theirs and theirs != mine:
            taken_over.append(both)
        hidden.append((bound.name, theirs if is_theirs else mine))
    return Conflict(by, tuple(differences), tuple(taken_over), tuple(hidden))


def asks_nothing(conflict: Conflict) -> bool:
    """Whether what the other wrote and what one wrote do not touch, so that there is nothing to look at first."""
    return not (conflict.differences or conflict.taken_over)


def carried(*, by: str, changed: tuple[Difference, ...], sent: QueryDict) -> Conflict:
    """What somebody else changed while one acted on the same thing, and all that was sent, to be sent again."""
    kept = [(name, value) for name, values in sent.lists() for value in values if name not in NOT_CARRIED]
    return Conflict(by, (), changed, tuple(kept))


def is_outdated(form: forms.Form) -> bool:
    """Whether a field stands otherwise now than it did when the form, which tells so, was opened."""
    data = form.data
    if not isinstance(data, QueryDict) or not any(name.startswith(SEEN) for name in data):
        return False
    return any([_text(v) for v in data.getlist(SEEN + bound.name)] != _opened(bound) for bound in form)


def is_unchosen(data: QueryDict) -> bool:
    """Whether a choice that was asked for has not been made."""
    return any(name not in data for name in data.getlist(ASKED))


def _merged(bound: forms.BoundField, data: QueryDict) -> tuple[list[tuple[str, str]], list[Difference]]:
    """Boxes to tick: what each of the two ticked or unticked, since no box can be changed in two ways."""
    mine, seen = set(data.getlist(bound.name)), set(data.getlist(SEEN + bound.name))
    theirs = _ticked(bound)
    touched = mine ^ seen
    kept = (theirs - touched) | (mine & touched)
    hidden = [(SEEN + bound.name, value) for value in sorted(theirs)]
    hidden += [(bound.name, value) for value in sorted(kept)]
    if theirs == seen:
        return hidden, []
    return hidden, [Difference(bound.name, str(bound.label), _boxes(bound, mine), _boxes(bound, kept))]


def _answered(bound: forms.BoundField) -> str | None:
    """What was sent of a field, as one text; None where nothing was."""
    widget, data = bound.field.widget, bound.form.data
    if not isinstance(widget, OneText):
        return data.get(bound.name)
    if widget.value_omitted_from_data(data, bound.form.files, bound.name):
        return None
    return widget.as_text(widget.value_from_datadict(data, bound.form.files, bound.name))


def _is_boxes(bound: forms.BoundField) -> bool:
    return isinstance(bound.field, forms.MultipleChoiceField | forms.BooleanField)


def _ticked(bound: forms.BoundField) -> set[str]:
    if isinstance(bound.field, forms.BooleanField):
        return {ON} if bound.initial else set()
    return {str(value) for value in bound.initial or ()}


def _boxes(bound: forms.BoundField, values: set[str]) -> Side:
    if isinstance(bound.field, forms.BooleanField):
        return Side("", TICKED if values else NOT_TICKED)
    labels = [str(label) for value, label in getattr(bound.field, "choices", ()) if str(value) in values]
    return Side("", "、".join(labels) or NOTHING)


def _side(bound: forms.BoundField, value: str) -> Side:
    widget = bound.field.widget
    if isinstance(widget, OneText):
        return Side(value, widget.in_words(value) or NOTHING)
    labels = dict(getattr(bound.field, "choices", ()))
    return Side(value, str(labels.get(value, _day(bound, value))) or NOTHING)


def _day(bound: forms.BoundField, value: str) -> str:
    """A day or a moment as people read it; anything else as it was written."""
    if not value or not isinstance(bound.field, forms.DateField | forms.DateTimeField):
        return value
    try:
        told: date | datetime | None = bound.field.to_python(value)
    except forms.ValidationError:
        return value
    if not isinstance(told, datetime):
        return wareki(told) if told else value
    return f"{wareki(told.date())}{told.hour}時{told.minute:02}分"


def _sent(bound: forms.BoundField) -> str:
    """What the field says now, as a browser would send it back."""
    widget, value = bound.field.widget, bound.initial
    if isinstance(widget, OneText):
        return widget.as_text(value)
    return _text(
        widget.format_value(value) if isinstance(widget, forms.DateTimeInput | forms.DateInput) else value
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n")
