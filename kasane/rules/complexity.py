"""Whether a household's issues cross fields or members; derived and shown, never a label to think of (I-3)."""

from dataclasses import dataclass

from kasane.rules.registry import rule

OLD_PARENT_FROM = 75
ADULT_CHILD = range(40, 65)
CHILD_UNTIL = 18
CARE = "care"
CHILDCARE = "children"


@dataclass(frozen=True)
class IssueFacts:
    """One issue: its field (code and label of the choice list) and whom it concerns."""

    field: str
    field_label: str
    concerns: frozenset[int]


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


@rule(
    "I-3",
    source="実施計画 1-1, 2-2",
    says="課題が分野や世帯員をまたぐとき、複雑化・複合化したケースとして理由とともに示す。",
)
def complexity(issues: tuple[IssueFacts, ...], people: tuple[PersonFacts, ...]) -> tuple[Reason, ...]:
    """The reasons why a case is complex; none when it is not."""
    labels = list(dict.fromkeys(issue.field_label for issue in issues))
    burdened = frozenset(person for issue in issues for person in issue.concerns)
    reasons = []
    if len(labels) > 1:
        reasons.append(
            Reason("fields", f"課題が{len(labels)}つの分野（{'、'.join(labels)}）にまたがっています。")
        )
    if len(burdened) > 1:
        reasons.append(Reason("members", f"課題が世帯の{len(burdened)}人にかかわっています。"))
    if not reasons:
        return ()
    return (*reasons, *_patterns(issues, people, burdened))


def _patterns(
    issues: tuple[IssueFacts, ...], people: tuple[PersonFacts, ...], burdened: frozenset[int]
) -> tuple[Reason, ...]:
    ages = {person.id: person.age for person in people if person.age is not None}
    fields_of = {p: {issue.field for issue in issues if p in issue.concerns} for p in burdened}
    found = []
    parents = [p for p in burdened if ages.get(p, 0) >= OLD_PARENT_FROM]
    children = [p for p in burdened if ages.get(p) in ADULT_CHILD]
    if parents and children:
        oldest, child = max(ages[p] for p in parents), max(ages[p] for p in children)
        found.append(Reason("8050", f"{oldest}歳の親と{child}歳の子に、ともに課題があります（8050問題）。"))
    if any({CARE, CHILDCARE} <= fields for fields in fields_of.values()):
        found.append(Reason("double_care", "同じ人に介護と子育ての課題が重なっています（ダブルケア）。"))
    if any(ages.get(p, CHILD_UNTIL) < CHILD_UNTIL and CARE in fields for p, fields in fields_of.items()):
        found.append(Reason("young_carer", "18歳未満の人に、家族の世話の課題があります（ヤングケアラー）。"))
    return tuple(found)
