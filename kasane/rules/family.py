"""The household and its ties over time: moves, ties, deaths, and who may act for somebody (H-1 to H-4)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from kasane.japanese.partial import earliest, is_after, latest
from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

MAJORITY = 18
CIVIL_CODE = "民法 876条の4・876条の9"


class Power(Enum):
    """By which power somebody acts for another; the list `power` may hold more, which no rule asks about."""

    GUARDIAN = "guardian_adult"
    CURATOR = "curator"
    ASSISTANT = "assistant"
    VOLUNTARY_GUARDIAN = "voluntary_guardian"
    PARENTAL = "parental"


NEEDS_SCOPE = frozenset({Power.CURATOR.value, Power.ASSISTANT.value})
COUPLE = frozenset({"spouse", "separated_spouse"})


@dataclass(frozen=True)
class Span:
    """From when to when, as days known in part (`japanese/partial.py`); empty: not known."""

    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class LifeFacts:
    """When somebody was born and died, as far as it is known; `name` as a sentence speaks of them."""

    name: str
    born: str = ""
    died: str = ""


@rule(
    "H-1",
    source="個人情報保護法65条（正確性の確保）",
    says="世帯の移動は、前の世帯を終えて次を始め、生まれる前・亡くなった後・まだ来ていない日には記録できない。",
)
def may_move(
    *,
    since: str,
    before: tuple[LifeFacts, ...],
    began: tuple[str, ...],
    staying: tuple[str, ...],
    today: date,
) -> Verdict:
    """Whether everybody of `before` may move on a day.

    `began` is when each came to where they live now, `staying` who would move to where they already are.
    """
    if staying:
        return refused(
            "すでにその世帯の方が選ばれています。",
            basis="",
            rule="H-1",
            details=staying,
            remedy="移った方だけを選んでください。",
        )
    if not since:
        return _refused(
            "H-1", "いつ移ったかが書かれていません。", "わかるところまで（平成10年頃 など）書いてください。"
        )
    if earliest(since) > today:
        return _refused("H-1", "移った日が、きょうより後です。", "移ったあとで記録してください。")
    for one in before:
        if is_after(one.born, since):
            return _refused(
                "H-1", f"{one.name}の移った日が、生まれるより前です。", "日付を確かめてください。"
            )
        if one.died:
            return _refused("H-1", f"{one.name}は亡くなられています。", "移った方から外してください。")
    if any(is_after(start, since) for start in began):
        return _refused(
            "H-1",
            "いまの世帯に入った日より前に移ったことになります。",
            "日付を確かめるか、まちがっている前の記録を取り消してください。",
        )
    return allowed("H-1")


@rule(
    "H-2",
    source="個人情報保護法65条（正確性の確保）",
    says="続柄と関わりは別の人どうしに、始まりから終わりへ向けて記録し、終わったものも残す。",
)
def may_be_tied(*, one: int, other: int, span: Span, today: date) -> Verdict:
    """Whether two people may be tied; a tie to oneself, of the future or running backwards may not."""
    if one == other:
        return _refused("H-2", "同じ方どうしは、結べません。", "二人の別の方を選んでください。")
    return may_last(span=span, today=today)


@rule(
    "H-2",
    source="民法732条",
    says="配偶者は同時に一人とし、前の結婚を終えてから次を記録する。",
)
def may_marry(*, relation: str, spouses: int) -> Verdict:
    """Whether a 続柄 may be begun while so many unended marriages of the two to others are on record."""
    if relation not in COUPLE or not spouses:
        return allowed("H-2")
    return _refused(
        "H-2",
        "配偶者の記録が、ほかの方との間にまだ続いています。",
        "前の続柄を終えてから記録してください（届けを出していないときは「内縁・パートナー」を選びます）。",
    )


def may_last(*, span: Span, today: date) -> Verdict:
    """Whether something may have begun and ended then."""
    if span.since and earliest(span.since) > today:
        return _refused("H-2", "始まった日が、きょうより後です。", "日付を確かめてください。")
    if is_after(span.since, span.until):
        return _refused("H-2", "終わった日が、始まった日より前です。", "日付を確かめてください。")
    return allowed("H-2")


@rule(
    "H-2",
    source="個人情報保護法65条（正確性の確保）",
    says="終わりは、きょうまでの日で、一度だけ記録する。まちがいは、わけを書いて取り消す。",
)
def may_end(*, span: Span, until: str, today: date) -> Verdict:
    """Whether what is still so may be said to have ended then."""
    if span.until:
        return _refused("H-2", "この記録は、すでに終わっています。", "画面を開き直して確かめてください。")
    if not until:
        return _refused("H-2", "いつ終わったかが書かれていません。", "わかるところまで書いてください。")
    if earliest(until) > today:
        return _refused("H-2", "終わった日が、きょうより後です。", "終わったあとで記録してください。")
    return may_last(span=Span(span.since, until), today=today)


@rule(
    "H-3",
    source="実施計画 3-1(2)、民法111条",
    says="亡くなったことは一度だけ記録し、その方の同意と、同意から渡った鍵は同時に終わる。",
)
def may_be_told_dead(*, life: LifeFacts, died: str, today: date) -> Verdict:
    """Whether somebody's death may be recorded; a day known in part will do."""
    if life.died:
        return _refused(
            "H-3",
            f"{life.name}が亡くなったことは、すでに記録されています。",
            "まちがいがあれば、その記録を取り消してから書き直してください。",
        )
    if earliest(died) > today:
        return _refused("H-3", "亡くなった日が、きょうより後です。", "日付を確かめてください。")
    if is_after(life.born, died):
        return _refused("H-3", "亡くなった日が、生まれるより前です。", "日付を確かめてください。")
    return allowed("H-3")


