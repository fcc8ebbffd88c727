"""wapiti over the signed-in site: every address we know, what it leads to, and seventeen kinds of attack."""

import json
import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from tests.faults.browsers import Browser
from tests.scan.catcher import Caught
from tests.scan.findings import Finding, Run
from tests.scan.site import LEFT_OUT, page_of

BEGIN = Path(__file__).parent / "begin_wapiti.py"
# Those that ask every field many times share what the crawl leaves of the time; the others need seconds.
LONG = ("xss", "permanentxss", "sql", "blindsql", "exec", "file", "csrf", "ssrf", "xxe")
SHORT = (
    "cookieflags",
    "csp",
    "http_headers",
    "crlf",
    "redirect",
    "backup",
    "htaccess",
    "methods",
    "shellshock",
)
CRAWL_SHARE = 0.2
# All the short ones together take about as long as so many of the long ones.
SHORTER = 3


def scan(browser: Browser, paths: list[str], *, seconds: float, folder: Path, caught: Caught) -> Run:
    """One person's site; the report and what wapiti says go to the folder."""
    base, report, counts = (
        f"http://127.0.0.1:{browser.port}",
        folder / "wapiti.json",
        folder / "wapiti-counts.json",
    )
    (folder / "cookies.json").write_text(json.dumps(_cookies(browser)), encoding="utf-8")
    words = [
        *("/usr/bin/python3", str(BEGIN), str(counts), "-u", f"{base}/", "--scope", "domain", "-d", "1"),
        *(
            "-c",
            str(folder / "cookies.json"),
            "-m",
            ",".join((*SHORT, *LONG)),
            "--skip",
            "csrfmiddlewaretoken",
        ),
        *("--max-scan-time", str(seconds * CRAWL_SHARE)),
        *("--max-attack-time", str(seconds * (1 - CRAWL_SHARE) / (len(LONG) + SHORTER))),
        *(
            "--max-links-per-page",
            "80",
            "--max-parameters",
            "40",
            "-t",
            "30",
            "--flush-session",
            "--no-bugreport",
        ),
        *("--store-session", str(folder / "session"), "--store-config", str(folder / "config")),
        *("--endpoint", caught.address, "-f", "json", "-o", str(report), "-v", "1"),
    ]
    for path in paths:
        words += ["-s", base + path]
    for path in LEFT_OUT:
        words += ["-x", f"{base}{path}*"]
    with (folder / "wapiti.log").open("w", encoding="utf-8") as told:
        subprocess.run(
            words, stdout=told, stderr=told, env=without_a_proxy(), check=False, timeout=seconds * 3
        )
    if not report.exists():
        raise SystemExit(f"wapiti が終わりませんでした。{folder / 'wapiti.log'} をご覧ください。")
    counted = json.loads(counts.read_text(encoding="utf-8"))
    tried = _tried((folder / "wapiti.log").read_text(encoding="utf-8"))
    found = findings(json.loads(report.read_text(encoding="utf-8"))) + caught.findings()
    return Run("wapiti", tried, counted["requests"], counted["faults"], tuple(found))


def without_a_proxy() -> dict[str, str]:
    """Nothing leaves the machine, whatever its environment says of a way out."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return kept | {"no_proxy": "*", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def findings(report: dict[str, dict[str, list[dict[str, str]]]]) -> list[Finding]:
    """Weak places and anomalies; what wapiti only notes besides is none."""
    return [
        Finding(
            "wapiti",
            kind,
            page_of(urlsplit(one["path"]).path),
            f"{one['info']} {one.get('parameter') or ''}".strip(),
        )
        for part in ("vulnerabilities", "anomalies")
        for kind, ones in report.get(part, {}).items()
        for one in ones
    ]


def _tried(log: str) -> str:
    crawled = log.split("[*] Launching module")[0]
    asked = {line for line in crawled.splitlines() if line.startswith("[+] ")}
    return f"{len(LONG) + len(SHORT)}種類の攻撃を、{len(asked):,}の画面と用紙に"


def _cookies(browser: Browser) -> dict[str, dict[str, dict[str, dict[str, object]]]]:
    """In wapiti's own form: host, path, name."""
    return {
        "127.0.0.1": {
            "/": {
                cookie.name: {
                    "value": cookie.value,
                    "expires": None,
                    "secure": False,
                    "port": None,
                    "version": 0,
                }
                for cookie in browser.client.cookies.jar
            }
        }
    }
