"""A matter in pieces on the form: for each つなぎ the desk, the issues, what is asked; and what they share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from kasane.access.actor import Actor
from kasane.cases.models import Issue
from kasane.code_lists.queries import labels_of
from kasane.directory.models import Desk
from kasane.directory.queries import desk_of, districts, municipality, receiving_desks
from kasane.people.queries import PersonView
from kasane.referrals.actions import SheetWords
from kasane.referrals.models import Referral, ReferralSheet
from kasane.rules.handing_on import DeskFacts, district_of, proposed
from kasane.rules.referrals import NamesBasis
from kasane.web.components.fields import IdsField, ListField, LongField, OneField, needed, of_list

MOST_PIECES = 6
COUNT = "pieces"


@dataclass(frozen=True)
class Matter:
    """What is to go on: everybody and every open issue one's own room knows of, and where it may fit."""

    people: list[PersonView]
    issues: list[Issue]
    desks: list[Desk]
    fields: dict[str, str]
    # For each field the desks that take it, the likeliest first.
    fitting: dict[str, tuple[int, ...]]
    arrived: ReferralSheet | None = None
    basis: NamesBasis | None = None

    @property
    def persons(self) -> frozenset[int]:
        return frozenset(person.id for person in self.people)

    @property
    def likely(self) -> list[int]:
        """Every desk that some issue, or a field told on the sheet, speaks for, in that order."""
        told = self.arrived.fields_line.split("、") if self.arrived else []
        named = [code for code, label in self.fields.items() if label in told]
        codes = dict.fromkeys([*(issue.field for issue in self.issues), *named])
        return list(dict.fromkeys(desk for code in codes for desk in self.fitting.get(code, ())))


def matter_of(
    people: list[PersonView],
    issues: list[Issue],
    actor: Actor,
    *,
    referral: Referral | None = None,
    arrived: ReferralSheet | None = None,
) -> Matter:
    desks = receiving_desks(actor)
    facts = [DeskFacts(desk.pk, frozenset(desk.fields), desk.district_id) for desk in desks]
    district = _district(people, desk_of(referral.from_desk_id if referral else actor.desk))
    fields = {code: label for (_, code), label in labels_of("field").items()}
    return Matter(
        people=people,
        issues=issues,
        desks=desks,
        fields=fields,
        fitting={code: proposed(frozenset({code}), district, facts) for code in fields},
        arrived=arrived,
        basis=NamesBasis(referral.names_basis) if referral else None,
    )


class PieceForm(forms.Form):
    """One つなぎ of several: to whom, with which issues, on which ground, asking what."""

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to_desk = ListField(_desk_options(matter), label="つなぎ先の窓口", required=False)
        self.fields["to_desk"] = needed(to_desk) if self.prefix == "p0" else to_desk
        self.fields["issues"] = IdsField(
            [(str(i.pk), f"{matter.fields.get(i.field, '')}：{i.text}") for i in matter.issues],
            label="頼む課題",
            required=False,
            help_text="一つだけのつなぎで選ばないときは、課題がすべて伝わります。" if matter.issues else "",
        )
        self.fields["asks_for"] = needed(LongField(label="依頼したいこと", rows=2, required=False))
        self.fields["basis"] = OneField([(b.value, b.label) for b in NamesBasis], label="名前を伝える根拠")
        self.fields["reason"] = forms.CharField(
            label="その根拠を使う理由",
            max_length=200,
            required=False,
            help_text="行政機関どうし・危険・法令のときに書きます。",
        )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not told.get("to_desk") and (told.get("asks_for") or told.get("issues")):
            self.add_error(
                "to_desk", "つなぎ先を選んでください。要らないつなぎは、書いたことを消してください。"
            )
        return told

    @property
    def is_used(self) -> bool:
        return bool(self.cleaned_data.get("to_desk"))


