"""Loading choice lists, matters, texts and deadlines from data files; safe to repeat."""

from datetime import date
from typing import Any

from django.db import transaction

from kasane.code_lists.models import Choice, ChoiceList, Deadline, Matter, PaperLayout, TextVersion


@transaction.atomic
def load_choices(data: dict[str, Any], *, by: str) -> None:
    """Store what the files say; a text version that is already stored is never changed.

    Raises ValueError when a stored version of a text or a layout differs from the file's.
    """
    load_lists(data["choices"], data["choice_titles"], valid_from=data["choices_valid_from"])
    kept_matters = set(Matter.objects.filter(kept_at__isnull=False).values_list("code", flat=True))
    for order, item in enumerate(data["matters"]):
        if item["code"] not in kept_matters:
            _load_matter(item, order, data["choices_valid_from"])
    for item in data["deadlines"]:
        told = {"label": item["label"], "amount": item["amount"], "unit": item["unit"]}
        Deadline.objects.update_or_create(code=item["code"], defaults=told)
    for item in data["texts"]:
        _load_text(item, by=by)
    kept_layouts = set(PaperLayout.objects.filter(kept_at__isnull=False).values_list("code", flat=True))
    for item in data["papers"]:
        if item["code"] not in kept_layouts:
            _load_layout(item, by=by)


def load_lists(lists: dict[str, list[dict[str, Any]]], titles: dict[str, str], *, valid_from: date) -> None:
    """Store choice lists: list → items in their order; what names no first day begins on `valid_from`.

    What the office has changed on screen stays as the office has it.
    """
    for list_code, items in lists.items():
        ChoiceList.objects.get_or_create(code=list_code, defaults={"title": titles[list_code]})
        kept = set(
            Choice.objects.filter(list_code=list_code, kept_at__isnull=False).values_list("code", flat=True)
        )
        for order, item in enumerate(items):
            if item["code"] not in kept:
                _load_choice(list_code, item, order, valid_from)


def _load_choice(list_code: str, item: dict[str, Any], order: int, valid_from: date) -> None:
    Choice.objects.update_or_create(
        list_code=list_code,
        code=item["code"],
        defaults={
            "label": item["label"],
            "sort_order": order,
            "valid_from": item.get("valid_from", valid_from),
            "valid_to": item.get("valid_to"),
            "is_reported": item.get("is_reported", False),
        },
    )


def _load_matter(item: dict[str, Any], order: int, valid_from: date) -> None:
    told = {
        "label": item["label"],
        "hint": item.get("hint", ""),
        "sort_order": order,
        "occasions": item["at"],
        "is_required": item.get("is_required", False),
        "valid_from": item.get("valid_from", valid_from),
        "valid_to": item.get("valid_to"),
    }
    Matter.objects.update_or_create(code=item["code"], defaults=told)


def _load_text(item: dict[str, Any], *, by: str) -> None:
    body = item["body"].strip()
    text, is_new = TextVersion.objects.get_or_create(
        code=item["code"],
        version=item["version"],
        defaults={"title": item["title"], "body": body, "valid_from": item["valid_from"]},
    )
    if not is_new and text.body != body:
        raise ValueError(
            f"{by}: 「{text.version_label}」の本文が、保存されている版と違います。新しい版として加えてください。"
        )


def _load_layout(item: dict[str, Any], *, by: str) -> None:
    layout, is_new = PaperLayout.objects.get_or_create(
        code=item["code"],
        version=item["version"],
        defaults={"title": item["title"], "body": item["body"], "valid_from": item["valid_from"]},
    )
    if not is_new and layout.body != item["body"]:
        raise ValueError(
            f"{by}: 様式「{layout.version_label}」のひな形が、保存されている版と違います。新しい版として加えてください。"
        )
