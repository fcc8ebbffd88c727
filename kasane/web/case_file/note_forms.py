"""Forms of one note: writing, correcting, adding to, moving."""

from typing import Any

from django import forms

from kasane.access.actor import Actor
from kasane.access.rooms import InformationClass
from kasane.cases.actions.consultations import InformantWords
from kasane.cases.actions.notes import NoteWording, NoteWords
from kasane.cases.models import Note, NoteEdition
from kasane.people.queries import PersonView
from kasane.rules.tax import TaxOrigin
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
from kasane.web.components.papers import PapersField

NOTE_CLASSES = (InformationClass.GENERAL, InformationClass.SENSITIVE, InformationClass.TAX)
# The folded groups of the form, by the fields in them.
GROUPS = {
    "contact": ("met_with", "met_words", "place", "minutes", "result"),
    "thought": ("finding", "next_on", "next_words"),
    "informant": ("informant", "informant_relation", "informant_contact", "informant_told"),
    "kept": ("information_class", "tax_origin", "tax_consent"),
}


class WordingForm(forms.Form):
    """What is written of one contact: the text first, the rest where it is wanted."""

    def __init__(self, *args: Any, people: list[PersonView], actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = actor.today
        self.fields["text"] = LongField(label="内容", rows=6)
        self.fields["kind"] = OneField(of_list("note", today), label="方法")
        self.fields["happened_at"] = MomentField(label="日時", initial=local(actor.at))
        self.fields["concerns"] = IdsField(
            about(people),
            label="だれについて",
            help_text="当てはまる方をすべて選びます。はじめは選ばれていません。",
        )
        self.fields["result"] = ListField(
            of_list("contact_result", today),
            label="会えたか（訪問・電話のとき）",
            required=False,
            empty="書かない",
        )
        self.fields["met_with"] = SeveralField(of_list("met_with", today), label="相手", required=False)
        self.fields["met_words"] = forms.CharField(label="相手（くわしく）", max_length=120, required=False)
        self.fields["place"] = forms.CharField(label="場所", max_length=80, required=False)
        self.fields["minutes"] = forms.IntegerField(
            label="かかった時間（分）", min_value=1, max_value=1440, required=False
        )
        self.fields["finding"] = LongField(
            label="所見",
            rows=3,
            required=False,
            help_text="見立てや考えたこと。見聞きしたことと分けて書きます。",
        )
        self.fields["next_on"] = DayField(label="次の予定の日", required=False)
        self.fields["next_words"] = forms.CharField(
            label="次にすること", max_length=200, required=False, help_text="この窓口の「今日」に出ます。"
        )

    @property
    def opened(self) -> set[str]:
        """The groups that are not folded: something is written in them, or wrong."""
        told = {name for name in self.fields if self.errors.get(name) or self._is_written(name)}
        return {group for group, names in GROUPS.items() if told & set(names)}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("next_words") and not told.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", "次にすることの日を入れてください。")
        return told

    def wording(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "kind": told["kind"],
            "happened_at": told["happened_at"],
            "text": told["text"],
            "concerns": told["concerns"],
            "minutes": told["minutes"],
            "met_with": tuple(told["met_with"]),
            "met_words": told["met_words"].strip(),
            "place": told["place"].strip(),
            "result": told["result"],
            "finding": told["finding"],
            "next_on": told["next_on"],
            "next_words": told["next_words"].strip(),
        }

    def corrected(self) -> NoteWording:
        return NoteWording(**self.wording())

    def _is_written(self, name: str) -> bool:
        initial = self.fields[name].initial or ""
        value = self[name].value()
        return bool(value) and str(value) != str(initial)


class NoteForm(WordingForm):
    """A new note: whom it concerns is ticked, without default; what must stand apart is written apart."""

    def __init__(self, *args: Any, tax_consents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"] = PapersField()
        self.fields["informant_told"] = LongField(
            label="その人から聞いたこと",
            rows=3,
            required=False,
            help_text="ここに書いたことは、経過とは別の記録になります。ほかの機関にも会議資料にも出ません。",
        )
        self.fields["informant"] = forms.CharField(
            label="情報をくれた人の氏名か呼び名", max_length=80, required=False
        )
        self.fields["informant_relation"] = forms.CharField(
            label="本人との関係", max_length=80, required=False
        )
        self.fields["informant_contact"] = forms.CharField(label="連絡先", max_length=120, required=False)
        self.fields["information_class"] = OneField(
            [(kind.value, kind.label) for kind in NOTE_CLASSES],
            label="情報の区分",
            initial=InformationClass.GENERAL.value,
            help_text="ちがう区分のことは、一つの記録に混ぜず、分けて書きます。",
        )
        self.fields["tax_origin"] = ListField(
            [(origin.value, origin.label) for origin in TaxOrigin],
            label="税情報の出どころ",
            required=False,
            empty="税情報ではない",
        )
        self.fields["tax_consent"] = ListField(
            tax_consents, label="根拠の同意（同意による提供のとき）", required=False, empty="なし"
        )

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        names = ("informant_told", "informant_relation", "informant_contact")
        if any(told.get(name) for name in names) and not told.get("informant"):
            self.add_error("informant", "情報をくれた人の氏名か呼び名を書いてください。")
        return told

    def words(self) -> NoteWords:
        told = self.cleaned_data
        return NoteWords(
            **self.wording(),
            information_class=InformationClass(told["information_class"]),
            tax_origin=TaxOrigin(told["tax_origin"]) if told["tax_origin"] else None,
            tax_consent=int(told["tax_consent"]) if told["tax_consent"] else None,
            papers=told["papers"],
            informant=self._informant(),
        )

    def _informant(self) -> InformantWords | None:
        told = self.cleaned_data
        if not told["informant"].strip():
            return None
        return InformantWords(
            name=told["informant"].strip(),
            relation=told["informant_relation"].strip(),
            contact=told["informant_contact"].strip(),
            told=told["informant_told"],
        )


class AddendumForm(forms.Form):
    """What is added to an approved note."""

    text = LongField(label="追記", rows=4)
    papers = PapersField()


class MoveForm(forms.Form):
    """Where a misfiled note belongs, whom it concerns there, and why it is moved."""

    def __init__(self, *args: Any, people: list[PersonView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concerns"] = IdsField(about(people), label="移した先で、だれについての経過ですか")
        self.fields["why"] = forms.CharField(
            label="わけ", max_length=200, error_messages={"required": "書いてください。"}
        )


def written_in(note: Note | NoteEdition) -> dict[str, Any]:
    """A note as the form's first values."""
    return {
        "text": note.text,
        "kind": note.kind,
        "happened_at": local(note.happened_at),
        "concerns": [str(person) for person in note.concerns],
        "result": note.result,
        "met_with": note.met_with,
        "met_words": note.met_words,
        "place": note.place,
        "minutes": note.minutes,
        "finding": note.finding,
        "next_on": note.next_on,
        "next_words": note.next_words,
    }
