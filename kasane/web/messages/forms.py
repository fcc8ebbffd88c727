"""A 伝言 and a telephone memo as forms."""

from typing import Any

from django import forms

from kasane.access.actor import Actor
from kasane.cases.actions.messages import MemoWords, MessageWords
from kasane.cases.models import Message
from kasane.cases.queries import Helper
from kasane.people.queries import PersonView
from kasane.web.case_file.forms import about
from kasane.web.components.fields import IdsField, ListField, LongField, OneField

TEAM = "team"


class MessageForm(forms.Form):
    """To whom, and what; another desk can only be written to where there is a team."""

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        colleagues: list[tuple[int, str]],
        team: list[Helper],
        people: list[PersonView],
        answered: Message | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        others = [(str(h.desk_id), h.name) for h in team if h.desk_id != actor.desk]
        options = [(str(actor.desk), f"この窓口（{actor.desk_name}）"), *others]
        options += [(TEAM, "支援チームの窓口すべて")] if others else []
        self.fields["text"] = LongField(label="伝言", rows=3)
        self.fields["to"] = OneField(options, label="あて先の窓口", initial=str(actor.desk))
        self.fields["staff"] = IdsField(
            [(str(number), name) for number, name in colleagues if number != actor.staff],
            label="この窓口のだれに",
            required=False,
            help_text="選ばなければ、この窓口のみんなに届きます。",
        )
        if others:
            self.fields["concerns"] = IdsField(
                about(people),
                label="だれについて",
                required=False,
                help_text="ほかの窓口への伝言のときに選びます。選んだ方全員の同意の範囲の機関が読めます。",
            )
        if answered:
            self._begin_as_answer(answered)

    def _begin_as_answer(self, answered: Message) -> None:
        """An answer goes back to who wrote, about the same people."""
        is_own = answered.from_desk == self.actor.desk
        self.initial = {
            "to": str(answered.from_desk),
            "staff": [str(answered.written_by)] if is_own else [],
            "concerns": [str(person) for person in answered.concerns],
        }

    def words(self) -> MessageWords:
        told = self.cleaned_data
        return MessageWords(
            text=told["text"],
            to_desk=None if told["to"] == TEAM else int(told["to"]),
            to_staff=told["staff"],
            concerns=told.get("concerns") or frozenset(),
        )


class MemoForm(forms.Form):
    """A call as it came; only what it was about is needed."""

    about = LongField(label="用件", rows=3)
    caller = forms.CharField(
        label="かけてきた人", max_length=80, required=False, help_text="わからなければ空けておきます。"
    )
    phone = forms.CharField(label="電話番号", max_length=20, required=False)
    call_back = forms.CharField(
        label="折り返し", max_length=80, required=False, help_text="例：きょう16時まで、あす午前中"
    )
    is_urgent = forms.BooleanField(label="急ぎ", required=False)

    def __init__(self, *args: Any, colleagues: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["for_staff"] = ListField(
            [(str(number), name) for number, name in colleagues],
            label="だれあて",
            required=False,
            empty="手の空いた人",
        )

    def words(self) -> MemoWords:
        told = self.cleaned_data
        return MemoWords(
            about=told["about"],
            caller=told["caller"],
            phone=told["phone"],
            call_back=told["call_back"],
            is_urgent=told["is_urgent"],
            for_staff=int(told["for_staff"]) if told["for_staff"] else None,
        )
