"""What somebody said at a sitting, written over and over into one field that stores itself."""

from dataclasses import dataclass

from kasane.access.ids import encode_id
from tests.faults.attempts import STORED, Attempt, answered
from tests.faults.browsers import Browser
from tests.faults.load.where import Where

SAID = "発言"


@dataclass
class Saying:
    """The edition it was read at goes along; where it is not known any more, the field is read again."""

    where: Where
    edition: int = -1

    def __call__(self, browser: Browser, attempt: Attempt) -> str:
        path = f"/items/{encode_id(self.where.item)}/fields/contribution-{encode_id(self.where.seat)}/"
        if self.edition < 0:
            read = browser.get(path)
            if read.status_code != 200:
                return answered(read, ok=-1)
            self.edition = int(read.json()["edition"])
        seen, self.edition = self.edition, -1
        sent = browser.send(path, text=attempt.mark, edition=str(seen))
        answer = answered(sent, ok=200)
        if answer == STORED:
            self.edition = attempt.told["edition"] = int(sent.json()["edition"])
        return answer
