"""The form of one more person of a household: who they are, what they are to whom, and since when."""

from dataclasses import replace
from datetime import date
from typing import Any

from kasane.people.facts import PersonWords
from kasane.people.queries import PersonView
from kasane.web.case_file.forms import about
from kasane.web.components.fields import ListField, PartialField, of_list
from kasane.web.intake.forms import PersonForm

HEAD = "head"


class NewPersonForm(PersonForm):
    """One more person, and their 続柄 as seen from somebody who is known already."""

    def __init__(self, *args: Any, on: date, people: list[PersonView], **kwargs: Any) -> None:
        super().__init__(*args, on=on, is_first=True, **kwargs)
        self.people = people
        self.fields["other"] = ListField(
            about(people), label="だれから見た続柄か", required=False, empty="あとで書く"
        )
        self.fields["relation"] = ListField(
            of_list("kinship", on), label="続柄", required=False, empty="わからない"
        )
        self.fields["since"] = PartialField(label="その続柄はいつからか", required=False)
        named = ["name", "kana", "called", "other", "relation", "since"]
        self.order_fields([*named, *(name for name in self.fields if name not in named)])

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("relation") and not told.get("other"):
            self.add_error("other", "だれから見た続柄かを選んでください。")
        if (told.get("other") or told.get("since")) and not told.get("relation"):
            self.add_error("relation", "続柄を選んでください。わからないときは、三つとも空けておきます。")
        return told

    def relations(self) -> dict[int, str]:
        told = self.cleaned_data
        return {int(told["other"]): told["relation"]} if told["relation"] else {}

    def words(self) -> PersonWords:
        """Their place in the household is told as seen from whom the case began with."""
        told = self.cleaned_data
        heads = {str(one.id) for one in self.people if one.position == HEAD}
        return replace(super().words(), relation=told["relation"] if told["other"] in heads else "")
