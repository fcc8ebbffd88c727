"""The mother's consent, and the son's refusal through the door."""

from kasane.cli.clock import Clock
from kasane.consents.actions import ConsentWords
from kasane.consents.actions import record as record_consent
from kasane.directory.models import Agency
from kasane.rules.consents import ConsentAnswer, ConsentMethod, GivenBy
from kasane.rules.timing import add_months
from seeds.town.paper import blank_sheet


def consents(clock: Clock, case: int, mother: int, son: int) -> None:
    named = ("fukushi-sogo", "shakyo", "houkatsu-nango", "jiritsu")
    agencies = frozenset(Agency.objects.filter(code__in=named).values_list("id", flat=True))
    with clock.acting("tanaka", 140, "14:30") as tanaka:
        record_consent(
            ConsentWords(
                person=mother,
                answer=ConsentAnswer.GIVEN,
                agencies=agencies,
                purposes=frozenset({"support", "sharing"}),
                classes=frozenset({"general", "sensitive"}),
                valid_from=clock.day(140),
                valid_to=add_months(clock.day(140), 12),
                exact_answer="「みなさんで考えてくれるなら、お願いします」",
                method=ConsentMethod.WRITTEN,
                given_by=GivenBy.PERSON,
                text_version="個人情報の共有に関する同意書 第1版",
                asked_at=clock.instant(140, "14:00"),
                paper=blank_sheet(),
            ),
            case=case,
            by=tanaka,
        )
        record_consent(
            ConsentWords(
                person=son,
                answer=ConsentAnswer.REFUSED,
                agencies=frozenset(),
                purposes=frozenset(),
                classes=frozenset(),
                valid_from=None,
                valid_to=None,
                exact_answer="ドア越しに「放っておいてくれ」",
                method=ConsentMethod.WRITTEN,
                given_by=GivenBy.PERSON,
                text_version="個人情報の共有に関する同意書 第1版",
                asked_at=clock.instant(140, "14:00"),
            ),
            case=case,
            by=tanaka,
        )
