"""Every kind of record the family's pictures are drawn from: its form, its action, and what a page says of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kasane.access.actor import Actor
from kasane.cases.actions.rooms import add_person
from kasane.people.actions.household import move
from kasane.people.actions.life import add_event, record_death, represent
from kasane.people.actions.ties import bond, keep_pet, tie, tie_outside
from kasane.people.facts import PersonWords
from kasane.people.models import (
    Bond,
    Death,
    Kinship,
    LifeEvent,
    Membership,
    OutsideTie,
    Pet,
    Representative,
)
from kasane.people.models.household import FIRST
from kasane.people.models.lasting import Struck
from kasane.people.queries import people_of
from kasane.web.family.forms import (
    BondForm,
    DeathForm,
    EventForm,
    FamilyForm,
    KinshipForm,
    OutsideForm,
    PetForm,
    RepresentativeForm,
)
from kasane.web.family.moving import ExpectedForm, ExpectedWords, MoveForm


@dataclass(frozen=True)
class Kind:
    """`word` stands in addresses; `back` is the page one returns to; without `model` nothing of it is corrected."""

    word: str
    heading: str
    submit: str
    done: str
    form: type[FamilyForm]
    write: Callable[..., object]
    back: str = "genogram"
    lead: str = ""
    model: type[Struck] | None = None
    is_corrected: bool = True


def expect(words: ExpectedWords, *, case: int, home: int, by: Actor) -> int:  # noqa: ARG001 - the case's own room
    """One more person, not yet born, in the mother's household."""
    mother = next((p for p in people_of(case, by) if p.id == words.mother), None)
    lives = mother.membership if mother is not None else None
    household = lives.household if lives is not None else FIRST
    child = PersonWords(
        called="お腹の子",
        due=words.due,
        relation="child",
        lives_with=household is not None,
        household=household or FIRST,
        household_name=lives.household_name if lives is not None else "",
    )
    parents = [words.mother, *([words.parent] if words.parent else [])]
    return add_person(child, case=case, by=by, relations=dict.fromkeys(parents, "child"))


KINDS = {
    kind.word: kind
    for kind in (
        Kind(
            "move",
            "世帯の移動を記録する",
            "移動を記録する",
            "世帯の移動を記録しました。開いていた方の新しい記録は、まだ開いていません。",
            MoveForm,
            move,
            lead="転居・独立・同居・入所など。世帯を分けるときも、一つにするときも、ここで記録します。前の世帯の記録は残ります。",
            model=Membership,
            is_corrected=False,
        ),
        Kind(
            "tie",
            "続柄を記録する",
            "続柄を記録する",
            "続柄を記録しました。",
            KinshipForm,
            tie,
            lead="例：山田 花子から見て、山田 太郎が、息子。",
            model=Kinship,
        ),
        Kind(
            "bond",
            "関わりを記録する",
            "関わりを記録する",
            "関わりを記録しました。",
            BondForm,
            bond,
            lead="だれがだれの世話をしているか、関係のよしあし。家族を知る人の見立てとして書きます。",
            model=Bond,
        ),
        Kind(
            "expected",
            "妊娠を記録する",
            "妊娠を記録する",
            "お腹の子を加えました。生まれたら、世帯のページで生年月日を書きます。",
            ExpectedForm,
            expect,
        ),
        Kind(
            "death",
            "亡くなったことを記録する",
            "記録する",
            "亡くなったことを記録しました。この方の同意と、同意から渡っていた鍵は、同時に終わりました。",
            DeathForm,
            record_death,
            lead="この方の同意と、同意から渡った鍵は、記録と同時に終わります。秘密を守る義務と記録の保存は続き、ご家族に鍵が渡ることはありません。プランの終結は、重層的支援会議で決めます。",
            model=Death,
            is_corrected=False,
        ),
        Kind(
            "representative",
            "代理する人を記録する",
            "記録する",
            "代理する人を記録しました。",
            RepresentativeForm,
            represent,
            model=Representative,
        ),
        Kind(
            "pet",
            "飼っている動物を記録する",
            "記録する",
            "動物を記録しました。",
            PetForm,
            keep_pet,
            model=Pet,
        ),
        Kind(
            "outside",
            "外とのつながりを記録する",
            "つながりを記録する",
            "外とのつながりを記録しました。",
            OutsideForm,
            tie_outside,
            back="ecomap",
            model=OutsideTie,
        ),
        Kind(
            "event",
            "できごとを記録する",
            "年表に記録する",
            "年表に記録しました。",
            EventForm,
            add_event,
            back="chronicle",
            lead="出生・死亡・世帯の移動・続柄の始まりと終わりは、それぞれの記録から年表に出ます。",
            model=LifeEvent,
        ),
    )
}


def kind_of(record: Struck) -> Kind:
    return next(kind for kind in KINDS.values() if kind.model is type(record))


def initial(kind: Kind, record: Any) -> dict[str, Any]:
    """What the form begins with when a record is corrected."""
    told: dict[str, Any] = kind.form.begins_with(record)  # type: ignore[attr-defined]
    return told
