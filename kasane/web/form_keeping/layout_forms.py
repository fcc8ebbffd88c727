"""A layout as a file or a text, and from which day it is used."""

from typing import Any

from django import forms

from kasane.access.actor import Actor
from kasane.rules.layouts import LARGEST
from kasane.web.components.fields import DayField, LongField

NO_TEXT = "文のファイルとして読めません。UTF-8で保存したひな形（.typ）を選んでください。"


class LayoutForm(forms.Form):
    """A chosen file takes the place of the text."""

    def __init__(self, *args: Any, actor: Actor, start: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = forms.FileField(
            label="ひな形のファイル",
            required=False,
            help_text="選ぶと、下の欄のひな形に代わります。",
            widget=forms.FileInput(attrs={"accept": ".typ,.txt"}),
            error_messages={"empty": "中身のないファイルです。"},
        )
        self.fields["body"] = LongField(rows=14, label="ひな形", required=False, initial=start, strip=False)
        self.fields["body"].widget.attrs |= {"spellcheck": "false", "class": "k-code"}
        self.fields["valid_from"] = DayField(label="いつから使うか", initial=actor.today)

    def clean(self) -> dict[str, Any]:
        told = dict(super().clean() or {})
        body = told.get("body") or ""
        if told.get("file"):
            content = told["file"].read(LARGEST * 4 + 1)
            try:
                body = content.decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", NO_TEXT)
        told["body"] = body.replace("\r\n", "\n").replace("\r", "\n")
        if not told["body"].strip() and not self.errors:
            self.add_error("file", "ひな形のファイルを選んでください。")
        elif len(told["body"]) > LARGEST:
            self.add_error("file", f"ひな形が長すぎます（{LARGEST:,}字まで）。")
        return told

    def shown(self) -> forms.Form:
        """The form with the text of a chosen file written into its box."""
        if self.is_bound and self.files and "body" in self.cleaned_data:
            typed = {name: self.data.get(name) for name in self.fields}
            self.data = typed | {"body": self.cleaned_data["body"]}
        return self
