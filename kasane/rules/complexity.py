"""Whether a household's issues cross fields or members; derived and shown, never a label to think of (I-3)."""

from collections.abc import Callable
from dataclasses import dataclass

from kasane.rules.registry import rule

OLD_FROM = 65
OLD_PARENT_FROM = 75
ADULT_CHILD = range(40, 65)
ADULT_FROM = 18
CARE, CHILDCARE, WITHDRAWAL, POVERTY = "care", "children", "withdrawal", "poverty"
HOUSING, HEALTH, DISABILITY = "housing", "health", "disability"
# How many generations above the person one began with somebody stands, by their position in the household.
GENERATIONS = {
    "head": 0,
    "spouse": 0,
    "sibling": 0,
    "father": 1,
    "mother": 1,
    "grandparent": 2,
    "son": -1,
    "daughter": -1,
    "child_in_law": -1,
    "grandchild": -2,
}


@dataclass(frozen=True)
class IssueFacts:
    """One open issue: its field (code and label), whom it concerns, and codes of the list `issue_factor`."""

    field: str
    field_label: str
    concerns: frozenset[int]
    factors: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PersonFacts:
    """One person of the household: age in years if known, and their position (code of `kinship`)."""

    id: int
    age: int | None
    role: str


@dataclass(frozen=True)
class Reason:
    """Why a case counts as complex."""

    code: str
    sentence: str


@dataclass(frozen=True)
class Household:
    """Issues and people as the patterns look at them."""

    issues: tuple[IssueFacts, ...]
    people: tuple[PersonFacts, ...]

    @property
    def burdened(self) -> tuple[PersonFacts, ...]:
        """Everybody an issue concerns, whether or not one knows more of them."""
        known = {person.id: person for person in self.people}
        ids = dict.fromkeys(p for issue in self.issues for p in sorted(issue.concerns))
        return tuple(known.get(p, PersonFacts(p, None, "")) for p in ids)

    def fields_of(self, person: PersonFacts) -> frozenset[str]:
        return frozenset(issue.field for issue in self.issues if person.id in issue.concerns)

    def has_factor(self, *factors: str) -> bool:
        return any(issue.factors & set(factors) for issue in self.issues)

    @property
    def lives_alone(self) -> PersonFacts | None:
        """The only person of the file, where there is one only."""
        return self.people[0] if len(self.people) == 1 else None


@rule(
    "I-3",
    source="実施計画 1-1, 2-2",
    says="課題が分野や世帯員をまたぐとき、また狭間にあるとき、複雑化・複合化したケースとして理由とともに示す。",
)
def complexity(issues: tuple[IssueFacts, ...], people: tuple[PersonFacts, ...]) -> tuple[Reason, ...]:
    """The reasons why a case is complex; none when it is not."""
    home = Household(issues, people)
    labels = list(dict.fromkeys(issue.field_label for issue in issues))
    reasons = []
    if len(labels) > 1:
        reasons.append(
            Reason("fields", f"課題が{len(labels)}つの分野（{'、'.join(labels)}）にまたがっています。")
        )
    if len(home.burdened) > 1:
        reasons.append(Reason("members", f"課題が世帯の{len(home.burdened)}人にかかわっています。"))
    found = ((code, pattern(home)) for code, pattern in PATTERNS)
    return (*reasons, *(Reason(code, sentence) for code, sentence in found if sentence))


def _old_parent_and_adult_child(home: Household) -> str:
    pairs = [
        (parent.age, child.age)
        for parent in home.burdened
        for child in home.burdened
        if parent.age is not None
        and parent.age >= OLD_PARENT_FROM
        and child.age in ADULT_CHILD
        and _is_above(parent, child)
    ]
    if not pairs:
        return ""
    oldest, child = max(pairs, key=lambda pair: (pair[0], pair[1] or 0))
    return f"{oldest}歳の親と{child}歳の子に、ともに課題があります（8050問題）。"


