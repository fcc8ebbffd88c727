"""Forms of a case: whom a record concerns, the lead agency."""

from typing import Any

from django import forms

from kasane.cases.queries import Helper
from kasane.people.queries import PersonView
from kasane.web.components.fields import IdsField, OneField


def about(people: list[PersonView]) -> list[tuple[str, str]]:
    """The persons of a case as boxes to tick."""
    return [(str(person.id), person.identity.shown_name) for person in people]


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
