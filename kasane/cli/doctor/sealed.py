"""Whether the newest seals hold; run as the keeper's role, which alone is told the key."""

import os
import sys
from pathlib import Path

from django.db import DatabaseError

from kasane.audit.actions import public_keys
from kasane.audit.queries import faults_of_tail
from kasane.cli.doctor import keeping
from kasane.cli.doctor.lines import as_json, bad

MOST = 200


def main() -> int:
    try:
        links, found = faults_of_tail(
            public_keys=public_keys(Path(os.environ["KASANE_AUDIT_KEY"])),
            head_file=Path(os.environ["KASANE_AUDIT_HEAD"]),
            most=MOST,
        )
        line = keeping.chain(links=links, faults=found)
    except (DatabaseError, ValueError, OSError) as error:
        told = f"確かめられません（{str(error).splitlines()[0]}）"
        line = bad("chain", "操作記録の連鎖", told, "kasane audit verify で全体を確かめます。")
    print(as_json([line]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
