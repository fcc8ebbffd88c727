"""The measuring itself, run as the application's own process on the generated city; prints its bars."""

import sys

from bench.bars import told
from bench.pages import Line, sign_in, timed_pages, timed_search, timed_seeing, timed_views
from bench.serving import served, throughput

WORDS = ("佐藤", "鈴木 太", "たなか", "こばやし", "高橋", "さとう ゆ", "渡辺")
NOTE_WORDS = ("膝の痛み", "家賃の滞納", "配食サービス", "居場所のサロン", "通帳", "分割の相談", "面接の服")


VISITORS = ("sato", "tanaka")


def main() -> int:
    visitors = [sign_in(who) for who in VISITORS]
    lines: list[Line] = []
    with served(workers=1) as (port, _):
        for visitor in visitors:
            lines += timed_pages(port, visitor)
    for visitor in visitors:
        lines.append(timed_search(visitor, "person", WORDS, bar=20))
        lines.append(timed_search(visitor, "note", NOTE_WORDS, bar=60))
    lines.append(timed_views(visitors[0]))
    lines.append(timed_seeing(sign_in("yamamoto")))
    bars = [bar for line in lines for bar in line.bars()]
    with served(workers=2) as (port, server):
        bars += throughput(port, server.pid, visitors)
    print(told(bars))
    return 0


if __name__ == "__main__":
    sys.exit(main())
