"""The keeper: seals the record of seeing and sweeps ledgers left undecided, again and again, until told to stop."""

import logging
import os
import signal
import sys
import threading
from pathlib import Path

from django.db import OperationalError, connection

from kasane.audit.actions import seal, signing_key, tell_alive
from kasane.ledgers.actions import clear_imports

logger = logging.getLogger(__name__)
EVERY_SECONDS = 20


def main() -> None:
    key_file = Path(os.environ["KASANE_AUDIT_KEY"])
    head_file = Path(os.environ["KASANE_AUDIT_HEAD"])
    syslog = os.environ.get("KASANE_SYSLOG", "")
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    if "--once" not in sys.argv:
        while not stopping.is_set():
            try:
                # Read anew each time: the key may have been rotated.
                seal(key=signing_key(key_file), head_file=head_file, syslog=syslog)
                clear_imports()
                tell_alive("keeper")
            except OperationalError:
                logger.exception("The database is away; sealing waits for it.")
                connection.close()
            except OSError:
                logger.exception("The head could not be kept outside the database; sealing waits for room.")
            stopping.wait(EVERY_SECONDS)
    seal(key=signing_key(key_file), head_file=head_file, syslog=syslog)


if __name__ == "__main__":
    main()
