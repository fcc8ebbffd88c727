"""Asking for consent: whom, what, with whom, until when."""

from datetime import date
from typing import Any

from django import forms

from kasane.access.actor import Actor
from kasane.access.rooms import InformationClass
from kasane.code_lists.models import TextVersion
from kasane.consents.actions import ConsentWords
from kasane.directory.models import Agency
from kasane.people.queries import PersonView
from kasane.rules.consents import ConsentAnswer, ConsentMethod, GivenBy
from kasane.rules.timing import add_months
from kasane.web.case_file.forms import about
from kasane.web.components.fields import (
    DayField,
    IdsField,
    ListField,
    LongField,
    MomentField,
    OneField,
    SeveralField,
    local,
    of_list,
)
from kasane.web.components.papers import PaperField

PURPOSES = [("support", "支援を受けること"), ("sharing", "選んだ機関のあいだで情報を共有すること")]
CLASSES = [
    (kind.value, kind.label)
    for kind in (InformationClass.GENERAL, InformationClass.SENSITIVE, InformationClass.TAX)
]
MONTHS = 12


class ConsentForm(forms.Form):
    """One person's answer; what is not given needs no reach."""

    def __init__(
        self,
        *args: Any,
        people: list[PersonView],
        agencies: list[Agency],
        text: TextVersion,
        actor: Actor,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.text = text
        today = actor.today
        self.fields["person"] = OneField(about(people), label="だれの同意ですか")
        self.fields["answer"] = OneField([(a.value, a.label) for a in ConsentAnswer], label="結果")
        self.fields["method"] = OneField([(m.value, m.label) for m in ConsentMethod], label="方法")
        self.fields["given_by"] = OneField(
            [(g.value, g.label) for g in GivenBy], label="答えた人", initial=GivenBy.PERSON.value
        )
        self._offer_representatives(people, today)
        self.fields["giver_name"] = forms.CharField(label="代理する人の氏名", max_length=80, required=False)
        self.fields["suspects_parent"] = forms.BooleanField(
            label="親権者による虐待などの疑いがある",
            required=False,
            help_text="親権者が答えたときだけ確かめます。",
        )
        self.fields["asked_at"] = MomentField(label="確かめた日時", initial=local(actor.at))
        self.fields["exact_answer"] = LongField(
            label="本人のことば",
            rows=2,
            required=False,
            help_text="口頭のときは必ず、聞いたことばのまま書きます。",
        )
        self.fields["witness"] = forms.CharField(
            label="ほかに聞いた職員・確認した上司",
            max_length=80,
            required=False,
            help_text="口頭のときは必ず書きます。",
        )
        self._ask_reach(agencies, today)

    def _offer_representatives(self, people: list[PersonView], on: date) -> None:
        """Who may act for somebody, as it stands on record; choosing one says who answered, and by which power."""
        names, powers = {p.id: p.identity.shown_name for p in people}, dict(of_list("power", on))
        self.acting = {
            str(one.id): (person.id, GivenBy(one.power), names.get(one.by_person or 0) or one.name)
            for person in people
            for one in person.representatives
            if one.power in {given_by.value for given_by in GivenBy}
        }
        scopes = {str(one.id): one.scope for person in people for one in person.representatives}
        if self.acting:
            self.fields["representative"] = ListField(
                [
                    (
                        number,
                        f"{names[person]}の{powers.get(by.value, by.label)} {who}"
                        + (f"（範囲：{scopes[number]}）" if scopes[number] else ""),
                    )
                    for number, (person, by, who) in self.acting.items()
                ],
                label="記録されている代理する人が答えたとき",
                required=False,
                empty="選ばない",
                help_text="選ぶと、答えた人と氏名は、記録のとおりになります。",
            )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        chosen = self.acting.get(told.get("representative", ""))
        if chosen is not None and told.get("person"):
            if int(told["person"]) != chosen[0]:
                self.add_error("representative", "この方を代理する人ではありません。選び直してください。")
            told["given_by"], told["giver_name"] = chosen[1].value, chosen[2]
        return told

    def _ask_reach(self, agencies: list[Agency], today: date) -> None:
        """What a given consent covers: for what, with whom, which information, until when."""
        self.fields["purposes"] = SeveralField(PURPOSES, label="何に同意しましたか", required=False)
        self.fields["agencies"] = IdsField(
            [(str(a.pk), a.name) for a in agencies], label="共有してよい機関", required=False
        )
        self.by_kind: dict[str, set[int]] = {}
        for agency in agencies:
            self.by_kind.setdefault(agency.kind, set()).add(agency.pk)
        self.fields["kinds"] = SeveralField(
            [(kind, f"{kind}（{len(ids)}機関）") for kind, ids in self.by_kind.items() if len(ids) > 1],
            label="種類でまとめて選ぶ",
            required=False,
            help_text="きょうある機関だけに及びます。あとからできた機関には、あらためて同意をいただきます。",
        )
        self.fields["paper"] = PaperField(
            label="同意書（書面のとき。PDF・JPEG・PNG、10メガバイトまで）", required=False
        )
        self.fields["classes"] = SeveralField(CLASSES, label="共有してよい情報", required=False)
        self.fields["valid_from"] = DayField(label="いつから", initial=today, required=False)
        self.fields["valid_to"] = DayField(
            label="いつまで", initial=add_months(today, MONTHS), required=False
        )

    def words(self) -> ConsentWords:
        told = self.cleaned_data
        is_given = told["answer"] == ConsentAnswer.GIVEN.value
        return ConsentWords(
            person=int(told["person"]),
            answer=ConsentAnswer(told["answer"]),
            method=ConsentMethod(told["method"]),
            given_by=GivenBy(told["given_by"]),
            giver_name=told["giver_name"],
            text_version=self.text.version_label,
            asked_at=told["asked_at"],
            exact_answer=told["exact_answer"],
            witness=told["witness"],
            suspects_parent=told["suspects_parent"],
            purposes=frozenset(told["purposes"]) if is_given else frozenset(),
            agencies=self._agencies() if is_given else frozenset(),
            kinds=frozenset(told["kinds"]) if is_given else frozenset(),
            paper=told["paper"].read() if told.get("paper") else None,
            classes=frozenset(told["classes"]) if is_given else frozenset(),
            valid_from=told["valid_from"] if is_given else None,
            valid_to=told["valid_to"] if is_given else None,
        )

    def _agencies(self) -> frozenset[int]:
        """Those named, and those of the kinds named, as they are today."""
        named = set(self.cleaned_data["agencies"])
        return frozenset(named.union(*(self.by_kind[kind] for kind in self.cleaned_data["kinds"])))


class WithdrawalForm(forms.Form):
    """Why a consent ends; nobody must say why, so the reasons are the office's own."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [(label, label) for _, label in of_list("withdrawal", actor.today)]
        self.fields["why"] = OneField(reasons, label="わけ")
