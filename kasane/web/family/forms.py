"""Forms of the family: ties, how people stand to one another, what is outside, events, death, who acts for whom."""

from typing import Any

from django import forms

from kasane.access.actor import Actor
from kasane.access.rooms import InformationClass
from kasane.japanese.partial import written
from kasane.people.actions.life import DeathWords, EventWords, RepresentativeWords
from kasane.people.actions.ties import BondWords, KinshipWords, OutsideWords, PetWords
from kasane.people.models import Bond, Kinship, LifeEvent, OutsideTie, Pet, Representative
from kasane.people.queries import PersonView
from kasane.web.case_file.forms import about
from kasane.web.components.fields import (
    IdsField,
    ListField,
    LongField,
    OneField,
    PartialField,
    of_list,
)

EVENT_CLASSES = (InformationClass.GENERAL, InformationClass.SENSITIVE)


class FamilyForm(forms.Form):
    """One record of the family; `why` is asked where it corrects another."""

    def __init__(
        self, *args: Any, people: list[PersonView], actor: Actor, is_correction: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.actor = actor
        self.ask()
        if is_correction:
            self.fields["why"] = forms.CharField(
                label="どこがまちがっていたか",
                max_length=200,
                help_text="まちがっていた記録は、わけとともに残ります。",
                error_messages={"required": "書き直すわけを書いてください。"},
            )

    def ask(self) -> None:
        """Add the fields."""
        raise NotImplementedError

    def words(self) -> Any:
        raise NotImplementedError

    def ask_person(self, name: str, label: str, *, alive: bool = False, **kwargs: Any) -> None:
        people = [p for p in self.people if not (alive and p.died)]
        self.fields[name] = ListField(about(people), label=label, **kwargs)

    def ask_list(self, name: str, code: str, label: str, **kwargs: Any) -> None:
        self.fields[name] = ListField(of_list(code, self.actor.today), label=label, **kwargs)

    def ask_span(self) -> None:
        self.fields["since"] = PartialField(label="いつから", required=False)
        self.fields["until"] = PartialField(
            label="いつまで", required=False, help_text="いまも続いているときは、書きません"
        )


class KinshipForm(FamilyForm):
    """続柄: who is what of whom."""

    def ask(self) -> None:
        self.ask_person("other", "だれから見て")
        self.ask_person("person", "だれが")
        self.ask_list("relation", "kinship", "どの続柄ですか")
        self.ask_span()

    def words(self) -> KinshipWords:
        told = self.cleaned_data
        return KinshipWords(
            person=int(told["person"]),
            other=int(told["other"]),
            relation=told["relation"],
            since=told["since"],
            until=told["until"],
        )

    @staticmethod
    def begins_with(record: Kinship) -> dict[str, Any]:
        return {
            "person": record.person_id,
            "other": record.other_id,
            "relation": record.relation,
            "since": written(record.since),
            "until": written(record.until),
        }


class BondForm(FamilyForm):
    """How one stands to the other; care and violence have a direction."""

    def ask(self) -> None:
        self.ask_person("person", "だれが")
        self.ask_person("other", "だれに対して")
        self.ask_list("kind", "bond", "どのような関わりですか")
        self.fields["note"] = forms.CharField(label="様子", max_length=200, required=False)
        self.ask_span()

    def words(self) -> BondWords:
        told = self.cleaned_data
        return BondWords(
            person=int(told["person"]),
            other=int(told["other"]),
            kind=told["kind"],
            note=told["note"].strip(),
            since=told["since"],
            until=told["until"],
        )

    @staticmethod
    def begins_with(record: Bond) -> dict[str, Any]:
        return {
            "person": record.person_id,
            "other": record.other_id,
            "kind": record.kind,
            "note": record.note,
            "since": written(record.since),
            "until": written(record.until),
        }


class OutsideForm(FamilyForm):
    """A tie to what is outside the family."""

    def ask(self) -> None:
        self.ask_person("person", "だれの", alive=True)
        self.fields["name"] = forms.CharField(
            label="相手の名称",
            max_length=80,
            help_text="機関・場・人（例：かかりつけ医、配食サービス、隣の田村さん）",
            error_messages={"required": "相手の名称を書いてください。"},
        )
        self.fields["kind"] = OneField(of_list("outside_kind", self.actor.today), label="種類")
        self.fields["strength"] = OneField(of_list("tie_strength", self.actor.today), label="つながりの強さ")
        self.fields["direction"] = OneField(of_list("tie_direction", self.actor.today), label="向き")
        self.fields["is_in_conflict"] = forms.BooleanField(label="対立がある", required=False)
        self.fields["note"] = forms.CharField(label="様子", max_length=200, required=False)
        self.fields["since"] = PartialField(label="いつから", required=False)

    def words(self) -> OutsideWords:
        told = self.cleaned_data
        return OutsideWords(
            person=int(told["person"]),
            name=told["name"].strip(),
            kind=told["kind"],
            strength=told["strength"],
            direction=told["direction"],
            is_in_conflict=told["is_in_conflict"],
            note=told["note"].strip(),
            since=told["since"],
        )

    @staticmethod
    def begins_with(record: OutsideTie) -> dict[str, Any]:
        same = ("name", "kind", "strength", "direction", "is_in_conflict", "note")
        told = {name: getattr(record, name) for name in same}
        return told | {"person": record.person_id, "since": written(record.since)}


class PetForm(FamilyForm):
    """飼っている動物."""

    def ask(self) -> None:
        self.ask_person("person", "だれの", alive=True)
        self.fields["kind"] = forms.CharField(
            label="動物", max_length=40, error_messages={"required": "動物の種類を書いてください。"}
        )
        self.fields["amount"] = forms.IntegerField(label="数", min_value=1, max_value=999, initial=1)
        self.fields["note"] = forms.CharField(
            label="気をつけること",
            max_length=200,
            required=False,
            help_text="訪問のときの注意、入院や避難のときの預け先など",
        )

    def words(self) -> PetWords:
        told = self.cleaned_data
        return PetWords(int(told["person"]), told["kind"].strip(), told["amount"], told["note"].strip())

    @staticmethod
    def begins_with(record: Pet) -> dict[str, Any]:
        return {"person": record.person_id, "kind": record.kind, "amount": record.amount, "note": record.note}


class RepresentativeForm(FamilyForm):
    """Who may act for somebody: of the family, or from outside."""

    def ask(self) -> None:
        self.ask_person("person", "だれを代理しますか", alive=True)
        self.ask_list("power", "power", "権限")
        self.ask_person(
            "by_person", "代理する人（世帯の方のとき）", alive=True, required=False, empty="世帯の方ではない"
        )
        self.fields["name"] = forms.CharField(
            label="代理する人の氏名・法人名（世帯の方ではないとき）", max_length=80, required=False
        )
        self.fields["scope"] = LongField(
            label="代理できる範囲",
            rows=2,
            required=False,
            help_text="保佐人・補助人は必ず、代理行為目録のとおりに書きます（例：預貯金の管理、福祉サービスの契約）",
        )
        self.fields["contact"] = forms.CharField(label="連絡先", max_length=120, required=False)
        self.ask_span()

    def words(self) -> RepresentativeWords:
        told = self.cleaned_data
        return RepresentativeWords(
            person=int(told["person"]),
            power=told["power"],
            by_person=int(told["by_person"]) if told["by_person"] else None,
            name="" if told["by_person"] else told["name"].strip(),
            scope=told["scope"].strip(),
            contact=told["contact"].strip(),
            since=told["since"],
            until=told["until"],
        )

    @staticmethod
    def begins_with(record: Representative) -> dict[str, Any]:
        told = {name: getattr(record, name) for name in ("power", "name", "scope", "contact")}
        return told | {
            "person": record.person_id,
            "by_person": record.by_person_id or "",
            "since": written(record.since),
            "until": written(record.until),
        }


class EventForm(FamilyForm):
    """A line of the 家族年表."""

    def ask(self) -> None:
        self.fields["happened"] = PartialField(label="いつ")
        self.ask_list("kind", "life_event", "どのようなできごとですか")
        self.fields["text"] = forms.CharField(
            label="内容", max_length=200, error_messages={"required": "何があったかを書いてください。"}
        )
        self.fields["concerns"] = IdsField(about(self.people), label="だれについて")
        self.fields["information_class"] = OneField(
            [(kind.value, kind.label) for kind in EVENT_CLASSES],
            label="情報の区分",
            initial=InformationClass.GENERAL.value,
            help_text="病気・障がい・被害のことなどは、要配慮個人情報にします。",
        )

    def words(self) -> EventWords:
        told = self.cleaned_data
        return EventWords(
            happened=told["happened"],
            kind=told["kind"],
            text=told["text"].strip(),
            concerns=told["concerns"],
            information_class=InformationClass(told["information_class"]),
        )

    @staticmethod
    def begins_with(record: LifeEvent) -> dict[str, Any]:
        return {
            "happened": written(record.happened),
            "kind": record.kind,
            "text": record.text,
            "concerns": [str(person) for person in record.concerns],
            "information_class": record.information_class,
        }


class DeathForm(FamilyForm):
    """That somebody died."""

    def ask(self) -> None:
        self.ask_person("person", "どなたが", alive=True)
        self.fields["died"] = PartialField(label="いつ")
        self.fields["told_by"] = forms.CharField(
            label="どのように知りましたか", max_length=120, required=False
        )

    def words(self) -> DeathWords:
        told = self.cleaned_data
        return DeathWords(int(told["person"]), told["died"], told["told_by"].strip())
