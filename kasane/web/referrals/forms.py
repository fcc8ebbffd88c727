"""つなぎ: where to, on which ground, about whom, and what the sender keeps doing."""

from typing import Any

from django import forms

from kasane.directory.models import Desk
from kasane.people.queries import PersonView
from kasane.referrals.actions import SheetWords
from kasane.rules.referrals import NamesBasis, ReferralMove
from kasane.web.case_file.forms import about
from kasane.web.components.fields import IdsField, ListField, LongField, OneField


class ReferralForm(forms.Form):
    """The sheet; what it must say is asked by the rule, with its own sentence."""

    def __init__(self, *args: Any, people: list[PersonView], desks: list[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_desk"] = ListField([(str(d.pk), d.name) for d in desks], label="つなぎ先の窓口")
        self.fields["basis"] = OneField([(b.value, b.label) for b in NamesBasis], label="名前を伝える根拠")
        self.fields["persons"] = IdsField(about(people), label="だれについて", required=False)
        self.fields["reason"] = forms.CharField(
            label="その根拠を使う理由",
            max_length=200,
            required=False,
            help_text="行政機関どうし・危険・法令のときに書きます。",
        )
        self.fields["content"] = LongField(label="相談の内容と経過", required=False)
        self.fields["asks_for"] = LongField(label="依頼したいこと", rows=2, required=False)
        self.fields["keeps_doing"] = LongField(
            label="こちらで続けること",
            rows=2,
            required=False,
            help_text="受け付けられるまで、この世帯はこちらの窓口が持ちます。",
        )

    def words(self) -> SheetWords:
        told = self.cleaned_data
        return SheetWords(
            to_desk=int(told["to_desk"]),
            basis=NamesBasis(told["basis"]),
            persons=told["persons"],
            content=told["content"],
            asks_for=told["asks_for"],
            keeps_doing=told["keeps_doing"],
            reason=told["reason"],
        )


class MoveForm(forms.Form):
    """What is said with a move."""

    move = forms.ChoiceField(choices=[(m.value, m.label) for m in ReferralMove])
    said = LongField(
        label="ことば",
        rows=2,
        required=False,
        help_text="お返し・問い合わせ・取り下げ・結果のときは必ず書きます。",
    )
    alternative = forms.CharField(label="ほかの相談先（お返しするとき）", max_length=200, required=False)
