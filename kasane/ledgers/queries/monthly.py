"""月次報告: one month of the desk's own rooms as plain facts to be counted; no record is loaded, no name read."""

from collections import defaultdict
from datetime import date, datetime

from kasane.access.actor import TOKYO, Actor
from kasane.access.rooms import STEP_UP_CLASSES
from kasane.cases.models import Issue, Note
from kasane.code_lists.queries import labels_of
from kasane.japanese.ages import age_on
from kasane.ledgers.queries.register import begin, end, own_consultations, own_rooms
from kasane.people.models import Identity, Membership
from kasane.referrals.models import Referral
from kasane.rules.complexity import IssueFacts, PersonFacts, complexity
from kasane.rules.counting import ConsultationFacts, ContactFacts, Labels, MonthFacts
from kasane.rules.referrals import ReferralState

HEAD = "head"
Together = tuple[int, datetime]


def labels(on: date) -> Labels:
    """The choices by which the report is divided as they read on a day, old ones too, in their order."""
    told = labels_of("channel", "consulter", "field", "note").on(on)

    def of(list_code: str) -> list[tuple[str, str]]:
        return [(code, label) for (known, code), label in told.items() if known == list_code]

    states = [(state.value, state.label) for state in ReferralState]
    return Labels(of("channel"), of("consulter"), of("field"), of("note"), states)


def month_of(actor: Actor, first: date, last: date) -> MonthFacts:
    """Everything of the desk's own rooms from a day to a day of Japan's calendar, in a constant number of statements."""
    since, until = begin(first), end(last)
    referrals = Referral.objects.filter(sent_at__gte=since, sent_at__lt=until)
    return MonthFacts(
        consultations=_consultations(actor, since, until),
        contacts=_contacts(actor, since, until),
        sent=tuple(referrals.filter(from_desk_id=actor.desk).values_list("state", flat=True)),
        received=tuple(referrals.filter(to_desk_id=actor.desk).values_list("state", flat=True)),
    )


def _contacts(actor: Actor, since: datetime, until: datetime) -> tuple[ContactFacts, ...]:
    """Notes of the desk's own rooms; 税情報 is left out, so that the count does not hang on who was asked again."""
    notes = Note.objects.filter(home__in=own_rooms(actor), happened_at__gte=since, happened_at__lt=until)
    told = notes.exclude(information_class__in=STEP_UP_CLASSES).values_list("case_id", "kind", "concerns")
    return tuple(ContactFacts(case, kind, frozenset(concerns)) for case, kind, concerns in told)


def _consultations(actor: Actor, since: datetime, until: datetime) -> tuple[ConsultationFacts, ...]:
    within = own_consultations(actor).filter(received_at__gte=since, received_at__lt=until)
    told = list(
        within.values_list("id", "case_id", "home_id", "received_at", "written_at", "channel", "consulter")
    )
    homes = {home for _, _, home, *_ in told}
    firsts, issues, people = _firsts(actor, homes), _issues(homes), _people(homes)
    facts = []
    for number, case, home, received_at, written_at, channel, consulter in told:
        ages = _ages(people[home], received_at.astimezone(TOKYO).date())
        together = issues[home, written_at]
        persons = tuple(PersonFacts(person, age, role) for person, (age, role) in ages.items())
        facts.append(
            ConsultationFacts(
                case=case,
                is_first=firsts[home] == number,
                channel=channel,
                consulter=consulter,
                fields=frozenset(issue.field for issue in together),
                age=next((age for age, role in ages.values() if role == HEAD), None),
                is_complex=bool(complexity(tuple(together), persons)),
            )
        )
    return tuple(facts)


def _firsts(actor: Actor, homes: set[int]) -> dict[int, int]:
    """Room → the consultation that came first."""
    firsts: dict[int, int] = {}
    ordered = own_consultations(actor).filter(home__in=homes).order_by("received_at", "id")
    for home, number in ordered.values_list("home_id", "id"):
        firsts.setdefault(home, number)
    return firsts


def _issues(homes: set[int]) -> dict[Together, list[IssueFacts]]:
    """The issues written down with each consultation: one room, one instant."""
    found: dict[Together, list[IssueFacts]] = defaultdict(list)
    told = Issue.objects.filter(home__in=homes).values_list("home_id", "written_at", "field", "concerns")
    for home, written_at, field, concerns in told:
        found[home, written_at].append(IssueFacts(field, field, frozenset(concerns)))
    return found


Person = tuple[int, date | None, int | None, int | None, str]


def _people(homes: set[int]) -> dict[int, list[Person]]:
    """Room → everybody as the desk wrote them down: birthday, year of birth, about which age, position."""
    standing = Membership.objects.filter(home__in=homes, struck_at=None).order_by("written_at")
    members = standing.values_list("home_id", "person_id", "position")
    roles = {(home, person): position for home, person, position in members}
    people: dict[int, list[Person]] = defaultdict(list)
    told = Identity.objects.filter(home__in=homes).values_list(
        "home_id", "person_id", "birth_on", "birth_year", "about_age"
    )
    for home, person, birth_on, birth_year, about_age in told:
        people[home].append((person, birth_on, birth_year, about_age, roles.get((home, person), "")))
    return people


def _ages(people: list[Person], on: date) -> dict[int, tuple[int | None, str]]:
    """Person → age on a day as far as it is known, and their position."""
    return {
        person: (_age(birth_on, birth_year, about_age, on), role)
        for person, birth_on, birth_year, about_age, role in people
    }


def _age(birth_on: date | None, birth_year: int | None, about_age: int | None, on: date) -> int | None:
    if birth_on is not None:
        return age_on(birth_on, on) if birth_on <= on else None
    if birth_year is not None:
        return max(on.year - birth_year, 0)
    return about_age
