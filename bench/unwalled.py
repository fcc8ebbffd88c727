"""The same pages without the second wall, so that its cost is seen; run while the records' policies are off."""

import statistics
import sys

from bench.bars import Bar, told
from bench.measure import VISITORS
from bench.pages import VISITOR_WORDS, sign_in, timed_pages
from bench.serving import served


def main() -> int:
    with served(workers=1) as (port, _):
        lines = [line for who in VISITORS for line in timed_pages(port, sign_in(who))]
    print(
        told(
            Bar(f"壁なしの{line.what}（{VISITOR_WORDS[line.who]}）p50", statistics.median(line.times), "ms")
            for line in lines
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
