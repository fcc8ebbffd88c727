"""A consultation on one page: what was said, who is concerned, what is to be done."""

from datetime import date
from typing import Any

from django import forms

from kasane.access.actor import Actor
from kasane.cases.actions.consultations import ConsultationWords, InformantWords, IssueWords
from kasane.japanese.wareki import PartialDate
from kasane.people.facts import PersonWords
from kasane.people.models import SEXES, Identity
from kasane.rules.intake import Disposition
from kasane.web.components.fields import (
    BirthField,
    IdsField,
    ListField,
    LongField,
    MomentField,
    OneField,
    SeveralField,
    local,
    of_list,
)

PEOPLE = 4
ISSUES = 4


class ConsultationForm(forms.Form):
    """The consultation itself; only what was said is needed (I-1)."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = actor.today
        self.fields["received_at"] = MomentField(label="受付日時", initial=local(actor.at))
        self.fields["channel"] = OneField(of_list("channel", today), label="受付方法")
        self.fields["consulter"] = OneField(of_list("consulter", today), label="相談した人")
        self.fields["informant"] = forms.CharField(
            label="情報をくれた人",
            max_length=80,
            required=False,
            help_text="本人のほかの人から聞いたとき。ほかの機関にも会議資料にも出ません。",
        )
        self.fields["informant_relation"] = forms.CharField(
            label="本人との関係", max_length=80, required=False
        )
        self.fields["informant_contact"] = forms.CharField(label="連絡先", max_length=120, required=False)
        self.fields["content"] = LongField(
            label="相談の内容",
            rows=6,
            required=False,
            help_text="聞いたことばのまま。一行だけでもかまいません。",
        )
        self.fields["wish"] = LongField(label="本人・家族の希望", rows=2, required=False)
        self.fields["dispositions"] = SeveralField(
            [(kind.value, kind.label) for kind in Disposition],
            label="対応",
            required=False,
            help_text="当てはまるものをすべて。決まっていなければ、選ばずに保存できます。",
        )

    def words(self) -> ConsultationWords:
        told = self.cleaned_data
        return ConsultationWords(
            received_at=told["received_at"],
            channel=told["channel"],
            consulter=told["consulter"],
            content=told["content"],
            wish=told["wish"],
        )

    def informant(self) -> InformantWords | None:
        told = self.cleaned_data
        if not told["informant"].strip():
            return None
        return InformantWords(
            name=told["informant"].strip(),
            relation=told["informant_relation"].strip(),
            contact=told["informant_contact"].strip(),
        )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        is_told = told.get("informant_relation") or told.get("informant_contact")
        if is_told and not told.get("informant"):
            self.add_error("informant", "情報をくれた人の氏名か呼び名を書いてください。")
        return told

    def dispositions(self) -> list[Disposition]:
        return [Disposition(value) for value in self.cleaned_data["dispositions"]]


class PersonForm(forms.Form):
    """One person of the household; a name may come later."""

    name = forms.CharField(label="氏名", max_length=80, required=False)
    kana = forms.CharField(label="ふりがな", max_length=80, required=False)
    former_surname = forms.CharField(label="旧姓", max_length=40, required=False)
    called = forms.CharField(label="呼び名（氏名がわからないとき）", max_length=80, required=False)
    birth_on = BirthField(label="生年月日", required=False)
    about_age = forms.IntegerField(label="およその年齢", min_value=0, max_value=120, required=False)
    sex = OneField(list(SEXES), label="性別", initial="unknown")
    address = forms.CharField(label="住所", max_length=200, required=False)
    phone = forms.CharField(label="電話", max_length=20, required=False)
    lives_with = forms.BooleanField(label="同居している", required=False, initial=True)

    def __init__(self, *args: Any, on: date, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        if not is_first:
            self.fields["relation"] = ListField(
                of_list("kinship", on), label="1人目から見た続柄", required=False, empty="わからない"
            )

    @property
    def is_written(self) -> bool:
        """Whether anything tells this person apart."""
        told = self.cleaned_data
        return bool(told.get("name") or told.get("called"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        born = told.get("birth_on")
        if born is not None and date(born.year, born.month or 1, born.day or 1) > self.on:
            self.add_error("birth_on", "生年月日がきょうより後です。元号と年を確かめてください。")
        is_told = any(told.get(key) for key in ("kana", "birth_on", "about_age", "address", "phone"))
        if is_told and not (told.get("name") or told.get("called")):
            self.add_error("called", "氏名か呼び名のどちらかを書いてください（例：高齢の母）。")
        return told

    def words(self) -> PersonWords:
        told = self.cleaned_data
        born = told["birth_on"] or PartialDate(None, None, None)
        year = None if born.whole else born.year
        return PersonWords(
            name=told["name"].strip(),
            kana=told["kana"].strip(),
            called="" if told["name"].strip() else told["called"].strip(),
            former_surname=told["former_surname"].strip(),
            birth_on=born.whole,
            birth_year=None if born.is_about else year,
            birth_month=None if born.is_about or year is None else born.month,
            about_age=self.on.year - year if born.is_about and year else told["about_age"],
            sex=told["sex"],
            address=told["address"].strip(),
            phone=told["phone"].strip(),
            relation=told.get("relation", ""),
            lives_with=told["lives_with"],
        )

    @property
    def is_open(self) -> bool:
        """Whether its row is shown open: something was written in it."""
        return self.is_bound and (bool(self.errors) or self.is_written)


def written_in(identity: Identity) -> dict[str, Any]:
    """What a person's form begins with when their record is corrected."""
    names = ("name", "kana", "former_surname", "called", "about_age", "sex", "address", "phone")
    return {"birth_on": identity.born} | {name: getattr(identity, name) for name in names}


