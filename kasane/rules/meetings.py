"""The two meetings the law tells apart: who is discussed where, who convenes, who reads the packet (M-1 to M-3)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from kasane.rules.consents import SHARING, SUPPORT, ConsentFacts, is_in_force
from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused


class MeetingKind(Enum):
    SUPPORT_CONFERENCE = "support_conference"
    MULTILAYERED = "multilayered"
    # 要対協, 支援調整会議 …: convened by its own secretariat, with items designated as 支援会議 (M-6).
    EXISTING_BODY = "existing_body"

    @property
    def label(self) -> str:
        return KIND_LABELS[self]

    @property
    def is_sealed(self) -> bool:
        """Whether its items lie in sealed rooms, without consent and under statutory secrecy."""
        return self is not MeetingKind.MULTILAYERED


KIND_LABELS = {
    MeetingKind.SUPPORT_CONFERENCE: "支援会議",
    MeetingKind.MULTILAYERED: "重層的支援会議",
    MeetingKind.EXISTING_BODY: "既存の会議体",
}


class ConferencePurpose(Enum):
    """The three contents of 支援会議 (実施計画 3-1(2)3)."""

    SHARING = "sharing"
    POLICY = "policy"
    URGENT = "urgent"

    @property
    def label(self) -> str:
        return PURPOSE_LABELS[self]


PURPOSE_LABELS = {
    ConferencePurpose.SHARING: "気になる事例についての情報提供・情報共有",
    ConferencePurpose.POLICY: "支援方針の決定と共有",
    ConferencePurpose.URGENT: "緊急性がある事案への対応",
}


class ItemKind(Enum):
    CASE = "case"
    COMMUNITY = "community"


@dataclass(frozen=True)
class Named:
    """A person or agency with the name a refusal says."""

    id: int
    name: str


def uncovered_pairs(
    *,
    persons: tuple[Named, ...],
    agencies: tuple[Named, ...],
    consents: tuple[ConsentFacts, ...],
    on: date,
) -> tuple[tuple[Named, Named], ...]:
    """Every (agency, person) for which no consent in force covers support and sharing."""
    covered = {
        (agency, consent.person)
        for consent in consents
        if is_in_force(consent, on) and {SUPPORT, SHARING} <= consent.purposes
        for agency in consent.agencies
    }
    return tuple((a, p) for p in persons for a in agencies if (a.id, p.id) not in covered)


@rule(
    "M-1",
    source="実施計画 3-1(2)2",
    says="重層的支援会議の事例は、全員について、出席する全機関との支援と共有の同意があるものに限る。",
)
@rule("M-2", source="実施計画 3-1(2)3③", says="地域課題・資源開発の議題は、人を対象にせず、同意も要らない。")
def may_be_discussed(
    *,
    at: MeetingKind,
    item: ItemKind,
    persons: tuple[Named, ...],
    with_agencies: tuple[Named, ...],
    consents: tuple[ConsentFacts, ...],
    on: date,
) -> Verdict:
    """Whether an item may be taken by a meeting with these agencies present."""
    if item is ItemKind.COMMUNITY:
        return _community(at, persons)
    if not persons:
        return refused(
            "だれについての議題かが選ばれていません。",
            basis="実施計画 3-1(2)",
            rule="M-1",
            remedy="対象の方を選んでください。",
        )
    if at.is_sealed:
        return allowed("M-3")
    pairs = uncovered_pairs(persons=persons, agencies=with_agencies, consents=consents, on=on)
    if not pairs:
        return allowed("M-1")
    return refused(
        "出席機関すべてについて本人の同意が確認できていません。",
        basis="実施計画 3-1(2)2",
        rule="M-1",
        remedy="同意を得てから議題にするか、同意のない方は支援会議で扱ってください。",
        details=tuple(f"{agency.name} × {person.name}" for agency, person in pairs),
    )


def _community(at: MeetingKind, persons: tuple[Named, ...]) -> Verdict:
    if at is not MeetingKind.MULTILAYERED:
        return refused(
            "地域課題・資源開発は、重層的支援会議の議題です。",
            basis="実施計画 3-1(2)3③",
            rule="M-2",
            remedy="重層的支援会議に立ててください。",
        )
    if persons:
        return refused(
            "地域課題・資源開発の議題では、個人を扱えません。",
            basis="実施計画 3-1(2)3③",
            rule="M-2",
            remedy="個別の事例は、別の議題に分けてください。",
        )
    return allowed("M-2")


@rule(
    "M-3",
    source="社会福祉法106条の6、実施計画 3-1(2)4",
    says="二つの会議は福祉総合相談担当が主催し、CSWとともに開く。支援会議は目的を一つ選ぶ。",
)
def may_convene(
    *,
    is_host: bool,
    kind: MeetingKind,
    purpose: ConferencePurpose | None,
    agencies: frozenset[int],
    standing: tuple[Named, ...],
) -> Verdict:
    """Whether a sitting may be convened; `standing` are host and CSW, who belong to every one."""
    if not is_host:
        return refused(
            "会議を招集できるのは、福祉総合相談担当だけです。",
            basis="実施計画 3-1(2)4",
            rule="M-3",
            remedy="福祉総合相談担当に、つなぎや電話で相談してください。",
        )
    if kind is MeetingKind.SUPPORT_CONFERENCE and purpose is None:
        return refused(
            "支援会議の目的が選ばれていません。",
            basis="実施計画 3-1(2)3",
            rule="M-3",
            remedy="三つのうち一つを選んでください。",
        )
    absent = tuple(named.name for named in standing if named.id not in agencies)
    if absent:
        return refused(
            "常に出席する機関が、出席者に入っていません。",
            basis="実施計画 3-1(2)4",
            rule="M-3",
            remedy="出席者に加えてください。",
            details=absent,
        )
    return allowed("M-3")


@rule(
    "M-3", source="社会福祉法106条の6第5項", says="資料は、名前を挙げられ誓約した人だけが、期限まで読める。"
)
def may_open_packet(*, is_named: bool, has_pledged: bool, until: date, on: date) -> Verdict:
    """Whether somebody may open the packet; who is not named must not even learn of it."""
    basis = "社会福祉法106条の6第5項"
    if not is_named:
        return refused("この会議の出席者に入っていません。", basis=basis, rule="M-3")
    if not has_pledged:
        return refused(
            "誓約をいただくまで、資料は開きません。",
            basis=basis,
            rule="M-3",
            remedy="誓約の文を読んで、誓約してください。",
        )
    if on > until:
        return refused(
            "資料を閲覧できる期間が終わりました。知り得たことを守る義務は続きます。",
            basis=basis,
            rule="M-3",
            remedy="必要なときは、主催する福祉総合相談担当にお尋ねください。",
        )
    return allowed("M-3")


@rule(
    "M-6",
    source="実施計画 3-1(2)6",
    says="既存の会議体は、その事務局が招集する。重複する議題を、福祉総合相談担当が前もって支援会議と位置付ける。",
)
def may_convene_body(
    *, runs: frozenset[str], body: str, purpose: ConferencePurpose | None, own_agency_called: bool
) -> Verdict:
    """Whether a desk that runs these existing bodies may convene one of them."""
    basis = "実施計画 3-1(2)6"
    if body not in runs:
        return refused(
            "この会議体を招集できるのは、その事務局だけです。",
            basis=basis,
            rule="M-6",
            remedy="会議体の事務局に相談してください。",
        )
    if purpose is None:
        return refused(
            "支援会議としての目的が選ばれていません。",
            basis="実施計画 3-1(2)3",
            rule="M-6",
            remedy="三つのうち一つを選んでください。",
        )
    if not own_agency_called:
        return refused(
            "招集する事務局が、出席者に入っていません。",
            basis=basis,
            rule="M-6",
            remedy="事務局の方を出席者に加えてください。",
        )
    return allowed("M-6")


@rule(
    "M-6", source="実施計画 3-1(2)6", says="支援会議と位置付けるには、福祉総合相談担当とCSWが出席者にいる。"
)
def may_designate(*, is_host: bool, is_waiting: bool, absent: tuple[str, ...]) -> Verdict:
    """Whether an item of an existing body may be designated as 支援会議; `absent` are standing members not called."""
    basis = "実施計画 3-1(2)6"
    if not is_host:
        return refused(
            "支援会議と位置付けるのは、福祉総合相談担当です。",
            basis=basis,
            rule="M-6",
            remedy="福祉総合相談担当の返事をお待ちください。",
        )
    if not is_waiting:
        return refused(
            "この議題の位置付けは、もう決まっています。",
            basis=basis,
            rule="M-6",
            remedy="画面を開き直してください。",
        )
    if absent:
        return refused(
            "支援会議にいつも出席する機関が、出席者に入っていません。",
            basis="実施計画 3-1(2)4",
            rule="M-5",
            remedy="事務局に、出席者に加えるよう頼んでください。",
            details=absent,
        )
    return allowed("M-6")
