"""A consultation on one page: what was said, who is concerned, what is to be done."""

from datetime import date
from typing import Any

from django import forms

from kasane.access.actor import Actor
from kasane.cases.actions.consultations import ConsultationWords, InformantWords, IssueWords
from kasane.cases.models import TelephoneMemo
from kasane.japanese.wareki import PartialDate
from kasane.people.facts import PersonWords
from kasane.people.models import SEXES, Identity
from kasane.rules.intake import Disposition, may_be_taken
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
        self._add_circumstances(today)
        self.fields["content"] = LongField(
            label="相談の内容",
            rows=6,
            error_messages={"required": may_be_taken(content="").sentence},
            help_text="聞いたことばのまま。一行だけでもかまいません。",
        )
        self.fields["wish"] = LongField(label="本人・家族の希望", rows=2, required=False)
        self.fields["dispositions"] = SeveralField(
            [(kind.value, kind.label) for kind in Disposition],
            label="対応",
            required=False,
            help_text="当てはまるものをすべて。決まっていなければ、選ばずに保存できます。",
        )

    def _add_circumstances(self, today: date) -> None:
        """How it came to this desk, how urgent it is, and who told us; all of it may stay empty."""
        self.fields["route"] = ListField(
            of_list("route", today), label="相談経路", required=False, empty="まだわからない"
        )
        self.fields["route_detail"] = forms.CharField(
            label="どこの、だれから",
            max_length=120,
            required=False,
            help_text="機関や会議の名前など。情報をくれた人の名前は、下の「情報をくれた人」に書きます。",
        )
        self.fields["told_concerns"] = SeveralField(
            of_list("concern", today), label="ご相談の内容（申込票の欄）", required=False
        )
        self.fields["most_serious"] = ListField(
            of_list("concern", today), label="いちばん困っていること", required=False, empty="選ばない"
        )
        self.fields["urgency"] = OneField(of_list("urgency", today), label="急ぎ具合", required=False)
        self.fields["was_spoken_to"] = OneField(
            [("yes", "話した"), ("no", "まだ話していない")], label="本人と話したか", required=False
        )
        self.fields["not_spoken_why"] = ListField(
            of_list("not_spoken", today), label="話していないわけ", required=False, empty="わからない"
        )
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

    def words(self) -> ConsultationWords:
        told = self.cleaned_data
        return ConsultationWords(
            received_at=told["received_at"],
            channel=told["channel"],
            consulter=told["consulter"],
            content=told["content"],
            wish=told["wish"],
            route=told["route"],
            route_detail=told["route_detail"].strip(),
            told_concerns=_with(told["told_concerns"], told["most_serious"]),
            most_serious=told["most_serious"],
            urgency=told["urgency"],
            was_spoken_to={"yes": True, "no": False}.get(told["was_spoken_to"]),
            not_spoken_why=told["not_spoken_why"] if told["was_spoken_to"] == "no" else "",
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


def _with(ticked: list[str], most_serious: str) -> tuple[str, ...]:
    """Every concern that was told; the one that weighs most is one of them even where only it was chosen."""
    return tuple(dict.fromkeys([*ticked, most_serious] if most_serious else ticked))


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
    communication_words = forms.CharField(label="配慮のくわしいこと", max_length=200, required=False)

    def __init__(self, *args: Any, on: date, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["communication"] = SeveralField(
            of_list("communication", on), label="話すときの配慮", required=False
        )
        if not is_first:
            self.fields["relation"] = ListField(
                of_list("kinship", on), label="1人目から見た続柄", required=False, empty="わからない"
            )

    @property
    def is_written(self) -> bool:
        """Whether anything tells this person apart."""
        told = self.cleaned_data
        return bool(told.get("name") or told.get("called"))

    def tells_apart(self) -> bool:
        """Whether it may be stored by itself; where nothing tells the person apart, the form says so."""
        if not self.is_written:
            self.add_error("name", "氏名か呼び名のどちらかを書いてください。")
        return self.is_written

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
            communication=tuple(told["communication"]),
            communication_words=told["communication_words"].strip(),
        )

    @property
    def is_open(self) -> bool:
        """Whether its row is shown open: something was written in it."""
        return self.is_bound and (bool(self.errors) or self.is_written)


def written_in(identity: Identity) -> dict[str, Any]:
    """What a person's form begins with when their record is corrected."""
    names: tuple[str, ...] = (
        "name",
        "kana",
        "former_surname",
        "called",
        "about_age",
        "sex",
        "address",
        "phone",
    )
    names += ("communication", "communication_words")
    return {"birth_on": identity.born} | {name: getattr(identity, name) for name in names}


class IssueForm(forms.Form):
    """One concern, untangled: its field and whom it concerns."""

    text = forms.CharField(label="課題", max_length=400, required=False)

    def __init__(self, *args: Any, on: date, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"] = ListField(of_list("field", on), label="分野", required=False)
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


def issue_forms(data: Any, *, on: date, people: list[tuple[str, str]]) -> list[IssueForm]:
    """Rows for concerns; `people` are the places in the list of those it may be about."""
    return [IssueForm(data, prefix=f"i{n}", on=on, people=people) for n in range(ISSUES)]


def _from_call(memo: TelephoneMemo) -> dict[str, Any]:
    """What a form begins with when a call is taken as a consultation; who called need not be whom it is about."""
    caller = " ".join(word for word in (memo.caller, memo.phone) if word)
    content = f"{memo.about}\n（電話：{caller}）" if caller else memo.about
    return {"content": content, "channel": "phone", "received_at": local(memo.taken_at)}


class IntakeForms:
    """The forms of the page together, read and checked as one."""

    def __init__(self, data: Any, actor: Actor, memo: TelephoneMemo | None = None) -> None:
        told = _from_call(memo) if memo else {}
        self.consultation = ConsultationForm(data, actor=actor, initial=told)
        today = actor.today
        self.people = [PersonForm(data, prefix=f"p{n}", on=today, is_first=n == 0) for n in range(PEOPLE)]
        places = [(str(place), f"{place + 1}人目") for place in range(PEOPLE)]
        self.issues = issue_forms(data, on=today, people=places)

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