class IssueForm(forms.Form):
    """One concern, untangled: its field and whom it concerns."""

    text = forms.CharField(label="課題", max_length=400, required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"] = ListField(of_list("field", on), label="分野", required=False)
        people = [(str(place), f"{place + 1}人目") for place in range(PEOPLE)]
        self.fields["concerns"] = IdsField(people, label="だれの課題か", required=False)

    @property
    def is_written(self) -> bool:
        return bool(self.cleaned_data.get("text", "").strip())

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("text", "").strip():
            if not told.get("field"):
                self.add_error("field", "課題の分野を選んでください。")
            if not told.get("concerns"):
                self.add_error("concerns", "だれの課題かを選んでください。")
        return told

    @property
    def is_open(self) -> bool:
        return self.is_bound and (bool(self.errors) or self.is_written)

    def words(self) -> IssueWords:
        told = self.cleaned_data
        return IssueWords(
            field=told["field"], text=told["text"].strip(), concerns=tuple(sorted(told["concerns"]))
        )


class IntakeForms:
    """The forms of the page together, read and checked as one."""

    def __init__(self, data: Any, actor: Actor) -> None:
        self.consultation = ConsultationForm(data, actor=actor)
        today = actor.today
        self.people = [PersonForm(data, prefix=f"p{n}", on=today, is_first=n == 0) for n in range(PEOPLE)]
        self.issues = [IssueForm(data, prefix=f"i{n}", on=today) for n in range(ISSUES)]

    def is_valid(self) -> bool:
        checked = [form.is_valid() for form in (self.consultation, *self.people, *self.issues)]
        return all(checked) and self._places_are_written()

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in (self.consultation, *self.people, *self.issues))

    def written_people(self) -> list[PersonWords]:
        return [form.words() for form in self.people if form.is_written] or [
            PersonWords(called="名前を聞いていない人")
        ]

    def written_issues(self) -> list[IssueWords]:
        return [form.words() for form in self.issues if form.is_written]

    def _places_are_written(self) -> bool:
        """Rows of people must not leave a gap, and an issue may only name who is written down."""
        count = len([form for form in self.people if form.is_written])
        is_gapless = all(form.is_written for form in self.people[:count])
        if not is_gapless:
            self.people[0].add_error("called", "1人目から順に、氏名か呼び名を書いてください。")
        for form in self.issues:
            if form.is_written and any(place >= max(count, 1) for place in form.cleaned_data["concerns"]):
                form.add_error("concerns", "書かれていない人が選ばれています。")
        return is_gapless and not any(form.errors for form in self.issues)
