"""Reading choice lists, matters, texts and deadlines."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from kasane.code_lists.models import Choice, Deadline, Matter, TextVersion


def choices(list_code: str, on: date) -> list[tuple[str, str]]:
    """(code, label) of the items of a list that are valid on a day, in their order."""
    valid = _valid(on).filter(list_code=list_code)
    return list(valid.order_by("sort_order").values_list("code", "label"))


def valid_choices(list_codes: Iterable[str], on: date) -> dict[str, list[tuple[str, str]]]:
    """list → (code, label) of the items valid on a day, of several lists in one statement."""
    return _by_list(_valid(on).filter(list_code__in=list(list_codes)))


def every_list(on: date) -> dict[str, list[tuple[str, str]]]:
    """list → (code, label) of the items valid on a day, of all lists there are."""
    return _by_list(_valid(on))


def labels_of(*list_codes: str) -> dict[tuple[str, str], str]:
    """(list, code) → label for whole lists, old items too, in one statement."""
    found = Choice.objects.filter(list_code__in=list_codes).values_list("list_code", "code", "label")
    return {(list_code, code): label for list_code, code, label in found}


def matters() -> list[Matter]:
    return list(Matter.objects.order_by("sort_order"))


def matter_labels() -> dict[str, str]:
    return dict(Matter.objects.values_list("code", "label"))


def text_in_force(code: str, on: date) -> TextVersion:
    """The newest version of a text on a day; raises TextVersion.DoesNotExist when there is none."""
    found = TextVersion.objects.filter(code=code, valid_from__lte=on).order_by("-valid_from").first()
    if found is None:
        raise TextVersion.DoesNotExist(f"{code}の版がありません。提供体制のデータを入れ直してください。")
    return found


def deadline_days(code: str) -> int:
    return Deadline.objects.get(code=code).amount


def deadlines() -> dict[str, int]:
    """Every deadline by its code, in one statement."""
    return dict(Deadline.objects.values_list("code", "amount"))


def _valid(on: date) -> QuerySet[Choice]:
    return Choice.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


def _by_list(items: QuerySet[Choice]) -> dict[str, list[tuple[str, str]]]:
    lists: dict[str, list[tuple[str, str]]] = {}
    for list_code, code, label in items.order_by("list_code", "sort_order").values_list(
        "list_code", "code", "label"
    ):
        lists.setdefault(list_code, []).append((code, label))
    return lists
