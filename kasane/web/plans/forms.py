"""Plan parts: what a version says, monitoring, follow-up."""

from datetime import date
from typing import Any

from django import forms

from kasane.people.queries import PersonView
from kasane.rules.plans import PartKind
from kasane.rules.timing import add_months
from kasane.support_plans.actions import VersionWords
from kasane.support_plans.models import PartVersion
from kasane.web.case_file.forms import about
from kasane.web.components.fields import DayField, LongField, OneField


class VersionForm(forms.Form):
    """What a version of a part says."""

    goal = LongField(label="本人の目標", rows=2, help_text="本人のことばで")
    policy = LongField(label="支援方針", rows=2)
    content = LongField(label="プランの内容", rows=4)
    monitoring_on = DayField(label="次のモニタリング")

    def words(self, reason: str = "") -> VersionWords:
        told = self.cleaned_data
        return VersionWords(told["goal"], told["policy"], told["content"], told["monitoring_on"], reason)


class PartForm(VersionForm):
    """A new part: which programme, for whom."""

    field_order = ("kind", "person")

    def __init__(self, *args: Any, people: list[PersonView], on: date, months: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = OneField([(kind.value, kind.label) for kind in PartKind], label="事業")
        self.fields["person"] = OneField(about(people), label="だれのプランですか")
        self.fields["monitoring_on"].initial = add_months(on, months)
        self.order_fields(self.field_order)


class ChangeForm(VersionForm):
    """The next version of a part, with what changed."""

    reason = LongField(label="変更の理由", rows=2)

    def __init__(self, *args: Any, former: PartVersion, on: date, months: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("goal", "policy", "content"):
            self.fields[name].initial = getattr(former, name)
        self.fields["monitoring_on"].initial = add_months(on, months)


class MonitoringForm(forms.Form):
    """The situation, progress and the next date (P-5)."""

    done_on = DayField(label="実施日")
    situation = LongField(label="いまの状況", rows=4)
    progress = LongField(label="目標の達成状況", rows=3)
    next_on = DayField(label="次のモニタリング")

    def __init__(self, *args: Any, on: date, months: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = on
        self.fields["next_on"].initial = add_months(on, months)


class FollowUpDoneForm(forms.Form):
    """When the follow-up was made, and what became of it."""

    done_on = DayField(label="実施日")
    result = LongField(label="様子と結果", rows=4)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = on


class FollowUpForm(forms.Form):
    """A dated task after the end."""

    due_on = DayField(label="予定日")
    what = LongField(label="方法", rows=2)
