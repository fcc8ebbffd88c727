"""One paper of a packet."""

from typing import Any

from django import forms

from kasane.meetings.actions.items import PaperWords
from kasane.rules.tax import TaxOrigin
from kasane.web.components.fields import (
    ListField,
    LongField,
)


class PaperForm(forms.Form):
    """One paper; 税情報 goes into a paper of its own."""

    title = forms.CharField(label="資料名", max_length=120)
    text = LongField(label="内容", rows=5)

    def __init__(self, *args: Any, tax_consents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tax_origin"] = ListField(
            [(origin.value, origin.label) for origin in TaxOrigin],
            label="税情報の出どころ",
            required=False,
            empty="税情報ではない",
            help_text="税情報は、ほかの内容と分けて一つの資料にします。",
        )
        self.fields["tax_consent"] = ListField(tax_consents, label="根拠の同意", required=False, empty="なし")

    def words(self) -> PaperWords:
        told = self.cleaned_data
        return PaperWords(
            title=told["title"],
            text=told["text"],
            tax_origin=TaxOrigin(told["tax_origin"]) if told["tax_origin"] else None,
            tax_consent=int(told["tax_consent"]) if told["tax_consent"] else None,
        )
