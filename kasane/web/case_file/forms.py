"""Forms of a case: notes, whom a record concerns, one more person, the lead agency."""

from typing import Any

from django import forms

from kasane.access.actor import Actor
from kasane.access.rooms import InformationClass
from kasane.cases.actions.notes import NoteWords
from kasane.cases.queries import Helper
from kasane.people.queries import PersonView
from kasane.rules.tax import TaxOrigin
from kasane.web.components.fields import (
    IdsField,
    ListField,
    LongField,
    MomentField,
    OneField,
    local,
    of_list,
)

NOTE_CLASSES = (InformationClass.GENERAL, InformationClass.SENSITIVE, InformationClass.TAX)


def about(people: list[PersonView]) -> list[tuple[str, str]]:
    """The persons of a case as boxes to tick."""
    return [(str(person.id), person.identity.shown_name) for person in people]


class NoteForm(forms.Form):
    """A note (支援経過); whom it concerns is ticked, without default."""

    def __init__(
        self,
        *args: Any,
        people: list[PersonView],
        tax_consents: list[tuple[str, str]],
        actor: Actor,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = OneField(of_list("note", actor.today), label="方法")
        self.fields["happened_at"] = MomentField(label="日時", initial=local(actor.at))
        self.fields["concerns"] = IdsField(
            about(people),
            label="だれについて",
            help_text="当てはまる方をすべて選びます。はじめは選ばれていません。",
        )
        self.fields["text"] = LongField(label="内容", rows=5)
        self.fields["information_class"] = OneField(
            [(kind.value, kind.label) for kind in NOTE_CLASSES],
            label="情報の区分",
            initial=InformationClass.GENERAL.value,
            help_text="ちがう区分の内容は、一つの記録に混ぜず、分けて書きます。",
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

    def words(self) -> NoteWords:
        told = self.cleaned_data
        return NoteWords(
            kind=told["kind"],
            happened_at=told["happened_at"],
            text=told["text"],
            concerns=told["concerns"],
            information_class=InformationClass(told["information_class"]),
            tax_origin=TaxOrigin(told["tax_origin"]) if told["tax_origin"] else None,
            tax_consent=int(told["tax_consent"]) if told["tax_consent"] else None,
        )


class LayOpenForm(forms.Form):
    """Whom a record concerns, asked before it is laid open."""

    def __init__(self, *args: Any, people: list[PersonView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concerns"] = IdsField(
            about(people),
            label="だれについての記録ですか",
            help_text="選んだ方全員が同意している機関だけが、読めるようになります。",
        )


class LeadForm(forms.Form):
    """Which desk of the team is asked to become 主担当."""

    def __init__(self, *args: Any, team: list[Helper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = [(str(helper.desk_id), helper.name) for helper in team if not helper.is_lead]
        self.fields["desk"] = OneField(self.others, label="依頼する窓口")
