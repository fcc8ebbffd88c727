"""The verb: it looks, changes nothing, and fails where something must not stay as it is."""

import argparse
import json
from collections.abc import Iterator

import psycopg

from kasane.cli.doctor import machine
from kasane.cli.doctor.lines import Line, Mark, as_json, bad, count, table
from kasane.cli.doctor.standing import UNREACHED
from kasane.cli.installation import Installation, InstallationError

DATABASE, SEALED = "kasane.cli.doctor.database", "kasane.cli.doctor.sealed"
# What only the machine with the keeper can tell.
ELSEWHERE = frozenset({"backup", "chain"})
ORDER = (
    "product",
    "database",
    "postgres",
    "migrations",
    "city",
    "roles",
    "walls",
    "keys",
    "hosts",
    "https",
    "proxies",
    "certificate",
    "sslmode",
    "clock",
    "ntp",
    "seals",
    "chain",
    "backup",
    "wal",
    "disk-home",
    "disk-data",
)


def parse(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="監視のプログラムが読む形で出す")
    parser.add_argument(
        "--web-only",
        action="store_true",
        help="画面だけを動かす機械で（控えと、操作記録の頭のファイルは、封印する機械にある）",
    )
    parser.set_defaults(alone=doctor)


def doctor(given: argparse.Namespace) -> int:
    """Every line, in the order of the table; 1 where one is ×."""
    place = Installation.from_environment()
    if not (place.home / "secrets").is_dir():
        raise InstallationError(
            f"{place.home} には、まだ何も設置されていません。KASANE_HOME を確かめるか、kasane migrate で設置します。"
        )
    passed_over = ELSEWHERE if given.web_only else frozenset()
    known = [line for line in _lines(place) if line.key not in passed_over]
    known.sort(key=lambda line: ORDER.index(line.key))
    print(as_json(known) if given.json else table(known))
    return 1 if count(known, Mark.BAD) else 0


def _lines(place: Installation) -> Iterator[Line]:
    try:
        with place.running() as running:
            yield from machine.lines(running)
            known = _told(running.run_once("owner", DATABASE, is_read=True))
            yield from known
            if not any(line.key == "database" for line in known):
                yield from _told(running.run_once("keeper", SEALED, is_read=True))
    except (RuntimeError, psycopg.OperationalError) as error:
        yield from machine.lines(place)
        yield bad(
            "database",
            "接続",
            f"内蔵のデータベースを始められません（{str(error).splitlines()[0]}）",
            UNREACHED,
        )


def _told(text: str) -> list[Line]:
    return [Line(**{**told, "mark": Mark(told["mark"])}) for told in json.loads(text)["lines"]]
