"""準備シート: an agency's part, section by section, and its 税情報 by itself."""

from typing import Any

from django import forms

from kasane.rules.tax import TaxOrigin
from kasane.web.components.fields import ListField, LongField, OneField


class PartForm(forms.Form):
    """The sections of the sheet, which the city's lists name; none must be filled."""

    def __init__(self, *args: Any, sections: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, label in sections:
            self.fields[code] = LongField(label=label, rows=4, required=False)


class SendBackForm(forms.Form):
    """Why a part is sent back, out of the city's list: what it says of the case is told by telephone."""

    def __init__(self, *args: Any, reasons: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"] = OneField(reasons, label="差し戻すわけ")


class TaxPartForm(forms.Form):
    """税情報, with where it comes from; only the person's own report enters without their consent (M-4)."""

    text = LongField(label="税情報の内容", rows=4)

    def __init__(self, *args: Any, tax_consents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["origin"] = OneField(
            [(origin.value, origin.label) for origin in TaxOrigin], label="税情報の出どころ"
        )
        self.fields["consent"] = ListField(tax_consents, label="根拠の同意", required=False, empty="なし")
