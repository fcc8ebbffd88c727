"""Forms by which a household changes: who moves, who is expected, how a record ends."""

from dataclasses import dataclass
from typing import Any

from django import forms

from kasane.people.actions.household import MoveWords
from kasane.people.queries import households_of
from kasane.web.case_file.forms import about
from kasane.web.components.fields import IdsField, ListField, OneField, PartialField, of_list
from kasane.web.family.forms import FamilyForm

NEW, APART = "new", "apart"
ENDED, MISTAKEN = "ended", "mistaken"


class MoveForm(FamilyForm):
    """A move, a split, a joining: the same question of who goes where."""

    def ask(self) -> None:
        alive = [p for p in self.people if not p.died]
        self.fields["persons"] = IdsField(about(alive), label="だれが移りましたか")
        standing = [h for h in households_of(self.people) if h.number is not None]
        self.fields["to"] = OneField(
            [
                *(
                    (str(h.number), f"{h.name}（{'、'.join(p.identity.shown_name for p in h.people)}）")
                    for h in standing
                ),
                (NEW, "新しい世帯をつくる（世帯を分ける）"),
                (APART, "どの世帯でもない（別居・入所・入院など）"),
            ],
            label="どこへ移りましたか",
        )
        self.fields["name"] = forms.CharField(
            label="新しい世帯の呼び名",
            max_length=40,
            required=False,
            help_text="例：長男の世帯。氏名は書きません",
        )
        self.fields["place"] = forms.CharField(
            label="別に暮らすところ",
            max_length=80,
            required=False,
            help_text="例：横浜市、特別養護老人ホーム。番地や施設の名は書きません",
        )
        self.fields["since"] = PartialField(label="いつ移りましたか")
        self.fields["why"] = ListField(of_list("move", self.actor.today), label="わけ")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("to") == NEW and not told.get("name", "").strip():
            self.add_error("name", "新しい世帯の呼び名を書いてください（例：長男の世帯）。")
        return told

    def words(self) -> MoveWords:
        told = self.cleaned_data
        to = told["to"]
        names = {str(h.number): _own_name(h.people) for h in households_of(self.people)}
        return MoveWords(
            persons=told["persons"],
            since=told["since"],
            why=told["why"],
            household=int(to) if to not in (NEW, APART) else None,
            is_new=to == NEW,
            name=told["name"].strip() if to == NEW else names.get(to, ""),
            place=told["place"].strip() if to == APART else "",
        )


@dataclass(frozen=True)
class ExpectedWords:
    """Whose child is expected, and by when (a day known in part)."""

    mother: int
    parent: int | None
    due: str


class ExpectedForm(FamilyForm):
    """A child that is not yet born: 「お腹の子」."""

    def ask(self) -> None:
        self.ask_person("mother", "どなたの妊娠ですか", alive=True)
        self.ask_person("parent", "もう一人の親", required=False, empty="わからない・書かない")
        self.fields["due"] = PartialField(label="出産予定")

    def words(self) -> ExpectedWords:
        told = self.cleaned_data
        return ExpectedWords(
            int(told["mother"]), int(told["parent"]) if told["parent"] else None, told["due"]
        )


class EndForm(forms.Form):
    """Something is no longer so, or never was."""

    def __init__(self, *args: Any, is_lasting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(ENDED, "終わった（これまでのこととして残す）")] if is_lasting else []
        self.fields["how"] = OneField(
            [*ways, (MISTAKEN, "まちがいだった（取り消す）")],
            label="どうしましたか",
            initial=ENDED if is_lasting else MISTAKEN,
        )
        if is_lasting:
            self.fields["until"] = PartialField(label="いつまででしたか（終わったとき）", required=False)
        self.fields["why"] = forms.CharField(
            label="わけ", max_length=200, error_messages={"required": "わけを書いてください。"}
        )

    @property
    def is_mistaken(self) -> bool:
        return bool(self.cleaned_data["how"] == MISTAKEN)


def _own_name(people: list[Any]) -> str:
    return next(
        (p.membership.household_name for p in people if p.membership and p.membership.household_name), ""
    )
