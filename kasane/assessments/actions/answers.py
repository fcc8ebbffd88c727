"""Assessments: beginning one, saving it section by section, finishing it, laying it open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from kasane.access.actor import Actor
from kasane.access.rooms import InformationClass
from kasane.assessments.facts import sheet_of
from kasane.assessments.models import Assessment, AssessmentPart
from kasane.assessments.queries import (
    ASSESSMENT,
    AssessmentView,
    assessment_view,
    codes_of_lists,
    draft_of,
    forms_in_force,
    is_form_ended,
    newest_finished,
    version_in_force,
)
from kasane.attachments.actions import take_in
from kasane.audit.actions import record as tell
from kasane.cases.actions.rooms import lay_open, room_of
from kasane.people.models import Identity
from kasane.rooms import actions as rooms
from kasane.rooms.queries import may_write_in, refusals
from kasane.rules.assessments import (
    carried,
    fits,
    free_texts,
    is_answered,
    may_be_finished,
    may_be_opened,
    may_be_written,
    may_own_form_stand_in,
    shown_answers,
)
from kasane.rules.sheets import Section
from kasane.rules.tax import TaxOrigin
from kasane.rules.tax import may_be_written as may_tax_be_written
from kasane.rules.verdicts import Refused, Verdict, demand, refused
from kasane.search.actions import index, reindex


@dataclass(frozen=True)
class SectionWords:
    """What was written in one section; `editions` are those of its parts as they were read (class → edition)."""

    answers: Mapping[str, Any]
    editions: Mapping[str, int] = field(default_factory=dict)
    tax_origin: TaxOrigin | None = None
    tax_consent: int | None = None


@dataclass(frozen=True)
class OwnFormWords:
    """An agency's own form: the paper if it is new, its title where told, and the codes of the reported items it holds."""

    covers: frozenset[str]
    paper: bytes | None = None
    title: str | None = None


@transaction.atomic
def begin(
    *,
    case: int,
    person: int,
    assessed_on: date,
    is_own_form: bool,
    copies_previous: bool,
    by: Actor,
    form: str = ASSESSMENT,
) -> Assessment:
    """Begin an assessment of somebody on a form's version in force, perhaps with the former answers on that form."""
    home = room_of(case, by)
    if not Identity.objects.filter(case_id=case, person_id=person).exists():
        raise Refused(
            _refusal("このケースの方ではない人が選ばれています。", "画面を開き直して選んでください。")
        )
    if draft_of(case, person, home, form) is not None:
        raise Refused(
            _refusal("この方の書きかけのアセスメントがあります。", "それを続けるか、完了してください。")
        )
    if form not in {one.code for one in forms_in_force(by.today)}:
        what = "終えられています" if is_form_ended(form, by.today) else "まだ使われていません"
        raise Refused(_refusal(f"この様式は、{what}。", "ほかの様式を選んでください。"))
    version = version_in_force(form, by.today)
    former = newest_finished(case, person, home, form)
    assessment = Assessment(
        person_id=person,
        version=version,
        form_title=version.form.title,
        previous=former.assessment if former else None,
        assessed_on=assessed_on,
        is_own_form=is_own_form,
    )
    rooms.write(assessment, home=home, case=case, concerns=[person], by=by)
    if former is not None and copies_previous:
        _copy(former, assessment, by=by)
    tell("begin_assessment", cases=[case], records={"assessments.assessment": [assessment.pk]})
    return assessment


@transaction.atomic
def save_section(assessment: Assessment, section: str, words: SectionWords, *, by: Actor) -> None:
    """Save what was written in one section; what is of another class goes into a part of its own."""
    view = _writable(assessment)
    known = view.sheet.section(section)
    if known is None:
        raise Refused(_refusal("この区分は、様式にありません。", "画面を開き直してください。"))
    _check(view, words, by)
    _save(view, known, words, by=by)
    tell("save_assessment", cases=[assessment.case_id], records=_ids(assessment))


