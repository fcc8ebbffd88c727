"""アセスメント of the town: the mother's two, three months apart, one just begun, and a draft of the next form."""

from dataclasses import replace
from datetime import date
from typing import Any

from kasane.access.actor import Actor
from kasane.assessments.actions.answers import SectionWords, begin, finish, open_to_consented, save_section
from kasane.assessments.actions.forms import begin_draft, write_draft
from kasane.assessments.actions.lists import add_choice, end_choice, rename_choice
from kasane.assessments.facts import sheet_of
from kasane.assessments.models import Assessment, Form
from kasane.assessments.queries import ASSESSMENT, assessment_view
from kasane.cli.clock import Clock
from kasane.code_lists.models import ChoiceList
from kasane.code_lists.queries import items_of
from kasane.people.models import Identity
from kasane.rules.sheet_changes import with_item
from kasane.rules.sheets import Condition, Item, ItemKind
from kasane.rules.tax import TaxOrigin

Sections = dict[str, dict[str, Any]]

MOTHER_FIRST: Sections = {
    "contact": {
        "route": "welfare_volunteer",
        "how_it_came": "民生委員からの電話をきっかけに、地域包括支援センターが訪問した。",
        "earlier": [["地域包括支援センター", "一昨年の秋", "膝の痛みと買い物のこと"]],
        "persons_concern": "「わたしが動けなくなったら、この子はどうなるのか」",
    },
    "family": {
        "co_residence": "yes",
        "co_residents": 2,
        "apart": "no",
        "marriage": "bereaved",
        "children": "yes",
        "children_count": 1,
        "dependants": 1,
        "members": [["長男", "同居", "先々のことを案じている"]],
    },
    "home": {
        "ties": ["welfare_volunteer"],
        "ties_notes": "以前は自治会の集まりに出ていたが、膝を痛めてから足が遠のいた。",
        "housing": "rented",
        "rent": 52000,
        "home_state": ["repair"],
    },
    "health": {
        "health": "bad",
        "untreated": "病院まで歩けず、バスも乗りにくい",
        "insurance": "elderly",
        "handbook": ["none"],
        "care_level": "none",
        "dementia": "no",
    },
    "income": {
        "monthly_income": 110000,
        "monthly_spending": 128000,
        "savings": 240000,
        "budget_notes": "家賃の滞納が2か月。食費をけずっている。",
        "debt": "no",
        "benefits": ["pension"],
        "welfare": "none",
    },
    "work": {"work": "not", "education": "junior"},
    "factors": {"factors": ["illness", "poverty", "family"], "more_factors": ["8050", "no_treatment"]},
    "conclusion": {
        "summary": "膝の痛みで外に出にくく、年金で二人分の暮らしを支えている。人の助けを借りることには前向き。",
        "policy": "介護保険の申請と家賃の相談を先に進め、安心して話せる場をつくる。",
        "urgency": "no",
        "screening": "plan",
    },
}
MOTHER_AGAIN: Sections = {
    "home": {"ties": ["welfare_volunteer", "salon"], "home_state": ["fine"]},
    "health": {
        "health": "treated",
        "hospital": "市内の整形外科に月1回。変形性膝関節症。痛み止めの湿布。",
        "care_level": "s1",
    },
    "income": {"monthly_spending": 108000, "budget_notes": "家賃は分割で払えている。配食を週3回利用。"},
    "factors": {"factors": ["illness", "family"], "more_factors": ["8050"]},
    "conclusion": {
        "summary": "要支援1に認定され、通院と配食がつづいている。近くの店まで歩ける日が出てきた。",
        "policy": "いまの支えを続け、サロンとデイサービスの見学へつなぐ。",
    },
}
YUMI: Sections = {
    "contact": {"route": "person", "persons_concern": "「どこに相談したらいいのかも、わからなくて」"},
    "family": {"co_residence": "yes", "co_residents": 3, "marriage": "married", "children": "yes"},
}


