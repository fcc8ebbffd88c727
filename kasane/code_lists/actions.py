"""Loading choice lists, matters, texts and deadlines from data files; safe to repeat."""

from datetime import date
from typing import Any

from django.db import transaction

from kasane.code_lists.models import Choice, Deadline, Matter, TextVersion


@transaction.atomic
def load_choices(data: dict[str, Any], *, by: str) -> None:
    """Store what the files say; a text version that is already stored is never changed.

    Raises ValueError when a stored version of a text differs from the file's.
    """
    load_lists(data["choices"], valid_from=data["choices_valid_from"])
    for order, item in enumerate(data["matters"]):
        told = {"label": item["label"], "hint": item.get("hint", ""), "sort_order": order}
        Matter.objects.update_or_create(code=item["code"], defaults=told)
    for item in data["deadlines"]:
        told = {"label": item["label"], "amount": item["amount"], "unit": item["unit"]}
        Deadline.objects.update_or_create(code=item["code"], defaults=told)
    for item in data["texts"]:
        _load_text(item, by=by)


def load_lists(lists: dict[str, list[dict[str, Any]]], *, valid_from: date) -> None:
    """Store choice lists: list → items in their order; what names no first day begins on `valid_from`."""
    for list_code, items in lists.items():
        for order, item in enumerate(items):
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
