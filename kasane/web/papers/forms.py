"""For whom a form is printed."""

from typing import Any

from django import forms

from kasane.directory.models import Agency
from kasane.people.queries import PersonView
from kasane.rules.printing import Audience
from kasane.web.components.fields import OneField

HINTS = {
    Audience.PERSON: "本人控え（情報提供者・税情報・支援措置の住所は印刷しません）",
    Audience.OFFICE: "庁内（支援措置の住所は印刷しません）",
    Audience.AGENCY: "機関あて（本人の同意がある機関に限ります）",
    Audience.ATTENDEE: "出席者あて（一人に一枚ずつになります）",
}


class PrintForm(forms.Form):
    """For whom; whose copy it is where several persons are concerned, and to which agency it goes."""

    def __init__(
        self,
        *args: Any,
        audiences: tuple[Audience, ...],
        people: list[PersonView],
        agencies: list[Agency],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["audience"] = OneField(
            [(one.value, HINTS[one]) for one in audiences],
            label="だれに渡す紙ですか",
            initial=(Audience.OFFICE if Audience.OFFICE in audiences else audiences[0]).value,
        )
        if Audience.PERSON in audiences and len(people) > 1:
            self.fields["person"] = forms.ChoiceField(
                label="だれの控えですか",
                choices=[("", "選んでください"), *((str(p.id), p.identity.shown_name) for p in people)],
                required=False,
                help_text="本人控えのときに選びます。ほかの方の生年月日・住所・電話は印刷しません。",
            )
        if Audience.AGENCY in audiences:
            self.fields["agency"] = forms.ChoiceField(
                label="どの機関に渡しますか",
                choices=[("", "選んでください"), *((str(one.pk), one.name) for one in agencies)],
                required=False,
                help_text="機関あてのときに選びます。",
            )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if (
            told.get("audience") == Audience.PERSON.value
            and "person" in self.fields
            and not told.get("person")
        ):
            self.add_error("person", "だれの控えかを選んでください。")
        return told

    @property
    def receiver(self) -> int | None:
        """Whose copy it is."""
        chosen = self.cleaned_data.get("person")
        if chosen:
            return int(chosen)
        return self.people[0].id if len(self.people) == 1 else None

    @property
    def agency(self) -> int | None:
        chosen = self.cleaned_data.get("agency")
        return int(chosen) if chosen else None
