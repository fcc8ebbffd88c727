"""Sittings and items on the screen."""

from datetime import date
from typing import Any

from django import forms

from kasane.code_lists.models import Matter
from kasane.directory.queries import Seat
from kasane.meetings.actions.items import PaperWords
from kasane.meetings.actions.sittings import SittingWords
from kasane.rules.meetings import ConferencePurpose, MeetingKind
from kasane.rules.plans import Judgement, Occasion
from kasane.rules.tax import TaxOrigin
from kasane.web.components.fields import (
    DayField,
    IdsField,
    ListField,
    LongField,
    OneField,
    SeveralField,
    of_list,
)


def seat_options(seats: list[Seat]) -> list[tuple[str, str]]:
    return [(str(s.assignment_id), f"{s.desk_name}　{s.name}（{s.title}）") for s in seats]


class SittingForm(forms.Form):
    """Convening: which of the two meetings, what for, when, where, who."""

    def __init__(self, *args: Any, seats: list[Seat], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = OneField(
            [
                (MeetingKind.SUPPORT_CONFERENCE.value, "支援会議（同意は要らない。全員に守秘義務）"),
                (MeetingKind.MULTILAYERED.value, "重層的支援会議（本人の同意が要る。プランを決める）"),
            ],
            label="会議",
        )
        self.fields["purpose"] = OneField(
            [(p.value, p.label) for p in ConferencePurpose], label="支援会議の目的", required=False
        )
        self.fields["held_on"] = DayField(label="開催日", initial=on)
        self.fields["starts_at"] = forms.TimeField(
            label="開始時刻", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        )
        self.fields["place"] = forms.CharField(label="場所", max_length=80)
        self.fields["is_online"] = forms.BooleanField(label="オンラインで開く", required=False)
        self.fields["seats"] = IdsField(
            seat_options(seats), label="出席者", help_text="福祉総合相談担当とCSWは、いつも出席します。"
        )

    def words(self) -> SittingWords:
        told = self.cleaned_data
        kind = MeetingKind(told["kind"])
        is_conference = kind is MeetingKind.SUPPORT_CONFERENCE
        return SittingWords(
            kind=kind,
            purpose=ConferencePurpose(told["purpose"]) if is_conference and told["purpose"] else None,
            held_on=told["held_on"],
            starts_at=told["starts_at"],
            place=told["place"],
            seats=tuple(sorted(told["seats"])),
            is_online=told["is_online"],
        )


class InviteForm(forms.Form):
    """One more participant, and the existing bodies of whose secrecy they are bound."""

    def __init__(self, *args: Any, seats: list[Seat], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"] = ListField(seat_options(seats), label="加える出席者")
        self.fields["bound_by"] = SeveralField(
            of_list("existing_body", on), label="構成員になっている会議体", required=False
        )


class BoundForm(forms.Form):
    """Of which existing bodies somebody is a member."""

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bound_by"] = SeveralField(
            of_list("existing_body", on), label="構成員になっている会議体", required=False
        )


class OpenForm(forms.Form):
    """Who is there, and why the CSW is not."""

    def __init__(self, *args: Any, seats: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"] = IdsField(seats, label="出席している方")
        self.fields["reason"] = forms.CharField(
            label="CSWなしで開くわけ",
            max_length=300,
            required=False,
            help_text="CSWが出席しているときは、書かなくてかまいません。",
        )


class PostponeForm(forms.Form):
    to = DayField(label="新しい開催日")
    reason = forms.CharField(
        label="延期のわけ", max_length=300, help_text="出席者に知らされます。個人のことは書きません。"
    )


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="中止のわけ", max_length=300, help_text="出席者に知らされます。個人のことは書きません。"
    )


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


class LeaveForm(forms.Form):
    """Who takes no part in an item."""

    def __init__(self, *args: Any, seats: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"] = ListField(seats, label="この議題から外れる出席者")


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


class MinutesForm(forms.Form):
    text = LongField(label="議事の内容", rows=5)


class MattersForm(forms.Form):
    """The matters of the occasion (P-3); what is left empty stays open."""

    def __init__(self, *args: Any, matters: list[Matter], settled: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for matter in matters:
            self.fields[matter.code] = LongField(
                label=matter.label,
                rows=2,
                required=False,
                help_text=matter.hint,
                initial=settled.get(matter.code, ""),
            )


class DecisionForm(forms.Form):
    judgement = OneField([(j.value, j.label) for j in Judgement], label="判断")
    dissent = LongField(label="異なる意見", rows=2, required=False)


class PolicyForm(forms.Form):
    text = LongField(label="関わりの方針", rows=4)
    review_on = DayField(label="見直しの日")


class RoleForm(forms.Form):
    """Who does what by when."""

    def __init__(self, *args: Any, desks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"] = ListField(desks, label="担う機関")
        self.fields["text"] = LongField(label="役割", rows=2)
        self.fields["due_on"] = DayField(label="いつまで", required=False)
