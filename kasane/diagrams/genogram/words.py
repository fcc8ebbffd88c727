"""A family told in sentences, for who listens instead of looks; nothing is said that is not drawn."""

from kasane.diagrams.family import Bond, Child, Descent, Family, Member, Quality, Sex, Union
from kasane.diagrams.genogram.bonds import bonds_drawn
from kasane.diagrams.genogram.kin import Kin, Pair, Sibship

SEXES = {Sex.FEMALE: "女性", Sex.MALE: "男性", Sex.OTHER: "その他の性別", Sex.UNKNOWN: "性別はわからない"}
UNIONS = {
    Union.MARRIED: "は夫婦です。",
    Union.PARTNERS: "は婚姻の届けのないパートナーです。",
    Union.SEPARATED: "は夫婦で、別居しています。",
    Union.DIVORCED: "は離婚しています。",
    Union.WIDOWED: "は夫婦でしたが、死別しています。",
    None: "のあいだには子がいます。婚姻の記録はありません。",
}
BOTH_WAYS = {
    Quality.CLOSE: "は親しい間柄です。",
    Quality.VERY_CLOSE: "はとても親しい間柄です。",
    Quality.DISTANT: "は疎遠です。",
    Quality.CUT_OFF: "は関係が途絶えています。",
    Quality.CONFLICT: "は対立しています。",
    Quality.VIOLENCE: "のあいだに暴力があります。",
    Quality.CARE: "は世話をし合っています。",
}
ONE_WAY = {
    Quality.CLOSE: "{one}は{other}に親しみを持っています。",
    Quality.VERY_CLOSE: "{one}は{other}にとても強い結びつきを持っています。",
    Quality.DISTANT: "{one}は{other}と距離をおいています。",
    Quality.CUT_OFF: "{one}は{other}との関係を絶っています。",
    Quality.CONFLICT: "{one}は{other}に反発しています。",
    Quality.VIOLENCE: "{one}から{other}への暴力があります。",
    Quality.CARE: "{one}は{other}の世話をしています。",
}


def words(family: Family, kin: Kin) -> tuple[str, ...]:
    """Who there is, who is whose partner and child, who lives with whom, and how they stand to one another."""
    names = {id_: member.label for id_, member in kin.members.items()}
    return (
        _opening(kin),
        *(_person(member) for member in kin.members.values()),
        *(_pair(pair, kin) for pair in kin.pairs),
        *(sentence for sibship in kin.sibships for sentence in _sibship(sibship, kin)),
        *_households(family, names),
        *(_bond(bond, names) for bond in bonds_drawn(family.bonds, kin)),
    )


def _opening(kin: Kin) -> str:
    centre = "、".join(m.label for m in kin.members.values() if m.is_centre)
    if not kin.members:
        return "この家族図には、まだだれもいません。"
    return f"この家族図には{len(kin.members)}人がいます。" + (f"中心は{centre}です。" if centre else "")


def _person(member: Member) -> str:
    if member.is_expected:
        return f"{member.label}（まだ生まれていない）" + _more(member)
    facts = [SEXES[member.sex]]
    if member.age is not None:
        facts.append(f"{member.age}歳で亡くなった" if member.is_dead else f"{member.age}歳")
    elif member.is_dead:
        facts.append("亡くなった")
    return f"{member.label}（{'、'.join(facts)}）" + _more(member)


def _more(member: Member) -> str:
    return f"：{'、'.join(member.lines)}。" if member.lines else "。"


def _pair(pair: Pair, kin: Kin) -> str:
    one, other = kin.members[pair.one], kin.members[pair.other]
    if pair.union is Union.MARRIED and (one.is_dead or other.is_dead):
        return f"{one.label}と{other.label}は夫婦でした。"
    return f"{one.label}と{other.label}{UNIONS[pair.union]}"


def _sibship(sibship: Sibship, kin: Kin) -> list[str]:
    parents = "と".join(kin.members[p].label for p in sibship.parents)
    born = [c for c in sibship.children if c.descent is Descent.BORN]
    told = []
    if born:
        eldest = "上から" if len(born) > 1 else ""
        told.append(f"{parents}の子は、{eldest}{'、'.join(_child(c, kin) for c in born)}です。")
    for descent, word in ((Descent.ADOPTED, "養子"), (Descent.FOSTERED, "里子")):
        those = "、".join(_child(c, kin) for c in sibship.children if c.descent is descent)
        if those:
            told.append(f"{those}は、{parents}の{word}です。")
    return told + _twins(sibship, kin)


def _child(child: Child, kin: Kin) -> str:
    return kin.members[child.child].label


def _twins(sibship: Sibship, kin: Kin) -> list[str]:
    births: dict[int, list[Member]] = {}
    for child in sibship.children:
        member = kin.members[child.child]
        if member.twins is not None:
            births.setdefault(member.twins, []).append(member)
    words_for = {2: "双子", 3: "三つ子"}
    return [
        f"{'と'.join(m.label for m in born)}は{'一卵性の' if all(m.are_identical for m in born) else ''}"
        f"{words_for.get(len(born), '同じ時に生まれたきょうだい')}です。"
        for born in births.values()
        if len(born) > 1
    ]


def _households(family: Family, names: dict[int, str]) -> list[str]:
    told = []
    for household in family.households:
        there = [name for id_, name in names.items() if id_ in household]
        if len(there) == 1:
            told.append(f"{there[0]}は一人で暮らしています。")
        elif there:
            told.append(f"{'、'.join(there)}は、いっしょに暮らしています。")
    return told


def _bond(bond: Bond, names: dict[int, str]) -> str:
    one, other = names[bond.one], names[bond.other]
    if bond.is_directed or bond.quality is Quality.CARE:
        return ONE_WAY[bond.quality].format(one=one, other=other)
    return f"{one}と{other}{BOTH_WAYS[bond.quality]}"
