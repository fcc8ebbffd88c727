"""An item's packet, its minutes, and what is decided on it."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.db.models import F

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.access.rooms import InformationClass
from kasane.audit.actions import record as tell
from kasane.code_lists.queries import matter_labels
from kasane.meetings.facts import (
    discussed,
    ends_without_consent,
    kind_of,
    matter_codes_of,
    matters_of,
    names_of,
    required_of,
    state_of_item,
    tax_consent_of,
)
from kasane.meetings.models import (
    AgendaItem,
    AgreedRole,
    Decision,
    Minutes,
    PacketPaper,
    SettledMatter,
    SupportPolicy,
)
from kasane.rooms import actions as rooms
from kasane.rooms.models import Record
from kasane.rooms.queries import call
from kasane.rules.anonymity import may_stand_anonymous
from kasane.rules.items import ItemMove, may_go_on
from kasane.rules.plans import Judgement, Occasion, may_be_decided, unsettled
from kasane.rules.sittings import IS_WRITABLE, SittingState
from kasane.rules.tax import TaxOrigin, may_enter
from kasane.rules.verdicts import Refused, Verdict, allowed, demand, refused
from kasane.support_plans.facts import attempts_on_record, ready, state_of

R = TypeVar("R", bound=Record)
CARRIED_OUT = (Judgement.SUITABLE, Judgement.CONTINUE)


@dataclass(frozen=True)
class PaperWords:
    """One paper of a packet; one with 税情報 says where that comes from and by which consent."""

    title: str
    text: str
    tax_origin: TaxOrigin | None = None
    tax_consent: int | None = None


@transaction.atomic
def add_paper(item: AgendaItem, words: PaperWords, *, by: Actor) -> PacketPaper:
    """One paper into the item's packet; 税情報 only as M-4 lets it in."""
    demand_unnamed(item, words.title, words.text, by=by)
    if words.tax_origin is not None:
        demand(
            may_enter(
                origin=words.tax_origin,
                consent_id=tax_consent_of(item, words.tax_consent),
                into_sealed_or_packet=True,
            )
        )
    paper = PacketPaper(
        item=item,
        title=words.title,
        text=words.text,
        tax_origin=words.tax_origin.value if words.tax_origin else "",
        tax_consent_id=words.tax_consent if words.tax_origin else None,
        information_class=(InformationClass.TAX if words.tax_origin else InformationClass.GENERAL).value,
    )
    write_beside(item, paper, by=by)
    tell("add_paper", cases=[item.case_id], records={"meetings.packetpaper": [paper.pk]})
    return paper


@transaction.atomic
def write_minutes(item: AgendaItem, *, text: str, by: Actor) -> Minutes:
    """The draft of an item's minutes, written anew as a whole."""
    if SittingState(item.sitting.state) not in IS_WRITABLE:
        raise Refused(_only_open("議事録は、開会してから、公開するまでの間に書けます。"))
    demand_unnamed(item, text, by=by)
    minutes = item.minutes.order_by("number").first()
    if minutes is None:
        minutes = write_beside(item, Minutes(item=item, text=text), by=by)
    else:
        Minutes.objects.filter(pk=minutes.pk).update(
            text=text, edition=F("edition") + 1, changed_by=by.staff, changed_at=by.at
        )
    tell("write_minutes", cases=[item.case_id], records={"meetings.minutes": [minutes.pk]})
    return minutes


@transaction.atomic
def settle(item: AgendaItem, texts: dict[str, str], *, by: Actor) -> None:
    """Write down how the sitting settled the matters of its occasion (P-3); written anew, the text changes."""
    _demand_open(item)
    known = set(item.matters.values_list("code", flat=True))
    for code in matter_codes_of(item):
        text = texts.get(code, "").strip()
        if not text:
            continue
        if code in known:
            SettledMatter.objects.filter(item=item, code=code).update(
                text=text, edition=F("edition") + 1, changed_by=by.staff, changed_at=by.at
            )
        else:
            write_beside(item, SettledMatter(item=item, code=code, text=text), by=by)
    tell("settle", cases=[item.case_id], records={"meetings.agendaitem": [item.pk]})


@transaction.atomic
def decide(item: AgendaItem, *, judgement: Judgement, dissent: str = "", by: Actor) -> Decision:
    """The sitting's judgement on a part at its occasion; 適切 and 継続 carry it out at once (P-2)."""
    _demand_open(item)
    demand(may_go_on(ItemMove.DECIDE, state_of_item(item)))
    if item.part is None or not item.occasion:
        raise Refused(
            refused(
                "この議題には、決めるプランがありません。", basis="実施計画 3-1(2)6", rule="P-2", remedy=""
            )
        )
    occasion = Occasion(item.occasion)
    labels = matter_labels()
    evidence = attempts_on_record(item.part) if occasion is Occasion.SUSPEND else ()
    open_matters = unsettled(occasion, (*evidence, *matters_of(item)), required_of(item))
    over = ends_without_consent(item)
    demand(
        may_be_decided(
            meeting=kind_of(item.sitting),
            state=state_of(item.part),
            occasion=occasion,
            judgement=judgement,
            unsettled_labels=tuple(labels.get(code, code) for code in open_matters),
            discussed=allowed("P-2b")
            if over
            else discussed(
                item.sitting,
                case=item.case_id,
                persons=frozenset(item.concerns),
                item=item,
                by=by,
            ),
            is_consent_over=over is not None,
            ready=ready(item.part, item.version, occasion),
        )
    )
    decision = Decision(
        item=item, judgement=judgement.value, dissent=dissent, decided_on=item.sitting.held_on
    )
    write_beside(item, decision, by=by)
    if judgement in CARRIED_OUT:
        call("carry_out_decision", decision.pk, new_id())
    tell(
        "decide",
        cases=[item.case_id],
        records={"meetings.decision": [decision.pk]},
        detail={"without_consent": over.value} if over else {},
    )
    return decision