def _double_care(home: Household) -> str:
    is_double = any({CARE, CHILDCARE} <= home.fields_of(person) for person in home.burdened)
    return "同じ人に介護と子育ての課題が重なっています（ダブルケア）。" if is_double else ""


def _young_carer(home: Household) -> str:
    is_child = any(
        person.age is not None and person.age < ADULT_FROM and CARE in home.fields_of(person)
        for person in home.burdened
    )
    if is_child or home.has_factor("young_carer"):
        return (
            "18歳未満の人に、家族の世話の課題があります（ヤングケアラー）。"
            if is_child
            else ("家族の世話をしている子ども・若者がいます（ヤングケアラー）。")
        )
    return ""


def _old_cares_for_old(home: Household) -> str:
    for issue in home.issues:
        ages = [p.age for p in home.people if p.id in issue.concerns]
        if issue.field == CARE and len(ages) > 1 and all(age is not None and age >= OLD_FROM for age in ages):
            return "65歳以上の人どうしで介護の課題を抱えています（老老介護）。"
    return ""


def _withdrawn_adult(home: Household) -> str:
    ages = [
        person.age
        for person in home.burdened
        if person.age is not None
        and ADULT_FROM <= person.age < OLD_FROM
        and WITHDRAWAL in home.fields_of(person)
    ]
    return f"{max(ages)}歳の人に、ひきこもり・社会的孤立の課題があります（ひきこもり）。" if ages else ""


def _one_parent(home: Household) -> str:
    children = [p for p in home.people if p.age is not None and p.age < ADULT_FROM]
    adults = [p for p in home.people if p not in children]
    is_alone = len(adults) == 1 and any(_is_above(adults[0], child, is_sure=True) for child in children)
    if home.issues and (is_alone or home.has_factor("single_parent")):
        return "18歳未満の子を、大人ひとりで育てています（ひとり親）。"
    return ""


def _poor_and_more(home: Household) -> str:
    for person in home.burdened:
        fields = home.fields_of(person)
        if POVERTY not in fields:
            continue
        if person.age is not None and person.age < ADULT_FROM:
            return "18歳未満の人に、生活困窮の課題がかかわっています（子どもの貧困）。"
        if HOUSING in fields:
            return "生活困窮と住まいの課題が、同じ人に重なっています（住まいを失うおそれ）。"
        if fields & {HEALTH, DISABILITY}:
            return "生活困窮と、病気や障がいの課題が、同じ人に重なっています。"
    return ""


def _neglected_home(home: Household) -> str:
    return "ごみ屋敷・多頭飼育の状態にあります。" if home.has_factor("hoarding") else ""


def _self_neglect(home: Household) -> str:
    if home.has_factor("self_neglect"):
        return "支援を断り、自分の世話ができなくなっています（セルフネグレクト）。"
    return ""


def _isolated_alone(home: Household) -> str:
    alone = home.lives_alone
    if alone is None:
        return ""
    if WITHDRAWAL in home.fields_of(alone) or home.has_factor("isolation", "no_relatives"):
        return "ひとり暮らしの人が、社会的に孤立しています。"
    return ""


PATTERNS: tuple[tuple[str, Callable[[Household], str]], ...] = (
    ("8050", _old_parent_and_adult_child),
    ("double_care", _double_care),
    ("young_carer", _young_carer),
    ("old_cares_for_old", _old_cares_for_old),
    ("withdrawn", _withdrawn_adult),
    ("one_parent", _one_parent),
    ("poverty_and", _poor_and_more),
    ("hoarding", _neglected_home),
    ("self_neglect", _self_neglect),
    ("isolated", _isolated_alone),
)


def _is_above(elder: PersonFacts, younger: PersonFacts, *, is_sure: bool = False) -> bool:
    """Whether one stands a generation above the other; where a position is not known, unless one must be sure."""
    above, below = GENERATIONS.get(elder.role), GENERATIONS.get(younger.role)
    if above is None or below is None:
        return not is_sure
    return above > below
