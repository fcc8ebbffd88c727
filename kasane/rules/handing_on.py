"""Handing on what arrived, splitting a matter over several desks, and which desk is likely to fit (F-1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kasane.rules.referrals import WAITING, ReferralState
from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused


@dataclass(frozen=True)
class PieceFacts:
    """One part of a matter on its way: to which desk, with which issues."""

    desk: int
    issues: frozenset[int]


@dataclass(frozen=True)
class DeskFacts:
    """What the provision says of a desk: the fields it takes, and its district where it has one."""

    id: int
    fields: frozenset[str]
    district: int | None


@rule(
    "F-1",
    source="実施計画 2-2、つなぎの運用（domain 1.5）",
    says="届いたつなぎを受け付けてほかの窓口へ回すのは、福祉総合相談担当。ほかの窓口は、相談先を添えてお返しする。",
)
def may_hand_on(*, state: ReferralState, is_receiver: bool, is_host: bool) -> Verdict:
    """Whether an arrived つなぎ may be taken and handed on in one step."""
    if not (is_receiver and is_host):
        return refused(
            "届いたつなぎをほかの窓口へ回せるのは、福祉総合相談担当だけです。",
            basis="実施計画 2-2",
            rule="F-1",
            remedy="合わないときは、合いそうな窓口を添えてお返ししてください。受け付けてから、あらためてつなぐこともできます。",
        )
    if state not in WAITING:
        return refused(
            f"「{state.label}」のつなぎは、もう回せません。",
            basis="つなぎの流れ",
            rule="F-1",
            remedy="受け付けたあとは、世帯のページの「分けてつなぐ」から、つないでください。",
        )
    return allowed("F-1")


@rule(
    "F-1",
    source="実施計画 2-2（課題の解きほぐし）",
    says="分けてつなぐときは、一つの窓口に一つのつなぎで、どの課題をどの窓口に頼むかを選ぶ。",
)
def may_split(pieces: Sequence[PieceFacts], *, own_desk: int) -> Verdict:
    """Whether a matter may go out in these parts; what is in no part stays where it is."""
    if not pieces:
        return _refused("つなぎ先が、一つも選ばれていません。", "つなぎ先を選んでください。")
    desks = [piece.desk for piece in pieces]
    if own_desk in desks:
        return _refused(
            "自分の窓口には、つなげません。", "この窓口で受け持つ課題は、どのつなぎにも入れないでください。"
        )
    if len(set(desks)) < len(desks):
        return _refused(
            "同じ窓口が、二度選ばれています。", "同じ窓口に頼むことは、一つのつなぎにまとめてください。"
        )
    if len(pieces) > 1 and not all(piece.issues for piece in pieces):
        return _refused(
            "どの課題を頼むかが選ばれていないつなぎがあります。",
            "分けるときは、つなぎごとに課題を一つ以上選んでください。",
        )
    return allowed("F-1")


def proposed(fields: frozenset[str], district: int | None, desks: Sequence[DeskFacts]) -> tuple[int, ...]:
    """The desks that take one of the fields, those of the household's district before those of the whole city.

    A desk of another district, or of any while none is known, is not proposed.
    """
    fitting = [desk for desk in desks if desk.fields & fields and desk.district in (None, district)]
    return tuple(desk.id for desk in sorted(fitting, key=lambda desk: desk.district is None))


def district_of(address: str, municipality: str, districts: Mapping[int, str]) -> int | None:
    """The district whose name an address begins with, after the municipality's own; the longest name wins."""
    _, found, rest = address.partition(municipality)
    town = rest if found else address
    named = {number: name.removesuffix("地区") for number, name in districts.items()}
    fitting = [number for number, name in named.items() if name and town.startswith(name)]
    return max(fitting, key=lambda number: len(named[number]), default=None)


def _refused(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis="つなぎの流れ", rule="F-1", remedy=remedy)
