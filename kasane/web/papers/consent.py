"""個人情報の共有に関する同意書: the text as it was shown, and what somebody chose."""

from kasane.access.ids import case_number
from kasane.access.rooms import InformationClass
from kasane.cases.queries import case_of
from kasane.code_lists.models import TextVersion
from kasane.code_lists.queries import text_in_force
from kasane.consents.models import Consent
from kasane.consents.queries import consent_of
from kasane.directory.queries import agency_names, staff_names
from kasane.documents.sheets import Box, Part, Sheet
from kasane.people.queries import people_of
from kasane.rules.consents import ConsentAnswer, ConsentMethod, GivenBy
from kasane.web.consents.forms import CLASSES, PURPOSES
from kasane.web.papers.asked import Asked, Collected
from kasane.web.papers.words import BY_HAND, day, moment

TEXT = "consent"


def collect(subject: int, asked: Asked) -> Collected | None:
    consent = consent_of(subject)
    if consent is None:
        return None
    text = _text_of(consent, asked)
    sheet = Sheet(
        title=text.title,
        subtitle=text.version,
        heading=f"ケース番号 {case_number(consent.case_id)}",
        parts=_parts(consent, text, asked),
    )
    return Collected(sheet, subject, consent, (consent.person_id,))


def blank(subject: int, asked: Asked) -> Collected | None:
    """The form to be signed: the text in force, with boxes somebody fills in by hand."""
    case = case_of(subject, asked.actor)
    if case is None:
        return None
    text = text_in_force(TEXT, asked.actor.today)
    labels = ("name", "氏名"), ("purposes", "目的"), ("classes", "情報の種類"), ("period", "期間")
    parts: dict[str, Part] = {
        "text": Box("文", text.body),
        **{code: Box(label) for code, label in labels},
        "agencies": Box("情報を共有してよい機関", ""),
        "signature": Box("同意の日・氏名（自署）", BY_HAND),
        "representative": Box("代理する人の氏名（自署）", BY_HAND),
    }
    parts["purposes"] = Box("目的", "　".join(f"□{label}" for _, label in PURPOSES))
    parts["classes"] = Box("情報の種類", "　".join(f"□{label}" for _, label in CLASSES))
    heading = f"ケース番号 {case_number(case.pk)}"
    sheet = Sheet(title=text.title, subtitle=text.version, heading=heading, parts=parts)
    return Collected(sheet, subject, of_case=case.pk)


def _parts(consent: Consent, text: TextVersion, asked: Asked) -> dict[str, Part]:
    people = {p.id: p.identity for p in people_of(consent.case_id, asked.actor)}
    person = people.get(consent.person_id)
    purposes, agencies = dict(PURPOSES), agency_names(consent.agencies)
    given_by = GivenBy(consent.given_by)
    heard_by = staff_names({consent.written_by}).get(consent.written_by, "")
    until = day(consent.valid_to) or "期限なし"
    parts: dict[str, Part] = {
        "text": Box("文", text.body),
        "name": Box("氏名", person.shown_name if person is not None else ""),
        "purposes": Box("目的", "、".join(purposes[code] for code in sorted(consent.purposes))),
        "classes": Box("情報の種類", "、".join(InformationClass(code).label for code in consent.classes)),
        "period": Box("期間", f"{day(consent.valid_from)}から {until}" if consent.valid_from else ""),
        "agencies": Box("情報を共有してよい機関", "、".join(sorted(agencies.values()))),
        "answer": Box("結果", ConsentAnswer(consent.answer).label),
        "method": Box("方法", ConsentMethod(consent.method).label),
        "given_by": Box("答えた人", f"{given_by.label}　{consent.giver_name}".strip()),
        "asked_at": Box("確かめた日時", moment(consent.asked_at)),
        "exact_answer": Box("本人のことば", consent.exact_answer),
        "witness": Box("ほかに聞いた人", consent.witness),
        "heard_by": Box("確かめた職員", heard_by),
        "signature": Box("同意の日・氏名（自署）", BY_HAND),
    }
    if given_by is not GivenBy.PERSON:
        parts["representative"] = Box("代理する人の氏名（自署）", BY_HAND)
    return parts


def _text_of(consent: Consent, asked: Asked) -> TextVersion:
    """The very version that was shown; one that is told otherwise (an older paper) falls back to today's."""
    known = TextVersion.objects.filter(code=TEXT)
    shown = next((text for text in known if text.version_label == consent.text_version), None)
    return shown or text_in_force(TEXT, asked.actor.today)
