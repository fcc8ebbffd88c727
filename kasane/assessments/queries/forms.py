"""Forms and their versions."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, Min, OuterRef, Prefetch

from kasane.assessments.facts import sheet_of
from kasane.assessments.models import Form, FormEnd, FormVersion
from kasane.code_lists.queries import every_list, lists, valid_choices

# The form of the インテーク・アセスメントシート.
ASSESSMENT = "assessment"
EXAMPLES = 4


def forms() -> list[Form]:
    """Every form with its versions, the newest first."""
    versions = FormVersion.objects.order_by("-number").defer("content")
    return list(
        Form.objects.prefetch_related(
            Prefetch("versions", queryset=versions),
            Prefetch("ends", queryset=FormEnd.objects.order_by("-ended_at")),
        )
    )


def end_of_form(form: Form) -> FormEnd | None:
    """The end that stands, perhaps from a day to come; None where the form is used on."""
    return FormEnd.objects.filter(form=form, taken_up_at=None).first()


def is_form_ended(code: str, on: date) -> bool:
    """Whether nothing new is begun on a form any more on a day."""
    return FormEnd.objects.filter(form__code=code, taken_up_at=None, ended_from__lte=on).exists()


def reporting_on(on: date) -> frozenset[int]:
    """The forms that may be begun on a day and ask for something the national report counts."""
    return frozenset(
        form.pk for form in forms_in_force(on) if sheet_of(version_in_force(form.code, on)).reported
    )


def forms_in_force(on: date) -> list[Form]:
    """The forms one may begin an assessment on, the one that has been used longest first."""
    ended = FormEnd.objects.filter(form=OuterRef("pk"), taken_up_at=None, ended_from__lte=on)
    begun = Form.objects.filter(
        ~Exists(ended), versions__published_at__isnull=False, versions__valid_from__lte=on
    )
    return list(begun.annotate(since=Min("versions__valid_from")).order_by("since", "title"))


def version_of(number: int) -> FormVersion | None:
    return FormVersion.objects.select_related("form").filter(id=number).first()


def version_in_force(form: str, on: date) -> FormVersion:
    """The version of a form that counts on a day; raises FormVersion.DoesNotExist when there is none."""
    begun = FormVersion.objects.filter(form__code=form, published_at__isnull=False, valid_from__lte=on)
    found = begun.order_by("-valid_from", "-number").first()
    if found is None:
        raise FormVersion.DoesNotExist(f"{form}の版がありません。提供体制のデータを入れ直してください。")
    return found


def version_before(version: FormVersion) -> FormVersion | None:
    """The version numbered before, with which this one is compared."""
    former = FormVersion.objects.filter(form_id=version.form_id, number__lt=version.number)
    return former.order_by("-number").first()


def draft_of_form(form: Form) -> FormVersion | None:
    return FormVersion.objects.filter(form=form, published_at=None).first()


def conditions_on(list_code: str, on: date) -> dict[str, tuple[str, ...]]:
    """code → the items that appear by it, in every version that counts, will count or is being drafted."""
    found: dict[str, list[str]] = {}
    for version in _living(on):
        sheet = sheet_of(version)
        for item in sheet.items:
            asked = sheet.item(item.shown_when.item) if item.shown_when else None
            if item.shown_when and asked and asked.list_code == list_code:
                for code in sorted(item.shown_when.values):
                    found.setdefault(code, []).append(f"{version.form.title}の「{item.label}」")
    return {code: tuple(dict.fromkeys(told)) for code, told in found.items()}


def _living(on: date) -> list[FormVersion]:
    """The version of each form that counts on a day, those that will, and the drafts."""
    versions = FormVersion.objects.select_related("form").order_by("form", "-valid_from", "-number")
    living, begun = [], set()
    for version in versions:
        if not version.is_in_force(on):
            living.append(version)
        elif version.form_id not in begun:
            begun.add(version.form_id)
            living.append(version)
    return living


def codes_of_lists(list_codes: Iterable[str], on: date) -> dict[str, frozenset[str]]:
    """The codes of choice lists that are valid on a day."""
    return {code: frozenset(one for one, _ in items) for code, items in valid_choices(list_codes, on).items()}


def list_examples(on: date) -> list[tuple[str, str]]:
    """(code, how it reads) of every choice list: its title, and its first items to tell lists apart."""
    told = every_list(on)
    return [
        (
            one.code,
            f"{one.title}（{'・'.join(label for _, label in told[one.code][:EXAMPLES])}{_more(told[one.code])}）",
        )
        for one in lists()
        if one.code in told
    ]


def _more(items: list[tuple[str, str]]) -> str:
    return f"ほか{len(items) - EXAMPLES}" if len(items) > EXAMPLES else ""