class SharedForm(forms.Form):
    """What every piece says alike, and what stays here."""

    def __init__(self, *args: Any, matter: Matter, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["content"] = LongField(
            label="相談の内容と経過",
            required=False,
            help_text="どのつなぎにも同じに伝わります。名前を伝えないつなぎでは、伝わりません。",
        )
        self.fields["keeps_doing"] = needed(
            LongField(
                label="こちらで続けること",
                rows=2,
                required=False,
                help_text="受け付けられるまで、この世帯はこちらの窓口が持ちます。",
            )
        )
        if matter.issues:
            self.fields["kept"] = IdsField(
                [(str(i.pk), f"{matter.fields.get(i.field, '')}：{i.text}") for i in matter.issues],
                label="この窓口で受け持つ課題",
                required=False,
            )
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
        if matter.arrived is not None:
            self.fields["said"] = LongField(
                label="送ってくれた窓口に伝えること",
                rows=2,
                required=False,
                help_text="どの窓口へつないだかは、自動で伝わります（精神保健や虐待などの窓口の名は伝わりません）。",
            )


def words_of(shared: SharedForm, pieces: Sequence[PieceForm], matter: Matter) -> list[SheetWords]:
    """Each used piece as a sheet: about whom its issues are, or everybody where it names none."""
    concerns = {issue.pk: frozenset(issue.concerns) for issue in matter.issues}
    common = {
        name: shared.cleaned_data[name] for name in ("content", "keeps_doing", "wish", "urgency", "way")
    }
    found = []
    for piece in pieces:
        if not piece.is_used:
            continue
        told = piece.cleaned_data
        about = frozenset[int]().union(*(concerns[issue] for issue in told["issues"]))
        found.append(
            SheetWords(
                to_desk=int(told["to_desk"]),
                basis=NamesBasis(told["basis"]),
                persons=about or matter.persons,
                issues=told["issues"],
                asks_for=told["asks_for"],
                reason=told["reason"],
                **common,
            )
        )
    return found


def first_pieces(matter: Matter, *, is_one: bool) -> list[dict[str, Any]]:
    """What the pieces say before anybody wrote: one つなぎ for all, or one for each desk that fits an issue."""
    arrived = matter.arrived
    told: dict[str, Any] = {"basis": _first_basis(matter), "asks_for": arrived.asks_for if arrived else ""}
    if is_one:
        return [told | {"to_desk": str(matter.likely[0]) if matter.likely else ""}]
    by_desk: dict[int, list[str]] = {}
    for issue in matter.issues:
        fitting = matter.fitting.get(issue.field, ())
        if fitting:
            by_desk.setdefault(fitting[0], []).append(str(issue.pk))
    likely = [told | {"to_desk": str(desk), "issues": issues} for desk, issues in by_desk.items()]
    return [*likely, *[dict(told)] * 2][: max(len(likely), 2)][:MOST_PIECES]


def first_shared(matter: Matter) -> dict[str, Any]:
    arrived = matter.arrived
    if arrived is None:
        return {}
    names = ("content", "wish", "urgency", "way")
    return {name: getattr(arrived, name) for name in names}


def _first_basis(matter: Matter) -> str:
    """The ground it arrived on, where it can carry names any further at all."""
    if matter.basis is None or matter.basis is NamesBasis.NO_CONSENT_SHEET:
        return str(NamesBasis.NAMELESS.value)
    return str(matter.basis.value)


def _desk_options(matter: Matter) -> list[Any]:
    names = {desk.pk: desk.name for desk in matter.desks}
    likely = [(str(desk), names[desk]) for desk in matter.likely]
    rest = [(str(number), name) for number, name in names.items() if number not in matter.likely]
    return [("分野・地区から合いそうな窓口", likely), ("そのほかの窓口", rest)] if likely else rest


def _district(people: Iterable[PersonView], desk: Desk) -> int | None:
    """The household's district by its address, else that of the desk who met them."""
    names, city = districts(), municipality().name
    by_address = (district_of(person.identity.address, city, names) for person in people)
    return next((one for one in by_address if one is not None), desk.district_id)
