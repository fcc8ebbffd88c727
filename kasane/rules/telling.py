"""What may be told to whom beyond the desks, and what a つなぎ without names may say (F-2)."""

import re
import unicodedata
from dataclasses import dataclass

from kasane.rules.referrals import BASES, NEEDS_REASON, NamesBasis
from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

# Bases by which somebody without an account may be told a name; 61条 and 69条2項 speak of offices only.
OUTSIDE = (
    NamesBasis.CONSENT,
    NamesBasis.PUBLIC_BODIES,
    NamesBasis.DANGER,
    NamesBasis.STATUTORY_DUTY,
    NamesBasis.NAMELESS,
)
SHORTEST_TELLING = 2
SHORTEST_NUMBER = 6


@dataclass(frozen=True)
class Telling:
    """What of one person would tell who they are: names as written (surname, space, given name), and the rest."""

    names: tuple[str, ...] = ()
    kana: str = ""
    address: str = ""
    phone: str = ""


@rule(
    "F-2",
    source="個人情報保護法27条1項・69条2項（domain 4.2）",
    says="アカウントのない機関・人に名前を伝えるのは、同意・危険・法令、または行政機関どうしのときだけ。",
)
def may_be_told_outside(
    *, basis: NamesBasis, persons: frozenset[int], reason: str, both_public: bool
) -> Verdict:
    """Whether somebody without an account may be told names; how consent was given is written down as the reason."""
    if basis is NamesBasis.NAMELESS:
        return allowed("F-2")
    if basis not in OUTSIDE:
        return _refused(
            basis,
            "【本人同意なし】相談受付・申込票を送れるのは、福祉総合相談担当だけです。",
            "ほかの根拠を選ぶか、名前を伝えないつなぎにしてください。",
        )
    if not persons:
        return _refused(basis, "だれについてのつなぎかが選ばれていません。", "対象の方を選んでください。")
    if basis is NamesBasis.PUBLIC_BODIES and not both_public:
        return _refused(basis, "双方が行政機関であるときにだけ使えます。", "ほかの根拠を選んでください。")
    if (basis in NEEDS_REASON or basis is NamesBasis.CONSENT) and not reason.strip():
        return _refused(
            basis,
            "この根拠を使う理由が書かれていません。",
            "理由（同意のときは、いつ・どのように本人に確かめたか）を書いてください。",
        )
    return allowed("F-2")


@rule(
    "F-2",
    source="個人情報保護法2条1項（domain 4.2）",
    says="名前を伝えないつなぎは、分野・年代・急ぎ具合と依頼だけを書く。頭文字でも名前は隠れない。",
)
def may_go_nameless(
    *, fields: tuple[str, ...], urgency: str, texts: tuple[str, ...], persons: tuple[Telling, ...]
) -> Verdict:
    """Whether a sheet without names says its field and urgency, and nothing that tells who somebody is."""
    missing = tuple(
        label for label, told in (("分野（もとになった課題）", fields), ("急ぎ具合", urgency)) if not told
    )
    if missing:
        return refused(
            "名前を伝えないつなぎに、要ることが書かれていません。",
            basis=BASES[NamesBasis.NAMELESS][1],
            rule="F-2",
            remedy="分野は、もとになった課題を選ぶと伝わります。",
            details=missing,
        )
    told = tuple(dict.fromkeys(word for text in texts for word in _telling_words(text, persons)))
    if told:
        return refused(
            "名前を伝えないつなぎに、その方とわかることばが書かれています。",
            basis=BASES[NamesBasis.NAMELESS][1],
            rule="F-2",
            remedy="そのことばを消すか、名前を伝えられる根拠を選んでください。",
            details=told,
        )
    return allowed("F-2")


def _telling_words(text: str, persons: tuple[Telling, ...]) -> list[str]:
    plain, digits = _plain(text), re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
    found = []
    for person in persons:
        parts = {part for name in person.names for part in (name, *name.split())} | {person.kana}
        found += [part for part in sorted(parts) if _tells(part) and _plain(part) in plain]
        if person.address and _plain(person.address) in plain:
            found.append(person.address)
        number = re.sub(r"\D", "", person.phone)
        if len(number) >= SHORTEST_NUMBER and number in digits:
            found.append(person.phone)
    return found


def _tells(part: str) -> bool:
    """Whether a part of a name is long enough not to be an ordinary word; hiragana alone needs one letter more."""
    plain = _plain(part)
    is_hiragana = bool(re.fullmatch(r"[ぁ-ゖー]+", plain))
    return len(plain) >= SHORTEST_TELLING + is_hiragana


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _refused(basis: NamesBasis, reason: str, remedy: str) -> Verdict:
    return refused(reason, basis=basis.basis, rule="F-2", remedy=remedy)
