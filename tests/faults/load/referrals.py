"""つなぎ with names to one desk, and taking each back before the next."""

from dataclasses import dataclass, field

from tests.faults.attempts import STORED, Attempt, answered
from tests.faults.browsers import Browser
from tests.faults.load.where import Where, found

REFERRAL = "つなぎ"
WAITING = (
    "select r.id from referrals_referral r join directory_desk d on d.id = r.from_desk_id"
    " where r.case_id = %s and r.to_desk_id = %s and d.code = 'houkatsu-nango' and r.state in ('sent', 'asked')"
)


@dataclass
class Referring:
    """What waits is taken back first: the same household waits at one desk once."""

    where: Where
    waiting: str = field(init=False)

    def __post_init__(self) -> None:
        self.waiting = self._found()

    def __call__(self, browser: Browser, attempt: Attempt) -> str:
        attempt.told["is_withdrawal"] = bool(self.waiting)
        answer = self._withdraw(browser, attempt) if self.waiting else self._send(browser, attempt)
        if answer != STORED and not answer.startswith("5"):
            # It may have been stored all the same: what waits now is seen, and not remembered.
            self.waiting = self._found()
        return answer

    def _found(self) -> str:
        return found(self.where.place, WAITING, self.where.case, self.where.desk)

    def _send(self, browser: Browser, attempt: Attempt) -> str:
        sent = browser.send(
            f"{self.where.path}/referrals/new/",
            to_desk=str(self.where.desk),
            basis="danger",
            reason="家の中で倒れておられた",
            persons=str(self.where.person),
            content="夏から姿が見えない",
            asks_for=attempt.mark,
            keeps_doing="訪問を続けます",
            step="send",
        )
        if answered(sent) == STORED:
            self.waiting = sent.headers["location"].strip("/").split("/")[-1]
        return answered(sent)

    def _withdraw(self, browser: Browser, attempt: Attempt) -> str:
        answer = answered(browser.send(f"/referrals/{self.waiting}/withdraw/", said=attempt.mark))
        if answer == STORED:
            self.waiting = ""
        return answer
