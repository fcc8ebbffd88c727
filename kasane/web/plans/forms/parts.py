"""The household's frame, a part and what its version says."""

from datetime import date, timedelta
from typing import Any

from django import forms

from kasane.people.queries import PersonView
from kasane.rules.plans import PartKind
from kasane.rules.readiness import Agreement
from kasane.rules.timing import add_months
from kasane.support_plans.actions.drafting import VersionWords
from kasane.support_plans.actions.frames import PlanWords
from kasane.support_plans.models import PartVersion, Plan
from kasane.web.case_file.forms import about
from kasane.web.components.fields import DayField, IdsField, ListField, LongField, OneField

FIELDS = (
    "wish",
    "agreement",
    "disagreement",
    "policy",
    "attention",
    "period_from",
    "period_to",
    "monitoring_on",
    "reason",
)


class PlanForm(forms.Form):
    """Where the household wants to be."""

    aim = LongField(label="目指す姿（長期目標）", rows=3)
    words = LongField(label="本人・世帯のことば", rows=3, required=False, help_text="言われたとおりに")

    def __init__(self, *args: Any, people: list[PersonView], plan: Plan | None, **kwargs: Any) -> None:
        initial = {} if plan is None else {"aim": plan.aim, "words": plan.words}
        kwargs.setdefault("initial", {**initial, "concerns": [str(n) for n in plan.concerns] if plan else []})
        super().__init__(*args, **kwargs)
        self.fields["concerns"] = IdsField(
            about(people),
            label="だれについて書いていますか",
            help_text="選んだ方みなの同意の中にある機関が読めます。",
        )

    def told(self) -> PlanWords:
        told = self.cleaned_data
        return PlanWords(told["aim"], told["words"], told["concerns"])


class VersionForm(forms.Form):
    """What a version says beside its goals and actions; only dates are asked before it is kept."""

    wish = LongField(label="本人の意向", rows=3, required=False, help_text="本人のことばで")
    agreement = ListField(
        [(one.value, one.label) for one in Agreement],
        label="本人の合意",
        required=False,
        empty="まだ確かめていない",
    )
    disagreement = LongField(
        label="本人がちがうと言っていること",
        rows=2,
        required=False,
        help_text="合意していないところがあるとき",
    )
    policy = LongField(label="支援方針", rows=3)
    attention = LongField(label="留意事項", rows=2, required=False)
    period_from = DayField(label="プランの期間（始まり）")
    period_to = DayField(label="プランの期間（終わり）")
    monitoring_on = DayField(label="次のモニタリング")

    def words(self) -> VersionWords:
        told = self.cleaned_data
        return VersionWords(
            wish=told["wish"],
            agreement=Agreement(told["agreement"]) if told["agreement"] else None,
            disagreement=told["disagreement"],
            policy=told["policy"],
            attention=told["attention"],
            period_from=told["period_from"],
            period_to=told["period_to"],
            monitoring_on=told["monitoring_on"],
            reason=told.get("reason", ""),
        )


class PartForm(VersionForm):
    """A new part: which programme, for whom, perhaps taking an ended one up again."""

    field_order = ("kind", "person", "former")

    def __init__(
        self,
        *args: Any,
        people: list[PersonView],
        ended: list[tuple[str, str]],
        on: date,
        months: tuple[int, int],
        **kwargs: Any,
    ) -> None:
        """`months`: until the next monitoring, and a plan's whole period."""
        super().__init__(*args, **kwargs)
        self.fields["kind"] = OneField([(kind.value, kind.label) for kind in PartKind], label="事業")
        self.fields["person"] = OneField(about(people), label="だれのプランですか")
        if ended:
            self.fields["former"] = ListField(
                ended, label="終結したプランから続けるとき", required=False, empty="新しく始める"
            )
        self.fields["period_from"].initial = on
        self.fields["period_to"].initial = add_months(on, months[1]) - timedelta(days=1)
        self.fields["monitoring_on"].initial = add_months(on, months[0])
        self.order_fields(self.field_order)


class DraftForm(VersionForm):
    """Writing a draft's words anew; a later version says why it changes."""

    def __init__(self, *args: Any, version: PartVersion, is_first: bool, **kwargs: Any) -> None:
        kwargs["initial"] = written_in(version)
        super().__init__(*args, **kwargs)
        if not is_first:
            self.fields["reason"] = LongField(label="変更の理由", rows=2)
            self.order_fields(("reason",))


def written_in(version: PartVersion) -> dict[str, Any]:
    return {name: getattr(version, name) for name in FIELDS}


class ChangeForm(forms.Form):
    """Why the plan changes; the rest is taken over from the version in force and written on the next page."""

    reason = LongField(label="変更の理由", rows=3)


class UrgentForm(forms.Form):
    """Help that began before a sitting could decide."""

    began_on = DayField(label="始めた日")
    decided_by = forms.CharField(label="決めた人", max_length=120, help_text="役職と氏名")
    reason = LongField(label="会議を待てないわけ", rows=3)
    what = LongField(label="始めたこと", rows=3)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["began_on"].initial = on
