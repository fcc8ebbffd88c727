"""Forms of an assessment: beginning one, one section of it, an own form, what of it is laid open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from kasane.access.actor import Actor
from kasane.access.rooms import InformationClass
from kasane.assessments.actions.answers import SectionWords
from kasane.assessments.models import AssessmentPart
from kasane.assessments.queries import AssessmentView
from kasane.people.queries import PersonView
from kasane.rules.sheets import Item, Section, Sheet
from kasane.rules.tax import TaxOrigin
from kasane.web.assessments.fields import Choices, answer_from, field_of
from kasane.web.assessments.shown import spoken
from kasane.web.case_file.forms import about
from kasane.web.components.fields import DayField, IdsField, ListField, OneField
from kasane.web.components.papers import PaperField

TAX = InformationClass.TAX.value
OWN, CITY = "own", "city"
COPY, BLANK = "copy", "blank"


@dataclass(frozen=True)
class Line:
    """One item of a form as it stands on the page; `when` tells in words on which answer it hangs."""

    item: Item
    field: forms.BoundField
    when: str
    # An own form's tick that it holds this item.
    held: forms.BoundField | None = None

    @property
    def shown_for(self) -> str:
        return " ".join(sorted(self.item.shown_when.values)) if self.item.shown_when else ""

    @property
    def class_label(self) -> str:
        kind = InformationClass(self.item.information_class)
        return "" if kind is InformationClass.GENERAL else kind.label


class BeginForm(forms.Form):
    """On which form, and whether the former answers are copied."""

    def __init__(self, *args: Any, has_former: bool, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessed_on"] = DayField(label="聞き取った日", initial=actor.today)
        self.fields["form"] = OneField(
            [(CITY, "市の様式で書く"), (OWN, "この機関の様式を添付する")], label="様式", initial=CITY
        )
        if has_former:
            self.fields["answers"] = OneField(
                [(COPY, "前回の答えを写して、変わったところを直す"), (BLANK, "白紙から書く")],
                label="前回の答え",
                initial=COPY,
                help_text="税情報は写しません。",
            )


class SectionForm(forms.Form):
    """One section, or the reported items of all sections; without the second confirmation no 税情報 is on it."""

    def __init__(
        self,
        *args: Any,
        items: Iterable[Item],
        view: AssessmentView,
        choices: Choices,
        tax_consents: list[tuple[str, str]],
        is_stepped_up: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        answers = view.answers
        self.items = [one for one in items if is_stepped_up or one.information_class != TAX]
        for item in self.items:
            self.fields[item.code] = field_of(item, choices, answers.get(item.code))
        self.sheet, self.choices = view.sheet, choices
        if any(item.information_class == TAX for item in self.items):
            self._ask_origin(view, tax_consents)

    def _ask_origin(self, view: AssessmentView, tax_consents: list[tuple[str, str]]) -> None:
        part = next((p for p in view.parts if p.tax_origin), None)
        self.fields["tax_origin"] = ListField(
            [(origin.value, origin.label) for origin in TaxOrigin],
            label="税情報の出どころ",
            required=False,
            empty="税情報は書かない",
            initial=part.tax_origin if part else "",
        )
        self.fields["tax_consent"] = ListField(
            tax_consents,
            label="根拠の同意（同意による提供のとき）",
            required=False,
            empty="なし",
            initial=str(part.tax_consent) if part and part.tax_consent else "",
        )

    @property
    def lines(self) -> list[Line]:
        return [
            Line(
                item,
                self[item.code],
                condition_in_words(item, self.sheet, self.choices),
                self[held_name(item)] if held_name(item) in self.fields else None,
            )
            for item in self.items
        ]

    @property
    def tax_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("tax_origin", "tax_consent") if name in self.fields]

    def words(self, section: Section, editions: Mapping[str, int]) -> SectionWords:
        told = self.cleaned_data
        here = {item.code for item in section.items}
        origin, consent = told.get("tax_origin"), told.get("tax_consent")
        return SectionWords(
            answers={i.code: answer_from(told[i.code]) for i in self.items if i.code in here},
            editions=editions,
            tax_origin=TaxOrigin(origin) if origin else None,
            tax_consent=int(consent) if consent else None,
        )


class OwnFormForm(SectionForm):
    """The scanned form, and of every reported item whether it holds it and what it says."""

    def __init__(self, *args: Any, view: AssessmentView, **kwargs: Any) -> None:
        super().__init__(*args, items=view.sheet.reported, view=view, **kwargs)
        has_paper = view.assessment.paper_id is not None
        self.fields["paper"] = PaperField(
            label="機関の様式（PDF・JPEG・PNG、10メガバイトまで）",
            required=False,
            help_text="添付ずみです。差し替えるときだけ選びます。" if has_paper else "",
        )
        self.fields["own_form_title"] = forms.CharField(
            label="その様式の題",
            max_length=120,
            required=False,
            initial=view.assessment.own_form_title,
            help_text="様式に書いてあるとおりに書きます。例：利用者基本情報",
        )
        for item in self.items:
            self.fields[held_name(item)] = forms.BooleanField(
                label="この様式にある", required=False, initial=item.code in view.assessment.covers
            )

    @property
    def covers(self) -> frozenset[str]:
        return frozenset(item.code for item in self.items if self.cleaned_data[held_name(item)])


class OpenForm(forms.Form):
    """Which parts of an assessment are laid open, and whom they speak of; nothing is ticked beforehand."""

    def __init__(
        self,
        *args: Any,
        parts: list[AssessmentPart],
        has_paper: bool,
        people: list[PersonView],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"] = IdsField(
            [(str(part.pk), part.summary) for part in parts],
            label="開く区分",
            required=not has_paper,
            help_text="区分ごと・情報の区分ごとに分かれています。同意の範囲にない区分の情報は、開いても見られません。",
        )
        if has_paper:
            self.fields["paper"] = forms.BooleanField(label="添付した機関の様式も開く", required=False)
        self.fields["concerns"] = IdsField(
            about(people),
            label="だれについての内容ですか",
            help_text="選んだ方全員が同意している機関だけが、読めるようになります。",
        )


def held_name(item: Item) -> str:
    return f"has-{item.code}"


def condition_in_words(item: Item, sheet: Sheet, choices: Choices) -> str:
    """「住居」が「その他」のとき; empty for what is always shown."""
    when = item.shown_when
    asked = sheet.item(when.item) if when else None
    if when is None or asked is None:
        return ""
    labels = {(asked.list_code, code): label for code, label in choices.get(asked.list_code, [])}
    told = "」か「".join(spoken(asked, value, labels) for value in sorted(when.values))
    return f"「{asked.label}」が「{told}」のとき"