@rule(
    "C-1",
    source="実施計画 3-1(2)、3-1(3)",
    says="支援している間に亡くなった方の終結の手続きは、決まるか書かれるまで「今日」に残る。"
    "受け付けるより前の死亡は、家族の歴史で、手続きを生まない。",
)
def opens_ending(*, died: str, opened_on: date) -> bool:
    """Whether a death leaves something to be ended: it may have happened since the file was opened."""
    return latest(died) >= opened_on


@rule(
    "H-4",
    source="民法824条・859条・876条の4・876条の9",
    says="代理する人は権限と期間を記録し、保佐・補助は代理できる範囲を、親権は18歳未満の方にだけ記録できる。",
)
def may_represent(
    *, power: str, scope: str, is_somebody: bool, is_self: bool, age: int | None, span: Span, today: date
) -> Verdict:
    """Whether somebody may be recorded as acting for a person; `age` is the person's."""
    if not is_somebody:
        return _refused(
            "H-4", "代理する人がだれかが書かれていません。", "世帯の方から選ぶか、氏名を書いてください。"
        )
    if is_self:
        return _refused("H-4", "ご本人は、ご自分を代理できません。", "代理する方を選び直してください。")
    if power in NEEDS_SCOPE and not scope.strip():
        return refused(
            "保佐人・補助人は、審判で決められた範囲でだけ代理できます。",
            basis=CIVIL_CODE,
            rule="H-4",
            remedy="登記事項証明書の代理行為目録を見て、代理できる範囲を書いてください。",
        )
    has_ended = bool(span.until) and earliest(span.until) <= today
    if power == Power.PARENTAL.value and age is not None and age >= MAJORITY and not has_ended:
        return refused(
            "18歳以上の方に、親権者はいません。",
            basis="民法4条・818条",
            rule="H-4",
            remedy="後見などの権限があるときは、それを選んでください。",
        )
    return may_last(span=span, today=today)


def _refused(number: str, reason: str, remedy: str) -> Verdict:
    return refused(reason, basis="", rule=number, remedy=remedy)
