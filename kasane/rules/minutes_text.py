"""The draft of an item's minutes, from what was written while it was discussed."""

from dataclasses import dataclass
from datetime import date

from kasane.japanese.wareki import wareki


@dataclass(frozen=True)
class RoleTold:
    """A role as the minutes say it."""

    desk: str
    text: str
    due_on: date | None
    is_urgent: bool


@dataclass(frozen=True)
class MinutesFacts:
    """One item as its minutes tell it; every text is as it was written, every list in its order."""

    meeting: str
    held_on: date
    place: str
    topic: str
    people: str
    bases: tuple[str, ...]
    attendance: tuple[str, ...]
    away: tuple[str, ...] = ()
    contributions: tuple[tuple[str, str], ...] = ()
    matters: tuple[tuple[str, str], ...] = ()
    judgement: str = ""
    dissent: str = ""
    policy: str = ""
    review_on: date | None = None
    roles: tuple[RoleTold, ...] = ()
    deferred_why: str = ""


def minutes_text(facts: MinutesFacts) -> str:
    """The draft as plain text: a heading and its lines for everything there is something to say of."""
    parts = (
        ("会議", (f"{facts.meeting}　{wareki(facts.held_on)}　{facts.place}",)),
        ("議題", (facts.topic, f"{facts.people}について")),
        ("根拠", ("、".join(facts.bases),)),
        ("出席", facts.attendance),
        ("この議題から外れた方", facts.away),
        ("発言の要点", tuple(f"{who}：{text}" for who, text in facts.contributions)),
        ("確認した事項", tuple(f"{label}：{text}" for label, text in facts.matters)),
        ("決定", _decided(facts)),
        ("役割", tuple(_role(role) for role in facts.roles)),
        ("次回への持ち越し", (facts.deferred_why,) if facts.deferred_why else ()),
    )
    return "\n\n".join("\n".join((f"■ {title}", *lines)) for title, lines in parts if lines)


def _decided(facts: MinutesFacts) -> tuple[str, ...]:
    lines = []
    if facts.judgement:
        lines.append(f"{facts.judgement}（支援決定日 {wareki(facts.held_on)}）")
    if facts.policy:
        lines.append(f"関わりの方針：{facts.policy}")
    if facts.review_on:
        lines.append(f"見直しの日：{wareki(facts.review_on)}")
    if facts.dissent:
        lines.append(f"異なる意見：{facts.dissent}")
    return tuple(lines)


def _role(role: RoleTold) -> str:
    by = f"{wareki(role.due_on)}まで" if role.due_on else "期限なし"
    return f"{'【緊急の対応】' if role.is_urgent else ''}{role.desk}：{role.text}（{by}）"
