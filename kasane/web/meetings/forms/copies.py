"""For whom a packet is copied."""

from typing import Any

from django import forms

from kasane.web.components.fields import IdsField


class CopiesForm(forms.Form):
    def __init__(self, *args: Any, seats: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"] = IdsField(
            seats, label="写しを渡す方", help_text="一人に一部ずつ、番号と氏名の入った写しを作ります。"
        )
