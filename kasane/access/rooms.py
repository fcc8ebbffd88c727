"""Rooms and keys as plain values, and the one rule of who may read a record (design section 2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class CompartmentKind(Enum):
    DESK = "desk"
    SEALED = "sealed"
    CONSENTED = "consented"


class InformationClass(Enum):
    """情報の区分: beside the room, a key must also cover the class."""

    GENERAL = "general"
    SENSITIVE = "sensitive"
    TAX = "tax"
    PROTECTED_ADDRESS = "protected_address"
    INFORMANT = "informant"

    @property
    def label(self) -> str:
        return CLASS_LABELS[self]


CLASS_LABELS = {
    InformationClass.GENERAL: "一般",
    InformationClass.SENSITIVE: "要配慮",
    InformationClass.TAX: "税情報",
    InformationClass.PROTECTED_ADDRESS: "支援措置（住所等）",
    InformationClass.INFORMANT: "情報提供者",
}
ALL_CLASSES = tuple(c.value for c in InformationClass)
# Read only shortly after the reader's secret was asked for again.
STEP_UP_CLASSES = frozenset({InformationClass.TAX.value, InformationClass.PROTECTED_ADDRESS.value})


class Basis(Enum):
    """The legal ground on which a key is held."""

    OWN_DUTY = "own_duty"
    REFERRAL = "referral"
    CONSENT = "consent"
    SUPPORT_CONFERENCE = "support_conference"
    EMERGENCY = "emergency"

    @property
    def label(self) -> str:
        return BASIS_LABELS[self]

    @property
    def sentence(self) -> str:
        """Why somebody sees, as a page tells them."""
        return BASIS_SENTENCES[self]


BASIS_LABELS = {
    Basis.OWN_DUTY: "所掌事務",
    Basis.REFERRAL: "つなぎの受付",
    Basis.CONSENT: "本人同意",
    Basis.SUPPORT_CONFERENCE: "支援会議",
    Basis.EMERGENCY: "緊急",
}
BASIS_SENTENCES = {
    Basis.OWN_DUTY: "自分の窓口の所掌事務として記録したものです（個人情報保護法61条の利用目的の範囲）。",
    Basis.REFERRAL: "この窓口に届いたつなぎに添えられたものです（利用目的の範囲で受け取りました）。",
    Basis.CONSENT: "ご本人が、この機関との共有に同意しています（実施計画 3-1(2)、個人情報保護法69条2項1号）。",
    Basis.SUPPORT_CONFERENCE: "支援会議の構成員として誓約のうえ閲覧しています（社会福祉法106条の6）。",
    Basis.EMERGENCY: "人の生命・身体・財産を守るため、緊急に閲覧しています（個人情報保護法69条2項4号・27条1項2号）。72時間で終わり、個人情報担当が確かめます。",
}


@dataclass(frozen=True)
class Key:
    """A grant as the rule sees it; `ended_at` and `valid_to` are instants from which it opens nothing."""

    compartment: int
    holder: int
    classes: frozenset[str]
    basis: Basis
    valid_from: datetime
    valid_to: datetime | None = None
    ended_at: datetime | None = None

    def is_live(self, at: datetime) -> bool:
        return self.valid_from <= at and all(
            end is None or at < end for end in (self.valid_to, self.ended_at)
        )

    def opens(self, compartment: int, information_class: str, at: datetime) -> bool:
        return self.compartment == compartment and information_class in self.classes and self.is_live(at)


@dataclass(frozen=True)
class Guard:
    """What guards a record: its home, the doors it was laid open through, its class."""

    home: int
    doors: tuple[int, ...]
    information_class: str


def opening_keys(guard: Guard, keys: Iterable[Key], at: datetime, *, is_stepped_up: bool) -> tuple[Key, ...]:
    """The keys by which a record may be read at an instant; none when it may not be read.

    A record has one home, and a key to it reads. If it has been laid open under consent, so do the keys
    to the consented compartments of every person it concerns. Nothing else opens it. 税情報 and protected
    addresses open only to who was asked for their secret again.
    """
    if guard.information_class in STEP_UP_CLASSES and not is_stepped_up:
        return ()
    held = tuple(keys)
    at_home = tuple(k for k in held if k.opens(guard.home, guard.information_class, at))
    if at_home or not guard.doors:
        return at_home
    through_doors: list[Key] = []
    for door in guard.doors:
        opening = [k for k in held if k.opens(door, guard.information_class, at)]
        if not opening:
            return ()
        through_doors += opening
    return tuple(through_doors)


def may_read(guard: Guard, keys: Iterable[Key], at: datetime, *, is_stepped_up: bool) -> bool:
    return bool(opening_keys(guard, keys, at, is_stepped_up=is_stepped_up))
