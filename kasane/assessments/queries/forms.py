"""Forms and their versions."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch

from kasane.assessments.models import Form, FormVersion
from kasane.code_lists.queries import every_list, valid_choices

# The form of the インテーク・アセスメントシート.
ASSESSMENT = "assessment"
EXAMPLES = 4


def forms() -> list[Form]:
    """Every form with its versions, the newest first."""
    versions = FormVersion.objects.order_by("-number").defer("content")
    return list(Form.objects.prefetch_related(Prefetch("versions", queryset=versions)))


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


def codes_of_lists(list_codes: Iterable[str], on: date) -> dict[str, frozenset[str]]:
    """The codes of choice lists that are valid on a day."""
    return {code: frozenset(one for one, _ in items) for code, items in valid_choices(list_codes, on).items()}


def list_examples(on: date) -> list[tuple[str, str]]:
    """(code, how it reads) of every choice list: its first items, by which an office tells lists apart."""
    return [
        (
            code,
            f"{'・'.join(label for _, label in items[:EXAMPLES])}{'…' if len(items) > EXAMPLES else ''}（{len(items)}）",
        )
        for code, items in every_list(on).items()
    ]
