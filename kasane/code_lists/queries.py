"""Reading choice lists, matters, texts and deadlines."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from kasane.code_lists.models import (
    Choice,
    ChoiceList,
    ChoiceName,
    Deadline,
    Matter,
    PaperLayout,
    TextVersion,
)

Named = tuple[str, str]
# The layout that all the others share.
LOOK = "look"


class Labels(dict[Named, str]):
    """(list, code) → label as it reads today; `on` a day and `at` a moment, as it read then."""

    def __init__(self, first: dict[Named, str], renamed: dict[Named, list[tuple[date, str]]]) -> None:
        self.first, self.renamed = first, renamed
        super().__init__(self.on(timezone.localdate()))

    def on(self, day: date) -> dict[Named, str]:
        """The labels of a day; a record is told in the words of its own day."""
        if not self.renamed:
            return self.first
        then = dict(self.first)
        for named, names in self.renamed.items():
            begun = [name for name in names if name[0] <= day]
            if begun:
                then[named] = max(begun)[1]
        return then

    def at(self, moment: datetime) -> dict[Named, str]:
        return self.on(timezone.localdate(moment))


def choices(list_code: str, on: date) -> list[tuple[str, str]]:
    """(code, label) of the items of a list that are valid on a day, in their order."""
    valid = _valid(on).filter(list_code=list_code)
    return list(valid.order_by("sort_order").values_list("code", "read"))


def valid_choices(list_codes: Iterable[str], on: date) -> dict[str, list[tuple[str, str]]]:
    """list → (code, label) of the items valid on a day, of several lists in one statement."""
    return _by_list(_valid(on).filter(list_code__in=list(list_codes)))


def every_list(on: date) -> dict[str, list[tuple[str, str]]]:
    """list → (code, label) of the items valid on a day, of all lists there are."""
    return _by_list(_valid(on))


def labels_of(*list_codes: str) -> Labels:
    """The labels of whole lists, old items too, in one statement."""
    first: dict[Named, str] = {}
    renamed: dict[Named, list[tuple[date, str]]] = {}
    found = Choice.objects.filter(list_code__in=list_codes).order_by("list_code", "sort_order")
    for list_code, code, label, since, name in found.values_list(
        "list_code", "code", "label", "names__valid_from", "names__label"
    ):
        first[list_code, code] = label
        if since is not None:
            renamed.setdefault((list_code, code), []).append((since, name))
    return Labels(first, renamed)


def lists_at_a_glance(on: date) -> dict[str, list[str]]:
    """list → what it offers on a day, in words."""
    return {code: [label for _, label in items] for code, items in every_list(on).items()}


def lists() -> list[ChoiceList]:
    """Every choice list by its title."""
    return list(ChoiceList.objects.order_by("title", "code"))


def list_of(number: int) -> ChoiceList | None:
    return ChoiceList.objects.filter(id=number).first()


def items_of(list_code: str) -> list[Choice]:
    """Every item of a list with all its names, ended and coming ones too, in their order."""
    return list(
        Choice.objects.filter(list_code=list_code)
        .prefetch_related("names", "marks")
        .order_by("sort_order", "code")
    )


def choice_of(number: int) -> Choice | None:
    return Choice.objects.prefetch_related("names", "marks").filter(id=number).first()


def label_on(choice: Choice, day: date) -> str:
    """What an item is called on a day."""
    begun = [(name.valid_from, name.label) for name in choice.names.all() if name.valid_from <= day]
    return max(begun)[1] if begun else choice.label


def is_reported_on(choice: Choice, day: date) -> bool:
    """Whether the national report asks for an item on a day."""
    begun = [(mark.valid_from, mark.is_reported) for mark in choice.marks.all() if mark.valid_from <= day]
    return max(begun)[1] if begun else choice.is_reported


def matters() -> list[Matter]:
    return list(Matter.objects.order_by("sort_order"))


def matters_at(occasion: str, on: date) -> list[Matter]:
    """What is settled at an occasion or for a purpose, as it stands on a day."""
    valid = Matter.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)
    return list(valid.filter(occasions__contains=[occasion]).order_by("sort_order", "valid_from"))


def matter_of(number: int) -> Matter | None:
    return Matter.objects.filter(pk=number).first()


def matter_labels() -> dict[str, str]:
    return dict(Matter.objects.values_list("code", "label"))


def text_in_force(code: str, on: date) -> TextVersion:
    """The newest version of a text on a day; raises TextVersion.DoesNotExist when there is none."""
    found = TextVersion.objects.filter(code=code, valid_from__lte=on).order_by("-valid_from").first()
    if found is None:
        raise TextVersion.DoesNotExist(f"{code}の版がありません。提供体制のデータを入れ直してください。")
    return found


def layout_in_force(code: str, on: date) -> PaperLayout:
    """The newest version of a form's layout on a day; raises PaperLayout.DoesNotExist when there is none."""
    found = next((one for one in layouts_of(code) if one.valid_from <= on), None)
    if found is None:
        raise PaperLayout.DoesNotExist(f"様式{code}がありません。提供体制のデータを入れ直してください。")
    return found


def layouts_of(code: str) -> list[PaperLayout]:
    """Every version of a form's layout; of two that begin on one day the later made comes first."""
    newest_made = F("kept_at").desc(nulls_last=True)
    return list(PaperLayout.objects.filter(code=code).order_by("-valid_from", newest_made))


def layout_of(number: int) -> PaperLayout | None:
    return PaperLayout.objects.filter(pk=number).first()


def layout_codes() -> list[str]:
    """The forms that have a layout, in the order of their titles; the shared look last."""
    told = PaperLayout.objects.order_by("title").values_list("code", flat=True)
    return sorted(dict.fromkeys(told), key=lambda code: code == LOOK)


def deadline_days(code: str) -> int:
    return Deadline.objects.get(code=code).amount


def deadlines() -> dict[str, int]:
    """Every deadline by its code, in one statement."""
    return dict(Deadline.objects.values_list("code", "amount"))


def _valid(on: date) -> QuerySet[Any]:
    """What may be chosen on a day; `read` is what it is called then."""
    names = ChoiceName.objects.filter(choice=OuterRef("pk"), valid_from__lte=on).order_by("-valid_from")
    valid = Choice.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)
    return valid.annotate(read=Coalesce(Subquery(names.values("label")[:1]), "label"))


def _by_list(items: QuerySet[Any]) -> dict[str, list[tuple[str, str]]]:
    told: dict[str, list[tuple[str, str]]] = {}
    for list_code, code, label in items.order_by("list_code", "sort_order").values_list(
        "list_code", "code", "read"
    ):
        told.setdefault(list_code, []).append((code, label))
    return told
