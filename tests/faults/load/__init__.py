"""The people of the town writing all day: notes with papers, つなぎ, consents and their end, what a sitting says."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.faults.attempts import Writer
from tests.faults.browsers import Browser
from tests.faults.load.consents import CONSENT, Consenting
from tests.faults.load.notes import NOTE, Noting
from tests.faults.load.referrals import REFERRAL, Referring
from tests.faults.load.sayings import SAID, Saying
from tests.faults.load.where import Where
from tests.faults.place import Place

KINDS = (NOTE, REFERRAL, CONSENT, SAID)


@contextmanager
def writers(place: Place, *ports: int) -> Iterator[list[Writer]]:
    """One for each kind of action, signed in; of several ports each takes the next."""
    where = Where.of(place)
    sendings = {
        NOTE: ("sato", Noting(where)),
        REFERRAL: ("kimura", Referring(where)),
        CONSENT: ("sato", Consenting(where)),
        SAID: ("tanaka", Saying(where)),
    }
    people = [
        Writer(kind, Browser(who, ports[number % len(ports)]), sending)
        for number, (kind, (who, sending)) in enumerate(sendings.items())
    ]
    try:
        for one in people:
            one.browser.sign_in()
        yield people
    finally:
        for one in people:
            one.browser.close()
