"""Oral and signed consents, and the end of each."""

from dataclasses import dataclass
from datetime import date

from tests.faults.attempts import STORED, Attempt, answered
from tests.faults.browsers import Browser
from tests.faults.load.notes import picture
from tests.faults.load.where import Where, found

CONSENT = "同意"
IN_FORCE = "select id from consents_consent where exact_answer = %s and ended_at is null"


@dataclass
class Consenting:
    """Every second is signed on paper; each is ended before the next is asked for."""

    where: Where
    given: str = ""
    number: int = 0

    def __call__(self, browser: Browser, attempt: Attempt) -> str:
        standing = found(self.where.place, IN_FORCE, self.given) if self.given else ""
        attempt.told["is_end"] = bool(standing)
        if standing:
            attempt.told["of"] = self.given
            return answered(browser.send(f"{self.where.path}/consents/{standing}/end/", why="本人の申し出"))
        return self._give(browser, attempt)

    def _give(self, browser: Browser, attempt: Attempt) -> str:
        self.number += 1
        is_signed = self.number % 2 == 0
        attempt.told["papers"] = int(is_signed)
        answer = answered(
            browser.send(
                f"{self.where.path}/consents/new/",
                files=[("paper", picture(attempt.mark))] if is_signed else [],
                person=str(self.where.person),
                answer="given",
                method="written" if is_signed else "oral",
                given_by="person",
                asked_at="2026-04-20T10:00",
                exact_answer=attempt.mark,
                witness="木村 修",
                purposes="sharing",
                agencies=str(self.where.agency),
                classes="general",
                valid_from=date.today().isoformat(),  # noqa: DTZ011 - a form's value
            )
        )
        if answer == STORED:
            self.given = attempt.mark
        return answer
