"""課題: what it is, whose, what lies behind it, since when; and what happened to it."""

from datetime import date
from typing import Any

from django import forms

from kasane.access.actor import Actor
from kasane.cases.actions.issues import IssueTold, StepWords
from kasane.cases.models import Issue
from kasane.directory.models import Agency
from kasane.japanese.wareki import PartialDate, wareki_year
from kasane.people.queries import PersonView
from kasane.rules.issues import IssueStepKind
from kasane.web.case_file.forms import about
from kasane.web.components.fields import (
    BirthField,
    DayField,
    IdsField,
    ListField,
    LongField,
    OneField,
    SeveralField,
    needed,
    of_list,
)


class IssueForm(forms.Form):
    """One issue; what it must say is asked by the rule."""

    def __init__(
        self, *args: Any, people: list[PersonView], actor: Actor, is_opened: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not is_opened:
            whose = IdsField(about(people), label="だれの課題ですか", required=False)
            self.fields["concerns"] = needed(whose)
        self.fields["field"] = needed(OneField(of_list("field", actor.today), label="分野", required=False))
        self.fields["text"] = needed(LongField(label="課題", rows=3, required=False))
        self.fields["factors"] = SeveralField(
            of_list("issue_factor", actor.today),
            label="背景にあること",
            required=False,
            help_text="当てはまるものをいくつでも選びます。",
        )
        self.fields["seriousness"] = OneField(
            of_list("seriousness", actor.today), label="深刻さ", required=False
        )
        self.fields["since"] = BirthField(
            label="いつからの課題ですか",
            required=False,
            help_text="例：平成18年頃、R6.4。わかるところまで書きます。",
        )

    def told(self) -> IssueTold:
        told = self.cleaned_data
        since: PartialDate | None = told["since"]
        return IssueTold(
            field=told["field"],
            text=told["text"],
            concerns=told.get("concerns", frozenset()),
            factors=tuple(told["factors"]),
            seriousness=told["seriousness"],
            since_year=since.year if since else None,
            since_month=since.month if since else None,
        )


class StepForm(forms.Form):
    """One step of an issue: another holder, or how it ended."""

    def __init__(
        self, *args: Any, kind: IssueStepKind, agencies: list[Agency], actor: Actor, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind is IssueStepKind.HOLD:
            self.fields["agency"] = ListField([(str(a.pk), a.name) for a in agencies], label="担当する機関")
        self.fields["happened_on"] = DayField(label="日付", initial=actor.today)
        is_hold = kind is IssueStepKind.HOLD
        text = LongField(label="わけ" if is_hold else "どうなりましたか", rows=3, required=False)
        self.fields["text"] = text if is_hold else needed(text)

    def words(self) -> StepWords:
        told = self.cleaned_data
        agency = told.get("agency")
        return StepWords(self.kind, told["happened_on"], told["text"], int(agency) if agency else None)


class SeatForm(forms.Form):
    """What a desk does in the team, in a line."""

    text = forms.CharField(
        label="支援チームでの役割",
        max_length=120,
        required=False,
        help_text="例：家計の相談、家主との話し合い。本人の病名や事情は書きません（チームの名簿を見る人に見えます）。",
    )


def written_in(issue: Issue) -> dict[str, object]:
    """An issue as the form's first values."""
    return {
        "concerns": [str(person) for person in issue.concerns],
        "field": issue.field,
        "text": issue.text,
        "factors": issue.factors,
        "seriousness": issue.seriousness,
        "since": since_in_words(issue),
    }


def since_in_words(issue: Issue) -> str:
    """Since when it exists, as far as it is known; empty when it is not."""
    if issue.since_year is None:
        return ""
    year = wareki_year(date(issue.since_year, issue.since_month or 12, 28))
    return f"{year}{issue.since_month}月" if issue.since_month else f"{year}頃"
