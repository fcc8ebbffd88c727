"""What is put on an agenda, put off, or left."""

from datetime import date
from typing import Any

from django import forms

from kasane.rules.plans import Occasion
from kasane.web.components.fields import (
    IdsField,
    ListField,
    LongField,
    OneField,
    SeveralField,
    of_list,
)


class CaseForm(forms.Form):
    """Which case an item is about."""

    def __init__(self, *args: Any, cases: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"] = ListField(cases, label="どの世帯の議題ですか")


class ItemForm(forms.Form):
    """Whom an item discusses, and for 重層的支援会議 the part and occasion it decides."""

    def __init__(
        self,
        *args: Any,
        people: list[tuple[str, str]],
        parts: list[tuple[str, str]],
        agencies: list[tuple[str, str]],
        is_deciding: bool,
        of_body: bool,
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"] = forms.CharField(label="議題", max_length=120)
        self.fields["persons"] = IdsField(people, label="だれについて")
        self.fields["planned_minutes"] = forms.IntegerField(
            label="予定の時間（分）", required=False, min_value=1, max_value=480
        )
        if not is_deciding:
            self.fields["is_anonymous"] = forms.BooleanField(
                label="匿名で検討する（あとで実名に切り替えられます）", required=False
            )
            self.fields["bases"] = SeveralField(
                of_list("existing_body", on),
                label="併せて根拠とする既存の会議体",
                required=False,
                help_text="選んだ会議体すべての構成員だけが、この議題の資料を見られます。",
            )
        if of_body:
            self.fields["why"] = forms.CharField(
                label="支援会議と重なる目的",
                max_length=300,
                help_text="福祉総合相談担当に伝わります。個人がわかることは書きません。",
            )
        if is_deciding:
            self.fields["without"] = IdsField(
                agencies,
                label="この議題から外れる機関",
                required=False,
                help_text="本人の同意に入っていない機関は、この議題から外せます。主催者とCSWは外せません。",
            )
            self.fields["part"] = ListField(
                parts, label="決めるプラン", required=False, empty="プランを決めない"
            )
            self.fields["occasion"] = OneField(
                [(o.value, o.label) for o in Occasion], label="開催時期", required=False
            )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("part") and not told.get("occasion"):
            self.add_error("occasion", "プランを決めるときは、開催時期を選んでください。")
        return told


class CommunityForm(forms.Form):
    """地域課題・資源開発: of no person."""

    topic = forms.CharField(label="議題", max_length=120)
    text = LongField(
        label="内容",
        rows=5,
        help_text="個人がわかることは書きません。個別の事例は、別の議題に分けます。",
    )


class OutcomeForm(forms.Form):
    outcome = LongField(label="検討の結果", rows=5)


class DeferForm(forms.Form):
    reason = forms.CharField(label="次回に持ち越すわけ", max_length=300)


class ResumeForm(forms.Form):
    """Which coming sitting takes up an item that was carried over."""

    def __init__(self, *args: Any, sittings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        only = sittings[0][0] if len(sittings) == 1 else None
        self.fields["sitting"] = OneField(sittings, label="どの会議に立てますか", initial=only)


class LeaveForm(forms.Form):
    """Who takes no part in an item."""

    def __init__(self, *args: Any, seats: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"] = ListField(seats, label="この議題から外れる出席者")
