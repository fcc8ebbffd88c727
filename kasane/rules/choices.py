"""選択肢: which items of a choice list a rule asks about, and when one may be added, named anew or ended."""

from datetime import date

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

BASIS = "選択肢の管理"
# Items a rule or a picture asks about by their code: ended, they would silence it. Held equal to the code by test.
BRANCHES: dict[str, frozenset[str]] = {
    "action_outcome": frozenset({"handed_over"}),
    "bond": frozenset({"care", "close", "conflict", "cut_off", "distant", "very_close", "violence"}),
    "consent_purpose": frozenset({"sharing", "support"}),
    "contact_result": frozenset({"absent", "met", "refused", "seen_safe", "through_door"}),
    "field": frozenset({"care", "children", "disability", "health", "housing", "poverty", "withdrawal"}),
    "issue_factor": frozenset(
        {"hoarding", "isolation", "no_relatives", "self_neglect", "single_parent", "young_carer"}
    ),
    "kinship": frozenset(
        {
            "adopted_child",
            "adoptive_parent",
            "child",
            "child_in_law",
            "daughter",
            "father",
            "former_spouse",
            "foster_child",
            "foster_parent",
            "grandchild",
            "grandparent",
            "identical_twin",
            "mother",
            "partner",
            "separated_spouse",
            "sibling",
            "son",
            "spouse",
            "twin",
        }
    ),
    "met_with": frozenset({"family", "person"}),
    "note": frozenset({"accompany", "home_visit", "office_visit", "phone"}),
    "outside_kind": frozenset({"agency", "person", "resource", "work_or_school"}),
    "power": frozenset({"assistant", "curator", "guardian_adult", "parental", "voluntary_guardian"}),
    "seriousness": frozenset({"most", "serious"}),
    "suspension": frozenset({"no_contact"}),
    "tie_direction": frozenset({"both", "from", "none", "to"}),
    "tie_strength": frozenset({"ordinary", "strong", "weak"}),
    "withdrawal": frozenset({"moved_away"}),
}


def is_asked_by_rules(list_code: str, code: str) -> bool:
    """Whether a rule or a picture asks about an item."""
    return code in BRANCHES.get(list_code, frozenset())


@rule(
    "A-7",
    source=BASIS,
    says="選択肢は、きょう以後の日から加える。同じ日に、同じ表示のものを二つ置かない。",
)
def may_be_added(*, label: str, valid_from: date, labels: frozenset[str], on: date) -> Verdict:
    """Whether an item may be added from a day; `labels` are those the list shows or will show."""
    if not label.strip():
        return _refused("表示が書かれていません。", "一覧に出すことばを書いてください。")
    if label.strip() in labels:
        return _refused(f"「{label.strip()}」は、すでにこの一覧にあります。", "ちがうことばにしてください。")
    if valid_from < on:
        return _refused("過去の日からは加えられません。", "きょう以後の日を選んでください。")
    return allowed("A-7")


@rule(
    "A-7",
    source=BASIS,
    says="表示を変えるのは、きょう以後の、その選択肢が使える日からとする。前の日の記録は、その日の表示のまま読む。",
)
def may_be_renamed(
    *,
    label: str,
    since: date,
    labels: frozenset[str],
    valid_from: date,
    valid_to: date | None,
    on: date,
) -> Verdict:
    """Whether an item may be called otherwise from a day; `labels` are those of the list's other items."""
    if not label.strip():
        return _refused("新しい表示が書かれていません。", "一覧に出すことばを書いてください。")
    if label.strip() in labels:
        return _refused(f"「{label.strip()}」は、すでにこの一覧にあります。", "ちがうことばにしてください。")
    if since < on:
        return _refused(
            "過去の日からは変えられません。前の記録の読み方が変わってしまいます。",
            "きょう以後の日を選んでください。",
        )
    if since < valid_from or (valid_to is not None and since > valid_to):
        return _refused("その日には、この選択肢は使われません。", "使われている間の日を選んでください。")
    return allowed("A-7")


@rule(
    "A-10",
    source=BASIS,
    says="国へ報告する選択肢のしるしは、きょう以後の日から付け、外す。前の日の報告は変わらない。",
)
def may_be_marked(
    *, is_reported: bool, was_reported: bool, since: date, valid_to: date | None, on: date
) -> Verdict:
    """Whether an item may be marked, or the mark taken off, from a day; `was_reported` is how it stands on that day."""
    if since < on:
        return _refused(
            "過去の日からは変えられません。前の報告が変わってしまいます。", "きょう以後の日を選んでください。"
        )
    if valid_to is not None and since > valid_to:
        return _refused("その日には、この選択肢は使われません。", "使われている間の日を選んでください。")
    if is_reported == was_reported:
        return _refused(
            "その日には、もうそうなっています。", "画面を開き直して、いまのしるしを確かめてください。"
        )
    return allowed("A-10")


@rule(
    "A-8",
    source=BASIS,
    says="選択肢は消さず、日を決めて終える。決まりや様式の条件が見ているもの、一覧の最後の一つは終えない。",
)
def may_be_ended(
    *,
    last_day: date,
    valid_from: date,
    valid_to: date | None,
    is_asked: bool,
    conditions: tuple[str, ...],
    others: int,
    on: date,
) -> Verdict:
    """Whether an item may be offered for the last time on a day.

    `conditions` names the items of forms that appear by it; `others` counts what the list offers after that day.
    """
    if is_asked:
        return _refused(
            "この選択肢は、決まりや図が見ているため、終えられません。終えると、気づきや図が出なくなります。",
            "ことばを変えたいときは、表示を変えてください。",
            rule="A-8",
        )
    if conditions:
        return _refused(
            "この選択肢によって出る項目が、様式にあります。",
            "様式の次の版で条件を外し、公開してから終えてください。",
            rule="A-8",
            details=conditions,
        )
    if valid_to is not None and valid_to < on:
        return _refused(
            "この選択肢は、もう終わっています。", "前の記録には、その日の表示で残っています。", rule="A-8"
        )
    if last_day < on or last_day < valid_from:
        return _refused(
            "過ぎた日や、始まる前の日では終えられません。", "きょう以後の日を選んでください。", rule="A-8"
        )
    if not others:
        return _refused(
            "この一覧から選べるものがなくなります。", "先に、代わりの選択肢を加えてください。", rule="A-8"
        )
    return allowed("A-8")


def _refused(reason: str, remedy: str, *, rule: str = "A-7", details: tuple[str, ...] = ()) -> Verdict:
    return refused(reason, basis=BASIS, rule=rule, remedy=remedy, details=details)