@transaction.atomic
def save_own_form(
    assessment: Assessment, words: OwnFormWords, sections: Mapping[str, SectionWords], *, by: Actor
) -> None:
    """Attach an agency's own form, say which reported items it holds, and write down their values."""
    view = _writable(assessment)
    if words.paper is not None:
        paper = take_in(
            words.paper,
            label="機関のアセスメントの様式",
            home=assessment.home_id,
            case=assessment.case_id,
            concerns=[assessment.person_id],
            information_class=InformationClass.SENSITIVE.value,
            by=by,
        )
        _changed(assessment, paper=paper)
    if words.title is not None:
        _changed(assessment, own_form_title=words.title.strip())
    reported = {item.code for item in view.sheet.reported}
    _changed(assessment, covers=sorted(words.covers & reported))
    for code, told in sections.items():
        section = view.sheet.section(code)
        if section is not None:
            _check(view, told, by)
            _save(view, section, told, by=by)
    tell("save_own_form", cases=[assessment.case_id], records=_ids(assessment))


@transaction.atomic
def finish(assessment: Assessment, *, by: Actor) -> None:
    """Finish an assessment: it stays as it is from now on, without answers that are not shown."""
    view = _writable(assessment)
    demand(finishable(view))
    kept = shown_answers(view.sheet, view.answers)
    for part in view.parts:
        counted = {code: value for code, value in part.answers.items() if code in kept}
        if counted != part.answers:
            AssessmentPart.objects.filter(pk=part.pk).update(answers=counted, edition=part.edition + 1)
            _find_anew(view, part, counted)
    _changed(assessment, finished_at=by.at, finished_by=by.staff)
    tell("finish_assessment", cases=[assessment.case_id], records=_ids(assessment))


def finishable(view: AssessmentView) -> Verdict:
    """Whether an assessment may be finished as it stands."""
    one = view.assessment
    if one.is_own_form:
        return may_own_form_stand_in(
            sheet=view.sheet,
            covered=one.covers,
            answers=view.answers,
            has_paper=one.paper_id is not None,
            is_finished=one.is_finished,
        )
    return may_be_finished(sheet=view.sheet, answers=view.answers, is_finished=one.is_finished)


@transaction.atomic
def open_to_consented(
    view: AssessmentView, *, parts: Iterable[int], with_paper: bool, concerns: Iterable[int], by: Actor
) -> None:
    """Lay a finished assessment open: that there is one, and of it the parts chosen, each under its own class."""
    one, about = view.assessment, list(concerns)
    demand(may_be_opened(is_finished=one.is_finished))
    if not one.is_laid_open:
        lay_open(one, concerns=[one.person_id], by=by)
    wanted = frozenset(parts)
    for part in view.parts:
        if part.pk in wanted and not part.is_laid_open:
            lay_open(part, concerns=about, by=by)
    if with_paper and one.paper is not None and not one.paper.is_laid_open:
        lay_open(one.paper, concerns=about, by=by)


def _writable(assessment: Assessment) -> AssessmentView:
    """The assessment as it stands now; refused when it is finished or another desk's."""
    view = assessment_view(assessment.pk)
    if view is None:
        raise Refused(_refusal("このアセスメントは見つかりません。", "画面を開き直してください。"))
    now = view.assessment
    demand(may_be_written(is_finished=now.is_finished, is_own_room=may_write_in(now.home_id)))
    return view


def _check(view: AssessmentView, words: SectionWords, by: Actor) -> None:
    """Every answer fits its item; 税情報 comes with its origin."""
    lists = codes_of_lists(view.sheet.list_codes, by.today)
    items = {item.code: item for item in view.sheet.items}
    before = view.answers
    wrong = [
        items[code].label if code in items else code
        for code, value in words.answers.items()
        # An answer that was fitting once stays, even when its list no longer offers it.
        if code not in items or not (fits(items[code], value, lists) or value == before.get(code))
    ]
    if wrong:
        raise Refused(
            refused(
                "答えとして読めない項目があります。",
                basis="",
                rule="A-1",
                remedy="選び直すか、書き直してください。",
                details=tuple(wrong),
            )
        )


