"""つなぎ: where to, on which ground, about whom, and what the sender keeps doing."""

from typing import Any

from django import forms

from kasane.access.actor import Actor
from kasane.cases.models import Issue
from kasane.directory.models import Desk
from kasane.people.queries import PersonView
from kasane.referrals.actions import Outside, SheetWords
from kasane.rules.referrals import NEEDS_CODE, NEEDS_WORDS, NamesBasis, ReferralMove
from kasane.web.case_file.forms import about
from kasane.web.components.fields import DayField, IdsField, ListField, LongField, OneField, needed, of_list

OUTSIDE = "outside"
WHERE = ("to_desk", "outside_name", "outside_kind", "outside_is_public", "told_on")


class ReferralForm(forms.Form):
    """The sheet; what it must say is asked by the rule, with its own sentence."""

    def __init__(
        self,
        *args: Any,
        people: list[PersonView],
        issues: list[Issue],
        desks: list[Desk],
        actor: Actor,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        options = [(str(d.pk), d.name) for d in desks]
        self.fields["to_desk"] = ListField(
            [*options, (OUTSIDE, "アカウントのない機関・人（手で記録する）")], label="つなぎ先の窓口"
        )
        self._ask_outside(actor)
        self.fields["basis"] = OneField([(b.value, b.label) for b in NamesBasis], label="名前を伝える根拠")
        self.fields["reason"] = forms.CharField(
            label="その根拠を使う理由",
            max_length=200,
            required=False,
            help_text="行政機関どうし・危険・法令のときに書きます。アカウントのない相手へは、同意を確かめた日と方法も。",
        )
        self.fields["persons"] = IdsField(about(people), label="だれについて", required=False)
        self.fields["issues"] = IdsField(
            [(str(issue.pk), issue.text) for issue in issues],
            label="もとになった課題",
            required=False,
            help_text="選ばないときは、選んだ方の課題がすべて伝わります。",
        )
        self._ask_how(actor)
        self.fields["content"] = LongField(
            label="相談の内容と経過",
            required=False,
            help_text="名前を伝えないつなぎでは、伝わりません（分野・年代・急ぎ具合だけが伝わります）。",
        )
        self.fields["asks_for"] = needed(LongField(label="依頼したいこと", rows=2, required=False))
        self.fields["keeps_doing"] = needed(
            LongField(
                label="こちらで続けること",
                rows=2,
                required=False,
                help_text="受け付けられるまで、この世帯はこちらの窓口が持ちます。",
            )
        )

    def _ask_outside(self, actor: Actor) -> None:
        self.fields["outside_name"] = forms.CharField(label="伝えた相手", max_length=120, required=False)
        self.fields["outside_kind"] = ListField(
            of_list("told_kind", actor.today), label="相手の種類", required=False
        )
        self.fields["told_on"] = DayField(label="伝えた日", initial=actor.today, required=False)
        self.fields["outside_is_public"] = forms.BooleanField(
            label="相手は行政機関（国・県・ほかの市町村、警察など）", required=False
        )

    def _ask_how(self, actor: Actor) -> None:
        self.fields["wish"] = OneField(
            of_list("referral_wish", actor.today), label="希望する対応", required=False
        )
        self.fields["urgency"] = OneField(of_list("urgency", actor.today), label="急ぎ具合", required=False)
        self.fields["way"] = ListField(
            of_list("referral_way", actor.today),
            label="本人とのつながり方",
            required=False,
            empty="決まっていない",
        )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("to_desk") == OUTSIDE:
            for name in ("outside_name", "outside_kind", "told_on"):
                if not told.get(name):
                    self.add_error(name, "アカウントのない相手に伝えたときは、書いてください。")
        return told

    @property
    def where(self) -> list[forms.BoundField]:
        return [self[name] for name in WHERE[1:]]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in WHERE]

    @property
    def is_outside(self) -> bool:
        return bool(self["to_desk"].value() == OUTSIDE)

    def words(self) -> SheetWords:
        told = self.cleaned_data
        outside = None
        if told["to_desk"] == OUTSIDE:
            outside = Outside(
                name=told["outside_name"],
                kind=told["outside_kind"],
                told_on=told["told_on"],
                is_public=told["outside_is_public"],
            )
        return SheetWords(
            to_desk=None if outside else int(told["to_desk"]),
            basis=NamesBasis(told["basis"]),
            persons=told["persons"],
            issues=told["issues"],
            content=told["content"],
            asks_for=told["asks_for"],
            keeps_doing=told["keeps_doing"],
            reason=told["reason"],
            wish=told["wish"],
            urgency=told["urgency"],
            way=told["way"],
            outside=outside,
        )


class MoveForm(forms.Form):
    """What one move asks for, and nothing else."""

    def __init__(
        self, *args: Any, move: ReferralMove, desks: list[Desk], is_outside: bool, actor: Actor, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if move in NEEDS_CODE:
            label = "お返しする理由の区分" if move is ReferralMove.RETURN else "結果の区分"
            options = of_list(NEEDS_CODE[move], actor.today)
            self.fields["code"] = needed(OneField(options, label=label, required=False))
        is_dated = move in (ReferralMove.ARRIVE, ReferralMove.RESPOND, ReferralMove.CLOSE)
        if is_dated or (is_outside and move is not ReferralMove.WITHDRAW):
            self.fields["happened_on"] = DayField(label="あった日", initial=actor.today)
        said = LongField(label=NEEDS_WORDS.get(move, "伝えたいこと"), rows=3, required=False)
        self.fields["said"] = needed(said) if move in NEEDS_WORDS else said
        if move is ReferralMove.RETURN:
            self.fields["alternative_desk"] = ListField(
                [(str(d.pk), d.name) for d in desks],
                label="こちらのほうが合いそうな窓口",
                required=False,
                empty="なし",
            )
            self.fields["alternative"] = forms.CharField(
                label="そのほかの相談先", max_length=200, required=False
            )

    def told(self) -> dict[str, Any]:
        """What `move` is told, by the names of its arguments."""
        told = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        if "alternative_desk" in told:
            told["alternative_desk"] = int(told["alternative_desk"])
        return told
