"""Forms by which a form is kept: a section, an item, the first day of a version."""

from typing import Any

from django import forms

from kasane.access.actor import Actor
from kasane.access.rooms import InformationClass
from kasane.rules.sheets import (
    ASKED_BY_CONDITIONS,
    CLASSES,
    Condition,
    Item,
    ItemKind,
    Section,
    Sheet,
)
from kasane.web.assessments.fields import YES_OR_NO, Choices
from kasane.web.components.fields import DayField, ListField, LongField, OneField, SeveralField


class NewFormForm(forms.Form):
    """A form of the city's own: what it is called, what it is for, and what it begins from."""

    def __init__(self, *args: Any, others: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"] = forms.CharField(
            label="様式の題", max_length=120, error_messages={"required": "書いてください。"}
        )
        self.fields["purpose"] = forms.CharField(
            label="使うとき",
            max_length=200,
            required=False,
            help_text="例：家賃の滞納や立ち退きの相談のとき。様式を選ぶ画面に出ます。",
        )
        self.fields["copy_of"] = ListField(
            others, label="もとにする様式", required=False, empty="白紙からつくる"
        )


class PublishForm(forms.Form):
    """From which day a draft counts."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"] = DayField(label="いつから使うか", initial=actor.today)


class SectionTitleForm(forms.Form):
    """What a section is called, and what stands above its items."""

    title = forms.CharField(label="区分の名", max_length=120)
    help = forms.CharField(label="区分の説明", max_length=200, required=False)


class ItemForm(forms.Form):
    """One item of a draft; the answers a condition may name come once its item is chosen."""

    def __init__(
        self,
        *args: Any,
        sheet: Sheet,
        item: Item | None,
        section: str,
        lists: list[tuple[str, str]],
        choices: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{**kwargs, "initial": _written_in(item, section)})
        self.sheet, self.item, self.choices = sheet, item, choices
        self.fields["label"] = forms.CharField(label="項目の名", max_length=120)
        self.fields["help"] = forms.CharField(label="書き方の説明", max_length=200, required=False)
        self.fields["section"] = ListField([(s.code, s.title) for s in sheet.sections], label="区分")
        self.fields["kind"] = OneField([(kind.value, kind.label) for kind in ItemKind], label="答え方")
        self.fields["list"] = ListField(
            lists,
            label="選択肢の一覧",
            required=False,
            help_text="「一つ選ぶ」「いくつでも選ぶ」のときに選びます。",
        )
        self.fields["columns"] = LongField(
            rows=3, label="表の列", required=False, help_text="「表」のときに、一行に一つずつ書きます。"
        )
        self.fields["class"] = OneField(
            [(kind, InformationClass(kind).label) for kind in CLASSES],
            label="情報の区分",
            help_text="要配慮・税情報の答えは、ほかの答えと分けて保管されます。",
        )
        self.fields["is_required"] = forms.BooleanField(label="完了までに必ず書く", required=False)
        self.fields["is_reported"] = forms.BooleanField(label="国への報告事項（太枠）", required=False)
        self._ask_condition()

    def _ask_condition(self) -> None:
        earlier = [i for i in self._earlier() if i.kind in ASKED_BY_CONDITIONS]
        self.fields["shown_by"] = ListField(
            [(i.code, i.label) for i in earlier],
            label="この項目を出すきっかけ",
            required=False,
            empty="いつも出す",
            help_text="前にある項目の答えによって出すときに選びます。選んで保存すると、答えの一覧が出ます。",
        )
        asked = next((i for i in earlier if i.code == self["shown_by"].value()), None)
        self.asked = asked
        if asked is not None:
            options = YES_OR_NO if asked.kind is ItemKind.YES_NO else self.choices.get(asked.list_code, [])
            self.fields["shown_for"] = SeveralField(
                options, label=f"「{asked.label}」がどの答えのときに出すか", required=False
            )

    def _earlier(self) -> list[Item]:
        """The items a condition may hang on: those that stand before this one; before a new one, all."""
        codes = [i.code for i in self.sheet.items]
        end = codes.index(self.item.code) if self.item else len(codes)
        return list(self.sheet.items[:end])

    def clean(self) -> dict[str, Any]:
        told = dict(super().clean() or {})
        if self.asked is not None and told.get("shown_by") and not told.get("shown_for"):
            self.add_error("shown_for", "どの答えのときに出すかを、一つ以上選んでください。")
        return told

    def words(self, code: str) -> Item:
        told = self.cleaned_data
        by = told["shown_by"]
        return Item(
            code=code,
            label=told["label"],
            kind=ItemKind(told["kind"]),
            help=told["help"],
            list_code=told["list"],
            columns=tuple(line.strip() for line in told["columns"].splitlines() if line.strip()),
            is_required=told["is_required"],
            is_reported=told["is_reported"],
            information_class=told["class"],
            shown_when=Condition(by, frozenset(told["shown_for"])) if by else None,
        )


def _written_in(item: Item | None, section: str) -> dict[str, Any]:
    if item is None:
        return {"section": section, "kind": ItemKind.TEXT.value, "class": CLASSES[0]}
    when = item.shown_when
    return {
        "label": item.label,
        "help": item.help,
        "section": section,
        "kind": item.kind.value,
        "list": item.list_code,
        "columns": "\n".join(item.columns),
        "class": item.information_class,
        "is_required": item.is_required,
        "is_reported": item.is_reported,
        "shown_by": when.item if when else "",
        "shown_for": sorted(when.values) if when else [],
    }


def title_of(section: Section | None) -> dict[str, str]:
    return {"title": section.title, "help": section.help} if section else {}
