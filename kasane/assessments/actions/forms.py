"""Forms: loading the provision's, drafting the next version, publishing it from a date."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from kasane.access.actor import Actor
from kasane.access.ids import encode_id, new_id
from kasane.assessments.facts import sheet_of
from kasane.assessments.models import Form, FormVersion
from kasane.assessments.queries import codes_of_lists, draft_of_form
from kasane.audit.actions import record as tell
from kasane.code_lists.actions import load_lists
from kasane.rooms.queries import refusals
from kasane.rules.sheets import Sheet, faults, may_be_published, may_form_begin, sheet_from, sheet_told
from kasane.rules.verdicts import Refused, demand, refused


@dataclass(frozen=True)
class FormWords:
    """What a form is called, and what it is for."""

    title: str
    purpose: str = ""


@transaction.atomic
def load_forms(data: dict[str, Any], *, by: str) -> None:
    """Store the provision's forms and their choice lists; a version that is already stored is never changed.

    Raises ValueError when a stored version differs from the file's.
    """
    load_lists(data["form_lists"], data["form_list_titles"], valid_from=data["form_lists_valid_from"])
    for told in data["forms"]:
        form, _ = Form.objects.update_or_create(code=told["code"], defaults={"title": told["title"]})
        sheet = sheet_from({"sections": [_section(section) for section in told["sections"]]})
        wrong = faults(sheet, codes_of_lists(sheet.list_codes, told["valid_from"]))
        if wrong:
            raise ValueError(f"{by}: 「{form.title}」: {'。'.join(wrong)}。")
        content = sheet_told(sheet)
        version, is_new = FormVersion.objects.get_or_create(
            form=form,
            number=told["version"],
            defaults={
                "content": content,
                "title": form.title,
                "begun_at": timezone.now(),
                "valid_from": told["valid_from"],
                "published_at": timezone.now(),
            },
        )
        if not is_new and version.content != content:
            raise ValueError(
                f"{by}: 「{form.title}」の第{version.number}版が、保存されている版と違います。"
                "新しい版として加えてください。"
            )


@transaction.atomic
def begin_form(words: FormWords, *, copy_of: Form | None, by: Actor) -> FormVersion:
    """A form of the city's own, from nothing or as a copy of another's newest version; its draft is told."""
    titles = frozenset(Form.objects.values_list("title", flat=True))
    demand(may_form_begin(title=words.title, titles=titles))
    form = Form(code=encode_id(new_id()), title=words.title.strip(), purpose=words.purpose.strip())
    with refusals():
        form.save(force_insert=True)
    newest = FormVersion.objects.filter(form=copy_of).order_by("-number").first() if copy_of else None
    content = newest.content if newest else sheet_told(Sheet(()))
    draft = FormVersion(
        form=form, number=1, title=form.title, content=content, begun_by=by.staff, begun_at=by.at
    )
    draft.save(force_insert=True)
    tell("begin_form", detail={"form": form.code, "copy_of": copy_of.code if copy_of else ""})
    return draft


@transaction.atomic
def begin_draft(form: Form, *, by: Actor) -> FormVersion:
    """Begin the next version of a form from its newest one."""
    if draft_of_form(form) is not None:
        raise Refused(
            refused(
                "次の版の案は、すでにあります。",
                basis="自治体事務マニュアル（帳票）",
                rule="A-5",
                remedy="その案を直してください。",
            )
        )
    newest = FormVersion.objects.filter(form=form).order_by("-number").first()
    number = newest.number + 1 if newest else 1
    content = newest.content if newest else sheet_told(Sheet(()))
    draft = FormVersion(
        form=form, number=number, title=form.title, content=content, begun_by=by.staff, begun_at=by.at
    )
    draft.save(force_insert=True)
    tell("begin_form_draft", detail={"form": form.code, "number": number})
    return draft


@transaction.atomic
def write_draft(draft: FormVersion, sheet: Sheet, *, edition: int, by: Actor) -> None:
    """Store what a draft asks; refused when it was published, or somebody else was quicker."""
    with refusals():
        changed = FormVersion.objects.filter(pk=draft.pk, published_at=None, edition=edition).update(
            content=sheet_told(sheet), edition=edition + 1
        )
    if changed != 1:
        raise Refused(
            refused(
                "直している間に、ほかの人がこの案を直したか、公開しました。",
                basis="",
                rule="",
                remedy="いまの内容を開き直し、見くらべてからもう一度直してください。",
            )
        )
    tell("write_form_draft", detail={"form_version": draft.pk, "by": by.staff})


@transaction.atomic
def publish(draft: FormVersion, *, valid_from: date | None, edition: int, by: Actor) -> None:
    """Publish a draft from a day on; from then it never changes."""
    sheet = sheet_of(draft)
    demand(
        may_be_published(
            sheet=sheet,
            lists=codes_of_lists(sheet.list_codes, by.today),
            valid_from=valid_from,
            newest_from=newest_from(draft.form),
            is_published=draft.is_published,
            on=by.today,
        )
    )
    with refusals():
        changed = FormVersion.objects.filter(pk=draft.pk, published_at=None, edition=edition).update(
            valid_from=valid_from, published_at=by.at, published_by=by.staff
        )
    if changed != 1:
        raise Refused(
            refused(
                "公開する前に、ほかの人がこの案を直しました。",
                basis="",
                rule="A-5",
                remedy="いまの内容を開き直し、確かめてから公開してください。",
            )
        )
    tell("publish_form", detail={"form_version": draft.pk, "valid_from": str(valid_from)})


def newest_from(form: Form) -> date | None:
    """The first day of the newest published version."""
    published = FormVersion.objects.filter(form=form, published_at__isnull=False).order_by("-valid_from")
    return published.values_list("valid_from", flat=True).first()


def _section(told: dict[str, Any]) -> dict[str, Any]:
    return {**told, "items": [_item(item) for item in told["items"]]}


def _item(told: dict[str, Any]) -> dict[str, Any]:
    """An item as the file writes it: its condition as two plain keys."""
    rest = {key: value for key, value in told.items() if key not in ("shown_by", "shown_for")}
    if "shown_by" in told:
        rest["shown_when"] = {"item": told["shown_by"], "values": told["shown_for"]}
    return rest
