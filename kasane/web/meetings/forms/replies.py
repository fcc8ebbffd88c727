"""Answering a call, and an opinion in writing."""

from typing import Any

from django import forms

from kasane.rules.replies import Answer
from kasane.web.components.fields import ListField, LongField, OneField


class ReplyForm(forms.Form):
    """Whether somebody comes."""

    answer = OneField([(answer.value, answer.label) for answer in Answer], label="返事")
    note = forms.CharField(
        label="代理の方の氏名、または欠席のわけ",
        max_length=120,
        required=False,
        help_text="代理の方は、主催者があらためて招きます。相談している方のことは書かないでください。",
    )


class OpinionForm(forms.Form):
    """What somebody who cannot come has to say; whose it is, where the host copies it out."""

    def __init__(self, *args: Any, seats: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if seats:
            self.fields["seat"] = ListField(seats, label="どなたの意見ですか")
        self.fields["text"] = LongField(label="意見", rows=8)
