"""The keeper: seals the record of seeing again and again, until it is told to stop."""

import os
import signal
import sys
import threading
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kasane.audit.actions import seal

EVERY_SECONDS = 20


def main() -> None:
    key = audit_key(Path(os.environ["KASANE_AUDIT_KEY"]))
    head_file = Path(os.environ["KASANE_AUDIT_HEAD"])
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    if "--once" not in sys.argv:
        while not stopping.wait(EVERY_SECONDS):
            seal(key=key, head_file=head_file)
    seal(key=key, head_file=head_file)


def audit_key(path: Path) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text(encoding="ascii").strip()))


if __name__ == "__main__":
    main()
