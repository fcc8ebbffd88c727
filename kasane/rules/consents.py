"""本人同意: when it may be recorded, what it covers, and what it lets be opened (C-1)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

BASIS = "実施計画 3-1(2)、個人情報保護法69条2項1号"
MAJORITY = 18
TAX = "tax"
NEVER_OPENED = frozenset({"protected_address", "informant"})
SUPPORT, SHARING = "support", "sharing"


class ConsentMethod(Enum):
    WRITTEN = "written"
    ORAL = "oral"

    @property
    def label(self) -> str:
        return {"written": "書面", "oral": "口頭（聞き取った職員の証言）"}[self.value]


class ConsentAnswer(Enum):
    GIVEN = "given"
    REFUSED = "refused"
    ATTEMPTED = "attempted"

    @property
    def label(self) -> str:
        return {"given": "同意された", "refused": "同意されなかった", "attempted": "確認できなかった"}[
            self.value
        ]


class GivenBy(Enum):
    """Who answered; family as such has no power to."""

    PERSON = "person"
    PARENTAL = "parental"
    GUARDIAN_ADULT = "guardian_adult"
    CURATOR = "curator"
    ASSISTANT = "assistant"
    VOLUNTARY_GUARDIAN = "voluntary_guardian"
    FAMILY = "family"

    @property
    def label(self) -> str:
        return GIVER_LABELS[self]


GIVER_LABELS = {
    GivenBy.PERSON: "本人",
    GivenBy.PARENTAL: "親権者",
    GivenBy.GUARDIAN_ADULT: "成年後見人",
    GivenBy.CURATOR: "保佐人（代理権あり）",
    GivenBy.ASSISTANT: "補助人（代理権あり）",
    GivenBy.VOLUNTARY_GUARDIAN: "任意後見人",
    GivenBy.FAMILY: "家族（代理権なし）",
}

# They act only as far as the court said.
LIMITED = frozenset({GivenBy.CURATOR, GivenBy.ASSISTANT})


@dataclass(frozen=True)
class ConsentFacts:
    """A consent as given: whose, with which agencies, for what, from and to which day (both included)."""

    id: int
    person: int
    agencies: frozenset[int]
    purposes: frozenset[str]
    classes: frozenset[str]
    valid_from: date
    valid_to: date | None
    ended_on: date | None
    is_given: bool


def is_in_force(consent: ConsentFacts, on: date) -> bool:
    """Whether it was given and has neither run out nor been withdrawn on that day."""
    has_begun = consent.is_given and consent.valid_from <= on
    has_run_out = consent.valid_to is not None and on > consent.valid_to
    return has_begun and not has_run_out and consent.ended_on is None


def classes_told(
    *, persons: frozenset[int], agency: int, consents: tuple[ConsentFacts, ...], on: date
) -> frozenset[str]:
    """The classes everybody of these lets an agency know on a day; none where one of them lets it know nothing."""
    of_each = [
        frozenset(
            kind
            for one in consents
            if one.person == person and agency in one.agencies and is_in_force(one, on)
            for kind in one.classes
        )
        for person in persons
    ]
    return frozenset.intersection(*of_each) if of_each else frozenset()


@rule(
    "C-1",
    source="実施計画 3-1(2)、民法824条・859条",
    says="同意は本人ごとに、相手・目的・期間・方法を記録する。代理権のない家族は代わりに同意できない。",
)
def may_be_recorded(
    *,
    answer: ConsentAnswer,
    method: ConsentMethod,
    given_by: GivenBy,
    person_age: int | None,
    consent_age: int,
    has_own_yes: bool,
    classes: frozenset[str],
    exact_answer: str,
    read_aloud_version: str,
    witness: str,
    valid_from: date | None,
    valid_to: date | None,
    agencies: frozenset[int],
    suspects_parent: bool,
    has_died: bool = False,
    has_scope: bool = False,
) -> Verdict:
    """Whether an answer may be stored as it stands; a refusal or an attempt always may.

    `has_scope`: the representative stands on record with what they may decide, which 保佐 and 補助 need.
    """
    if answer is not ConsentAnswer.GIVEN:
        return allowed("C-1")
    if has_died:
        return _refused("亡くなられた方の同意は、記録できません。", "秘密を守る義務と記録の保存は続きます。")
    verdicts = (
        _scope(given_by, has_scope=has_scope),
        _power(given_by, person_age, consent_age, has_own_yes=has_own_yes, suspects_parent=suspects_parent),
        _words(method, classes, exact_answer, read_aloud_version, witness),
        _reach(valid_from, valid_to, agencies),
    )
    return next((verdict for verdict in verdicts if not verdict), allowed("C-1"))


def _power(
    given_by: GivenBy, age: int | None, consent_age: int, *, has_own_yes: bool, suspects_parent: bool
) -> Verdict:
    if given_by is GivenBy.FAMILY:
        return _refused(
            "代理権のないご家族は、本人に代わって同意できません。",
            "本人に確かめるか、判断がむずかしいときは支援会議・成年後見の申立てを検討してください。",
        )
    if given_by is not GivenBy.PARENTAL:
        return allowed("C-1")
    if suspects_parent:
        return _refused(
            "虐待等が疑われる親権者の同意は、本人の同意として扱えません。",
            "支援会議で扱ってください。",
        )
    if age is not None and age >= MAJORITY:
        return _refused(
            "18歳以上の方について、親権者は同意できません（民法4条）。", "本人に確かめてください。"
        )
    if age is not None and age >= consent_age and not has_own_yes:
        return _refused(
            f"{consent_age}歳以上の方は、親権者の同意とあわせて本人の同意が要ります。",
            "先に本人の答えを記録してください。",
        )
    return allowed("C-1")


def _scope(given_by: GivenBy, *, has_scope: bool) -> Verdict:
    if given_by not in LIMITED or has_scope:
        return allowed("C-1")
    return refused(
        "保佐人・補助人は、審判で決められた範囲でだけ、本人に代わって同意できます。",
        basis="民法876条の4・876条の9",
        rule="C-1",
        remedy="先に家族図の「代理する人」に、代理できる範囲を記録してください。",
    )


def _words(
    method: ConsentMethod, classes: frozenset[str], exact_answer: str, text_version: str, witness: str
) -> Verdict:
    if not text_version.strip():
        return _refused("どの版の同意書で確かめたかが書かれていません。", "同意書の版を選んでください。")
    if method is ConsentMethod.WRITTEN:
        return allowed("C-1")
    if TAX in classes:
        return _refused(
            "税情報の共有は、口頭の同意ではできません（地方税法22条）。", "書面で同意をいただいてください。"
        )
    if not exact_answer.strip():
        return _refused(
            "口頭の同意は、本人が答えたことばのまま記録します。", "本人のことばを書いてください。"
        )
    if not witness.strip():
        return _refused(
            "口頭の同意には、ほかに聞いた職員か、確認した上司の氏名が要ります。", "氏名を書いてください。"
        )
    return allowed("C-1")


def _reach(valid_from: date | None, valid_to: date | None, agencies: frozenset[int]) -> Verdict:
    if not agencies:
        return _refused("どの機関と共有してよいかが選ばれていません。", "機関を一つ以上選んでください。")
    if valid_from is None:
        return _refused("同意の始まる日が書かれていません。", "日付を書いてください。")
    if valid_to is not None and valid_to < valid_from:
        return _refused("同意の終わりの日が、始まりの日より前です。", "日付を確かめてください。")
    return allowed("C-1")


@rule("C-1", source="個人情報保護法69条2項1号", says="同意の撤回は、理由を問わず直ちに効く。")
def may_be_withdrawn(*, is_given: bool, has_ended: bool) -> Verdict:
    """A given consent may be withdrawn at any time, once."""
    if is_given and not has_ended:
        return allowed("C-1")
    return _refused(
        "この同意は、すでに終わっているか、同意ではありません。", "画面を開き直して確かめてください。"
    )


@rule(
    "C-1",
    source="実施計画 3-1(2)",
    says="記録を開けるのは、だれについての記録かを選んだうえで、その全員の同意の内に限る。",
)
def may_be_laid_open(
    *,
    concerns: frozenset[int],
    persons_of_case: frozenset[int],
    from_sealed: bool,
    information_class: str,
    bound: frozenset[int] = frozenset(),
) -> Verdict:
    """Whether a record may be laid open; who then reads it, each person's own consent decides.

    `bound` are those the record itself names, whom nobody may leave out (the two of a 続柄).
    """
    if from_sealed:
        return refused(
            "支援会議で知ったことは、ほかの機関に開けません。",
            basis="社会福祉法106条の6第5項",
            rule="M-3",
            remedy="同意の範囲で伝えたいことは、福祉総合相談担当が一つずつ写します。",
        )
    if not concerns:
        return _refused("だれについての記録かが選ばれていません。", "当てはまる方をすべて選んでください。")
    if not bound <= concerns:
        return _refused(
            "この記録がだれについてのものかは、決まっています。", "記録に出てくる方を、すべて選んでください。"
        )
    if not concerns <= persons_of_case:
        return _refused("このケースの方ではない人が選ばれています。", "画面を開き直して選んでください。")
    if information_class in NEVER_OPENED:
        return _refused(
            "支援措置の住所等や情報提供者の記録は、開けません。", "この部分を分けて記録してください。"
        )
    return allowed("C-1")


@rule(
    "C-1",
    source="実施計画 3-1(2)5、社会福祉法106条の6第5項",
    says="支援会議で知ったことは、全員の共有への同意が有効なときだけ、福祉総合相談担当が一つずつ写して開ける。",
)
def may_be_carried_over(*, persons: dict[int, str], consents: tuple[ConsentFacts, ...], on: date) -> Verdict:
    """Whether something from a sealed room may be written anew, laid open, about these persons (id → how addressed)."""
    if not persons:
        return _refused("だれについての内容かが選ばれていません。", "当てはまる方をすべて選んでください。")
    agreed = {c.person for c in consents if is_in_force(c, on) and SHARING in c.purposes}
    missing = tuple(name for person, name in persons.items() if person not in agreed)
    if missing:
        return refused(
            "情報の共有への同意が、全員についてはそろっていません。",
            basis="社会福祉法106条の6第5項",
            rule="C-1",
            details=missing,
            remedy="同意を得てから写してください。支援会議の記録は、そのまま残ります。",
        )
    return allowed("C-1")


def _refused(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis=BASIS, rule="C-1", remedy=remedy)
