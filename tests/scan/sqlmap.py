"""sqlmap at every query and every typed field of the forms, for as long as there is time, in an order of chance."""

import csv
import shlex
import subprocess
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from tests.faults.browsers import Browser
from tests.scan.findings import Finding
from tests.scan.site import Target, page_of
from tests.scan.wapiti import without_a_proxy

RULE = "=" * 54
# Nothing asked on the way is decided by anybody: what a form is answered by is looked at, and followed nowhere.
WORDS = shlex.split(
    "--batch --ignore-stdin --drop-set-cookie --ignore-redirects --skip-waf --disable-coloring --flush-session"
    " --dbms PostgreSQL --level 1 --risk 1 --technique BEUST --param-exclude csrf --timeout 30 --retries 1 -v 1"
)


def scan(browser: Browser, targets: Iterable[Target], until: float, place: Path) -> tuple[int, list[Finding]]:
    """How many fields were tried before the moment `until`, and what can be injected; files beside `place`."""
    requests, results, log = (place.with_suffix(end) for end in (".requests", ".csv", ".log"))
    requests.write_text(_as_log(browser, targets), encoding="utf-8")
    words = ("sqlmap", "-l", str(requests), "--results-file", str(results), "--output-dir", str(place))
    with log.open("w", encoding="utf-8") as told, suppress(subprocess.TimeoutExpired):
        subprocess.run(
            [*words, *WORDS],
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
            env=without_a_proxy(),
            check=False,
            timeout=max(until - time.monotonic(), 5),
        )
    said = log.read_text(encoding="utf-8", errors="replace")
    return said.count("does not seem to be injectable") + said.count("is vulnerable"), findings(results)


def findings(results: Path) -> list[Finding]:
    if not results.exists():
        return []
    with results.open(encoding="utf-8", newline="") as rows:
        return [
            Finding(
                "sqlmap",
                "SQL injection",
                page_of(urlsplit(row["Target URL"]).path),
                f"{row['Place']} {row['Parameter']}",
            )
            for row in csv.DictReader(rows)
            if row.get("Technique(s)")
        ]


def _as_log(browser: Browser, targets: Iterable[Target]) -> str:
    """Requests in the form of a proxy's log, which sqlmap reads."""
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.client.cookies.jar)
    host = f"127.0.0.1:{browser.port}"
    pieces = []
    for one in targets:
        lines = [
            f"{'POST' if one.body else 'GET'} {one.path} HTTP/1.1",
            f"Host: {host}",
            f"Cookie: {cookies}",
        ]
        if one.body:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(one.body)}"]
        text = "\r\n".join([*lines, "", one.body])
        pieces.append(f"{RULE}\n00:00:00  http://{host}  [127.0.0.1]\n{RULE}\n{text}\n{RULE}\n")
    return "\n\n".join(pieces)