def _save(view: AssessmentView, section: Section, words: SectionWords, *, by: Actor) -> None:
    by_class: dict[str, dict[str, Any]] = {}
    for item in section.items:
        if item.code in words.answers:
            by_class.setdefault(item.information_class, {})[item.code] = words.answers[item.code]
    for information_class, told in by_class.items():
        answers = {code: value for code, value in told.items() if is_answered(value)}
        _save_part(view, section, information_class, answers, told.keys(), words=words, by=by)


def _save_part(
    view: AssessmentView,
    section: Section,
    information_class: str,
    answers: dict[str, Any],
    asked: Iterable[str],
    *,
    words: SectionWords,
    by: Actor,
) -> None:
    """One part: stored anew, or changed when it still is the edition that was read."""
    part = view.part(section.code, information_class)
    untouched = {} if part is None else {k: v for k, v in part.answers.items() if k not in set(asked)}
    whole = {**untouched, **answers}
    is_tax = information_class == InformationClass.TAX.value
    if part is None and not whole:
        return
    origin, consent = (words.tax_origin, words.tax_consent) if is_tax else (None, None)
    if is_tax:
        demand(may_tax_be_written(information_class="tax", origin=origin, consent_id=consent))
    told: dict[str, Any] = {
        "answers": whole,
        "tax_origin": origin.value if origin else "",
        "tax_consent": consent,
    }
    if part is not None and all(getattr(part, name) == value for name, value in told.items()):
        return
    read = words.editions.get(information_class, 0)
    if part is None:
        if read:
            raise Refused(_conflict())
        _store(view.assessment, section, information_class, told, by=by)
        return
    with refusals():
        changed = AssessmentPart.objects.filter(pk=part.pk, edition=read).update(**told, edition=read + 1)
    if changed != 1:
        raise Refused(_conflict())
    _find_anew(view, part, whole)


def _find_anew(view: AssessmentView, part: AssessmentPart, answers: Mapping[str, Any]) -> None:
    """Find a part by what it says from now on; what was hidden and taken away is no longer found."""
    section = view.sheet.section(part.section)
    if section is not None and part.information_class != InformationClass.TAX.value:
        reindex(part.pk, *free_texts(section.items, answers))


def _store(
    assessment: Assessment, section: Section, information_class: str, told: dict[str, Any], *, by: Actor
) -> None:
    part = AssessmentPart(
        assessment=assessment,
        section=section.code,
        section_title=section.title,
        information_class=information_class,
        **told,
    )
    try:
        with transaction.atomic():
            rooms.write(
                part,
                home=assessment.home_id,
                case=assessment.case_id,
                concerns=[assessment.person_id],
                by=by,
            )
    except IntegrityError as error:
        raise Refused(_conflict()) from error
    # 税情報 is never found: what is not in the index cannot be hinted at by it.
    if information_class != InformationClass.TAX.value:
        index(part, "assessment", *free_texts(section.items, told["answers"]), by=by)


def _copy(former: AssessmentView, assessment: Assessment, *, by: Actor) -> None:
    sheet = sheet_of(assessment.version)
    lists = codes_of_lists(sheet.list_codes, by.today)
    kept = carried(former.sheet, former.answers, sheet, lists).answers
    view = AssessmentView(assessment, sheet, ())
    for section in sheet.sections:
        answers = {item.code: kept[item.code] for item in section.items if item.code in kept}
        _save(view, section, SectionWords(answers), by=by)


def _changed(assessment: Assessment, **told: Any) -> None:
    with refusals():
        changed = Assessment.objects.filter(pk=assessment.pk, finished_at=None).update(**told)
    if changed != 1:
        raise Refused(_conflict())


def _ids(assessment: Assessment) -> dict[str, list[int]]:
    return {"assessments.assessment": [assessment.pk]}


def _conflict() -> Verdict:
    return _refusal(
        "書いている間に、ほかの人がこの区分を書き直しました。",
        "ほかの人の書いたことを下に示します。見くらべてから、もう一度保存してください。",
    )


def _refusal(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis="", rule="A-2", remedy=remedy)
