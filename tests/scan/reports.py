"""What the served product itself tells of a scan: how often it was asked, and every fault in its log."""

import json
import re
from pathlib import Path

import httpx

from tests.faults.place import Served
from tests.scan.findings import Finding

ASKED = re.compile(r'^kasane_pages_total\{page="([^"]+)",status="(.)xx"\} ([0-9.e+]+)$', re.MULTILINE)


def asked(served: Served) -> dict[tuple[str, str], int]:
    """How often each page answered, by the first digit of its status."""
    token = (served.place.home / "secrets" / "metrics").read_text(encoding="ascii").split()[0]
    told = httpx.get(
        f"http://127.0.0.1:{served.port}/metrics/",
        headers={"Authorization": f"Bearer {token}"},
        trust_env=False,
    ).text
    return {(page, status): int(float(count)) for page, status, count in ASKED.findall(told)}


def faults_in(log: Path) -> list[Finding]:
    """Every answer of 500 and more, and every error without an answer; each kind once."""
    found = []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if "Traceback" in line:
            found.append(Finding("重ね", "Traceback", "none", ""))
        if not line.startswith("{"):
            continue
        told = json.loads(line)
        if told.get("status", 0) >= 500 or told.get("level") in ("ERROR", "CRITICAL"):
            kinds = ", ".join(told.get("error", []))
            found.append(
                Finding("重ね", str(told.get("status", told["level"])), told.get("page", "none"), kinds)
            )
    return list(dict.fromkeys(found))
