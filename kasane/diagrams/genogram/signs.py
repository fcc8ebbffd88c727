"""What the legend of a genogram explains: the signs this picture uses, and no others."""

from kasane.diagrams.family import Bond, Descent, Member, Quality, Sex, Union
from kasane.diagrams.genogram import symbols
from kasane.diagrams.genogram.bonds import Tie, ends_with_arrow
from kasane.diagrams.genogram.kin import Kin
from kasane.diagrams.genogram.lines import UNION_STYLES, Line, strokes_through
from kasane.diagrams.genogram.ties import bond_strokes, outline
from kasane.diagrams.geometry import Box, Point
from kasane.diagrams.legend import Entry

SEXES = {
    Sex.MALE: "男性",
    Sex.FEMALE: "女性",
    Sex.OTHER: "性別がその他・不明",
    Sex.UNKNOWN: "性別がその他・不明",
}
UNIONS = {
    Union.MARRIED: "婚姻",
    Union.WIDOWED: "婚姻",
    Union.PARTNERS: "届けのないパートナー",
    Union.SEPARATED: "別居",
    Union.DIVORCED: "離婚",
    None: "婚姻の記録なし",
}
DESCENTS = {Descent.ADOPTED: "養子", Descent.FOSTERED: "里子"}
QUALITIES = {
    Quality.CLOSE: "親しい",
    Quality.VERY_CLOSE: "とても親しい",
    Quality.DISTANT: "疎遠",
    Quality.CUT_OFF: "断絶",
    Quality.CONFLICT: "対立",
    Quality.VIOLENCE: "暴力",
    Quality.CARE: "世話・介護",
}
NOBODY: frozenset[int] = frozenset()


def legend_entries(kin: Kin, ties: tuple[Tie, ...], *, has_households: bool) -> tuple[Entry, ...]:
    members = kin.members.values()
    entries = {
        SEXES[m.sex]: _person(SEXES[m.sex], Member(0, "", m.sex)) for m in members if not m.is_expected
    }
    ordered = [entries[words] for words in dict.fromkeys(SEXES.values()) if words in entries]
    if any(m.is_expected for m in members):
        ordered.append(_person("おなかの子", Member(0, "", is_expected=True)))
    if any(m.is_dead for m in members):
        ordered.append(_person("亡くなった人", Member(0, "", Sex.MALE, is_dead=True)))
    if any(m.is_centre for m in members):
        ordered.append(_person("この図の中心", Member(0, "", Sex.FEMALE, is_centre=True)))
    unions = {UNIONS[p.union]: p.union for p in kin.pairs}
    ordered += [_union(words, unions[words]) for words in dict.fromkeys(UNIONS.values()) if words in unions]
    descents = {c.descent for s in kin.sibships for c in s.children}
    ordered += [_descent(words, d) for d, words in DESCENTS.items() if d in descents]
    if has_households:
        ordered.append(Entry("いっしょに暮らす人", _household))
    return tuple(ordered) + _bonds(ties)


def _bonds(ties: tuple[Tie, ...]) -> tuple[Entry, ...]:
    found = {(tie.bond.quality, ends_with_arrow(tie.bond)) for tie in ties}
    kinds = [(quality, has_arrow) for quality in QUALITIES for has_arrow in (False, True)]
    return tuple(
        _bond(QUALITIES[q], Bond(0, 1, q, has_arrow)) for q, has_arrow in kinds if (q, has_arrow) in found
    )


def _ends(box: Box) -> tuple[Point, Point]:
    return (box.left, box.centre[1]), (box.right - 6, box.centre[1])


def _person(words: str, member: Member) -> Entry:
    return Entry(words, lambda box: [symbols.symbol(member, box.centre, 10.0)])


def _bond(words: str, bond: Bond) -> Entry:
    return Entry(words, lambda box: bond_strokes(bond, _ends(box)))


def _union(words: str, union: Union | None) -> Entry:
    style = UNION_STYLES.get(union, "solid")

    def draw(box: Box) -> list[str]:
        (left, y), (right, _) = _ends(box)
        marks = strokes_through(((left + right) / 2, y), union, NOBODY)
        return [
            symbols.line(drawn) for drawn in (Line("union", ((left, y), (right, y)), NOBODY, style), *marks)
        ]

    return Entry(words, draw)


def _descent(words: str, descent: Descent) -> Entry:
    def draw(box: Box) -> list[str]:
        left, right = _ends(box)
        if descent is Descent.FOSTERED:
            return [symbols.line(Line("descent", (left, right), NOBODY, "dotted"))]
        below = ((left[0], left[1] + 5), (right[0], right[1] + 5))
        return [
            symbols.line(Line("descent", (left, right), NOBODY)),
            symbols.line(Line("descent", below, NOBODY, "dashed")),
        ]

    return Entry(words, draw)


def _household(box: Box) -> list[str]:
    (left, y), (right, _) = _ends(box)
    return [outline((((left, y - 9), (right, y - 9), (right, y + 9), (left, y + 9)),))]
