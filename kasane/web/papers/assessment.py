"""インテーク・アセスメントシート: every section in the order of its version, as far as one may read it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kasane.access.ids import case_number
from kasane.access.rooms import InformationClass
from kasane.assessments.queries import assessment_view
from kasane.directory.queries import staff_names
from kasane.documents.sheets import Box, Group, Part, Sheet
from kasane.people.queries import people_of
from kasane.rules.assessments import shown
from kasane.rules.printing import is_printed
from kasane.rules.sheets import Item
from kasane.web.assessments.shown import Labels, labels_for, spoken
from kasane.web.papers.asked import Asked, Collected
from kasane.web.papers.words import LEFT_OUT, day, person_boxes

TAX_APART = "（税情報は、パスワードを入れて表示したときだけ印刷します）"


def collect(subject: int, asked: Asked) -> Collected | None:
    view = assessment_view(subject)
    if view is None or view.assessment.is_own_form:
        return None
    view = replace(view, parts=tuple(part for part in view.parts if asked.prints(part)))
    one, labels, answers = view.assessment, labels_for([view]), view.answers
    people = people_of(one.case_id, asked.actor)
    person = next((p for p in people if p.id == one.person_id), None)
    told = person_boxes(person, asked) if person is not None else {}
    parts: dict[str, Part] = {
        "name": told.get("name", Box("氏名")),
        "kana": told.get("kana", Box("ふりがな")),
        "born": told.get("born", Box("生年月日")),
        "assessed_on": Box("記入日", day(one.assessed_on)),
        "written_by": Box("記入者", staff_names({one.written_by}).get(one.written_by, "")),
        "state": Box("状態", "完了" if one.is_finished else "書いている途中"),
    }
    seen = shown(view.sheet, answers)
    for section in view.sheet.sections:
        boxes = {i.code: _box(i, answers, labels, asked) for i in section.items if i.code in seen}
        parts[f"section-{section.code}"] = Group(section.title, (boxes,))
    sheet = Sheet(
        title=one.form_title or "インテーク・アセスメントシート",
        heading=f"ケース番号 {case_number(one.case_id)}",
        parts=parts,
    )
    concerns = {one.person_id}.union(*(part.concerns for part in view.parts))
    return Collected(sheet, subject, one, tuple(sorted(concerns)))


def _box(item: Item, answers: Mapping[str, Any], labels: Labels, asked: Asked) -> Box:
    """One item; what is left out says so, that nobody takes it for an empty answer."""
    if not is_printed(item.information_class, asked.audience):
        return Box(item.label, LEFT_OUT, item.is_reported)
    if item.information_class == InformationClass.TAX.value and not asked.actor.is_stepped_up:
        return Box(item.label, TAX_APART, item.is_reported)
    return Box(item.label, spoken(item, answers.get(item.code), labels), item.is_reported)
