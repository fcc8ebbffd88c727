"""An ecomap told in sentences."""

from kasane.diagrams.surroundings import Direction, Outside, OutsideKind, Strength

KINDS = {
    OutsideKind.AGENCY: "機関",
    OutsideKind.PERSON: "人",
    OutsideKind.RESOURCE: "地域の資源",
    OutsideKind.WORK_OR_SCHOOL: "職場・学校",
}
STRENGTHS = {Strength.STRONG: "強い", Strength.ORDINARY: "ふつうの", Strength.WEAK: "弱い"}
DIRECTIONS = {
    Direction.TO: "{centre}から{label}へ働きかけています。",
    Direction.FROM: "{label}から{centre}へ働きかけています。",
    Direction.BOTH: "たがいに働きかけています。",
    Direction.NONE: "",
}


def words(centre: str, outsides: tuple[Outside, ...]) -> tuple[str, ...]:
    if not outsides:
        return (f"このエコマップの中心は{centre}です。まわりには、まだ何も書かれていません。",)
    opening = f"このエコマップの中心は{centre}です。まわりの人や機関の数は{len(outsides)}です。"
    return (opening, *(_outside(centre, outside) for outside in outsides))


def _outside(centre: str, outside: Outside) -> str:
    more = f"、{'、'.join(outside.lines)}" if outside.lines else ""
    conflict = "対立があります。" if outside.is_conflict else ""
    way = DIRECTIONS[outside.direction].format(centre=centre, label=outside.label)
    return f"{outside.label}（{KINDS[outside.kind]}{more}）とは、{STRENGTHS[outside.strength]}つながりです。{conflict}{way}"
