"""The words that several forms share: days, a person's particulars, what was left out."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from kasane.access.actor import TOKYO
from kasane.documents.sheets import Box
from kasane.japanese.wareki import wareki
from kasane.people.queries import PersonView
from kasane.rules.printing import is_own_or_known
from kasane.web.papers.asked import Asked

APART = "（支援措置のため印刷しません）"
LEFT_OUT = "（この紙には印刷しません）"
# A day and a name that somebody writes by hand.
BY_HAND = "　　　　年　　　月　　　日　　　氏名　　　　　　　　　　　　　　　　　"


def day(value: date | None) -> str:
    return wareki(value) if value is not None else ""


def day_of(value: datetime) -> str:
    """The day in Japan of a moment."""
    return wareki(value.astimezone(TOKYO).date())


def moment(value: datetime | None) -> str:
    if value is None:
        return ""
    local = value.astimezone(TOKYO)
    return f"{wareki(local.date())}{local.hour}時{local.minute:02}分"


def person_boxes(person: PersonView, asked: Asked, communication: str = "") -> dict[str, Box]:
    """The particulars of one person, as far as they stand on a paper for whoever it is for."""
    identity = person.identity
    is_shown = is_own_or_known(asked.audience, person=person.id, receiver=asked.person)

    def told(value: str) -> str:
        return value if is_shown or not value else LEFT_OUT

    def kept_apart(value: str) -> str:
        return APART if identity.is_address_apart else told(value)

    age = f"（{person.age}歳）" if person.age is not None else ""
    return {
        "kana": Box("ふりがな", identity.kana),
        "sex": Box("性別", identity.get_sex_display()),
        "name": Box("氏名", identity.shown_name),
        "born": Box("生年月日", told(f"{identity.born}{age}")),
        "address": Box("住所", kept_apart(identity.address)),
        "phone": Box("電話", kept_apart(identity.phone)),
        "communication": Box("話すときの配慮", told(communication)),
    }


def names_line(people: Iterable[PersonView], concerns: Collection[int]) -> str:
    return "、".join(person.identity.shown_name for person in people if person.id in concerns)