def write_assessments(clock: Clock) -> None:
    _mother_again(clock)
    _just_begun(clock)
    _draft_form(clock)
    _kept_lists(clock)


def write_first_of_mother(clock: Clock) -> None:
    """Finished before her plan was drafted."""
    with clock.acting("tanaka", 137, "10:00") as tanaka:
        assess_mother(clock.day(139), by=tanaka)


def assess_mother(on: date, *, by: Actor) -> None:
    """Her first sheet, whole and finished."""
    mother = Identity.objects.get(name="山田 花子", home__desk_id=by.desk)
    first = begin(
        case=mother.case_id,
        person=mother.person_id,
        assessed_on=on,
        is_own_form=False,
        copies_previous=False,
        by=by,
    )
    _write(first, MOTHER_FIRST, by=by)
    told = SectionWords({"taxation": "exempt", "arrears": "no"}, tax_origin=TaxOrigin.SELF_REPORT)
    save_section(first, "income", told, by=by)
    finish(first, by=by)


def _mother_again(clock: Clock) -> None:
    with clock.acting("tanaka", 45, "14:00") as tanaka:
        mother = Identity.objects.get(name="山田 花子", home__desk_id=tanaka.desk)
        case, person = mother.case_id, mother.person_id
        first = Assessment.objects.get(case_id=case, person_id=person)
        again = begin(
            case=case,
            person=person,
            assessed_on=clock.day(46),
            is_own_form=False,
            copies_previous=True,
            by=tanaka,
        )
        _write(again, MOTHER_AGAIN, by=tanaka)
        finish(again, by=tanaka)
        for one in (first, again):
            view = assessment_view(one.pk)
            if view is not None:
                parts = [part.pk for part in view.parts]
                open_to_consented(view, parts=parts, with_paper=False, concerns=[person], by=tanaka)


def _just_begun(clock: Clock) -> None:
    with clock.acting("sato", 2, "16:00") as sato:
        yumi = Identity.objects.get(name="中村 由美", home__desk_id=sato.desk)
        begun = begin(
            case=yumi.case_id,
            person=yumi.person_id,
            assessed_on=clock.day(2),
            is_own_form=False,
            copies_previous=False,
            by=sato,
        )
        _write(begun, YUMI, by=sato)


def _draft_form(clock: Clock) -> None:
    """The next version as its keeper has it so far: one item more, one named anew."""
    with clock.acting("tanaka", 1, "17:00") as tanaka:
        draft = begin_draft(Form.objects.get(code=ASSESSMENT), by=tanaka)
        sheet = sheet_of(draft)
        salon = Item(
            code="salon_name",
            label="通っているサロン・居場所の名",
            kind=ItemKind.TEXT,
            shown_when=Condition("ties", frozenset({"salon"})),
        )
        sheet = with_item(sheet, salon, section="home")
        policy = sheet.item("policy")
        if policy is not None:
            sheet = with_item(sheet, replace(policy, label="本人と確かめた支援方針"), section="conclusion")
        write_draft(draft, sheet, edition=draft.edition, by=tanaka)


def _kept_lists(clock: Clock) -> None:
    """The office's own words: an item more from April, one named anew, one on its way out."""
    with clock.acting("tanaka", 1, "17:30") as tanaka:
        items = {item.code: item for item in items_of("a_ties")}
        add_choice(
            ChoiceList.objects.get(code="a_ties"),
            label="子ども食堂・学習の場",
            valid_from=clock.day(-30),
            by=tanaka,
        )
        rename_choice(items["association"], label="自治会・町内会", since=clock.day(1), by=tanaka)
        end_choice(items["friend"], last_day=clock.day(-90), by=tanaka)


def _write(assessment: Assessment, sections: Sections, *, by: Actor) -> None:
    """Section after section, each on the edition it stands on."""
    for section, answers in sections.items():
        view = assessment_view(assessment.pk)
        parts = [part for part in view.parts if part.section == section] if view else []
        editions = {part.information_class: part.edition for part in parts}
        save_section(assessment, section, SectionWords(answers, editions), by=by)
