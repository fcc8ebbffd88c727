"""The same pages without the second wall, so that its cost is seen; run while the records' policies are off; prints JSON."""

import json
import sys

from bench.measure import VISITORS
from bench.pages import sign_in, timed_pages
from bench.serving import served


def main() -> int:
    lines = []
    with served(workers=1) as (port, _):
        for who in VISITORS:
            lines += timed_pages(port, sign_in(who))
    json.dump([line.told() for line in lines], sys.stdout, ensure_ascii=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
