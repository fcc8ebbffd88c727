"""Two calendars that read the sittings: of who convenes them, and of a hospital's social worker."""

from kasane.cli.clock import Clock
from kasane.meetings.actions.feeds import make_feed


def write_feeds(clock: Clock) -> None:
    for username in ("tanaka", "ito"):
        with clock.acting(username, 40, "08:50") as holder:
            make_feed(by=holder)