@transaction.atomic
def decide_policy(item: AgendaItem, *, text: str, review_on: date, by: Actor) -> SupportPolicy:
    """関わりの方針 of a 支援会議, in the room of its matter, with a review date (P-2a)."""
    _demand_open(item)
    demand(may_go_on(ItemMove.DECIDE, state_of_item(item)))
    if not kind_of(item.sitting).is_sealed or item.matter_id is None:
        raise Refused(
            refused(
                "関わりの方針は、支援会議で決めます。",
                basis="実施計画 3-1(2)3②",
                rule="P-2a",
                remedy="本人の同意が得られている方には、支援プランを立ててください。",
            )
        )
    settled = {matter.code for matter in matters_of(item) if matter.text.strip()}
    open_matters = [code for code in required_of(item) if code not in settled]
    if open_matters:
        labels = matter_labels()
        raise Refused(
            refused(
                "この会議で確認する事項が、まだ残っています。",
                basis="実施計画 3-1(2)3",
                rule="P-3",
                remedy="会議で確認したことを書いてから決めてください。",
                details=tuple(labels.get(code, code) for code in open_matters),
            )
        )
    if review_on <= item.sitting.held_on:
        raise Refused(
            refused("見直しの日は、会議の日より後にしてください。", basis="実施計画 3-1(2)", rule="P-2a")
        )
    policy = SupportPolicy(item=item, text=text, review_on=review_on)
    rooms.write(policy, home=item.matter_id, case=item.case_id, concerns=item.concerns, by=by)
    tell("decide_policy", cases=[item.case_id], records={"meetings.supportpolicy": [policy.pk]})
    return policy


@transaction.atomic
def review_policy(item: AgendaItem, *, by: Actor) -> None:
    """The review of a 関わりの方針 has been made; a new one is decided by a sitting."""
    policies = SupportPolicy.objects.filter(item=item, reviewed_on=None)
    if policies.update(reviewed_on=by.today) != 1:
        raise Refused(
            refused(
                "この方針は、見直しが済んでいるか、見つかりません。",
                basis="実施計画 3-1(2)3②",
                rule="P-2a",
                remedy="画面を開き直してください。",
            )
        )
    tell(
        "review_policy",
        cases=[item.case_id],
        records={"meetings.agendaitem": [item.pk]},
        detail={"by": by.staff},
    )


@transaction.atomic
def assign_role(
    item: AgendaItem, *, desk: int, text: str, due_on: date | None, is_urgent: bool = False, by: Actor
) -> None:
    """One role line into the role-holder's own desk room, where it outlives the packet, and one beside the item.

    An urgent measure without a day is due on the day of the sitting.
    """
    _demand_open(item)
    due = item.sitting.held_on if is_urgent and due_on is None else due_on
    call("assign_role", new_id(), item.pk, desk, text, due)
    agreed = AgreedRole(item=item, desk_id=desk, text=text, due_on=due, is_urgent=is_urgent)
    write_beside(item, agreed, by=by)
    tell(
        "assign_role",
        cases=[item.case_id],
        records={"meetings.agendaitem": [item.pk]},
        detail={"desk": desk, "by": by.staff},
    )


def write_beside(item: AgendaItem, record: R, *, by: Actor) -> R:
    """Store a record in the item's own home, laid open as the item is."""
    return rooms.write(
        record, home=item.home_id, case=item.case_id, concerns=item.concerns, doors=item.doors, by=by
    )


def demand_unnamed(item: AgendaItem, *texts: str, by: Actor) -> None:
    """An anonymous item takes no text that names its people (M-7)."""
    if item.is_anonymous:
        names = names_of(item.case_id, frozenset(item.concerns), by)
        demand(may_stand_anonymous("\n".join(texts), names))


def _demand_open(item: AgendaItem) -> None:
    if item.sitting.state != SittingState.OPEN.value:
        raise Refused(_only_open("会議が開かれている間だけ、確認した事項や決定を書けます。"))


def _only_open(sentence: str) -> Verdict:
    return refused(
        sentence, basis="実施計画 3-1(2)", rule="M-3", remedy="主催者が開会してから書いてください。"
    )
