"""What the scanners say is read whole, and only what has its reason is left out."""

from pathlib import Path

import httpx
import pytest

from config.urls import urlpatterns
from tests.scan.catcher import catching
from tests.scan.findings import Explanation, Finding, Run, explanations, table, unexplained
from tests.scan.reports import faults_in
from tests.scan.site import is_left_out
from tests.scan.sqlmap import findings as injected
from tests.scan.wapiti import findings as reported

XSS = Finding("wapiti", "Cross Site Scripting", "search", "q")
KNOWN = Explanation("wapiti", "Cross Site Scripting", "q", "試しの一行。")


def test_what_has_no_reason_is_left_and_told_once() -> None:
    assert unexplained([XSS, XSS], [KNOWN]) == []
    assert unexplained([XSS, XSS], []) == [XSS]


@pytest.mark.parametrize("field", ["tool", "kind", "says"])
def test_a_reason_is_for_one_kind_alone(field: str) -> None:
    other = Explanation(**{**KNOWN.__dict__, field: "another"})
    assert unexplained([XSS], [other]) == [XSS]


def test_every_reason_says_why_and_explains_no_fault_of_ours() -> None:
    known = explanations()
    assert all(len(one.reason) > 20 and one.says for one in known)
    assert {one.tool for one in known} <= {"wapiti", "sqlmap"}
    for kind in ("SQL Injection", "Cross Site Scripting", "Open Redirect", "Cross Site Request Forgery"):
        assert unexplained([Finding("wapiti", kind, "home", "x")], known)


def test_wapiti_s_report_is_read_without_addresses() -> None:
    report = {
        "vulnerabilities": {
            "SQL Injection": [{"path": "/search/", "info": "found", "parameter": "q"}],
            "Backup": [],
        },
        "anomalies": {"Internal Server Error": [{"path": "/no/such/", "info": "500", "parameter": ""}]},
        "additionals": {"Fingerprint": [{"path": "/", "info": "Django"}]},
    }
    assert reported(report) == [
        Finding("wapiti", "SQL Injection", "search", "found q"),
        Finding("wapiti", "Internal Server Error", "none", "500"),
    ]


def test_sqlmap_s_table_is_read(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    assert injected(file) == []
    file.write_text(
        "Target URL,Place,Parameter,Technique(s),Note(s)\nhttp://127.0.0.1:1/search/?q=1,GET,q,BT,\n", "utf-8"
    )
    assert injected(file) == [Finding("sqlmap", "SQL injection", "search", "GET q")]


def test_every_fault_in_the_log_is_a_finding(tmp_path: Path) -> None:
    log = tmp_path / "serve.log"
    log.write_text(
        "重ねが動いています\n"
        '{"level": "WARNING", "what": "x", "page": "home", "status": 404}\n'
        '{"level": "ERROR", "what": "x", "page": "reply", "status": 500, "error": ["DatabaseError"]}\n'
        * 2
        + '{"level": "ERROR", "what": "worker"}\nTraceback (most recent call last):\n',
        "utf-8",
    )
    assert faults_in(log) == [
        Finding("重ね", "500", "reply", "DatabaseError"),
        Finding("重ね", "ERROR", "none", ""),
        Finding("重ね", "Traceback", "none", ""),
    ]


def test_who_is_asked_from_inside_tells_it() -> None:
    with catching() as caught:
        httpx.get(f"{caught.address}get_ssrf.php?id=1", trust_env=False)
        assert caught.findings() == []
        httpx.get(f"{caught.address}ssrf/1/2/3/", trust_env=False)
        assert [one.says for one in caught.findings()] == ["/ssrf/1/2/3/"]


def test_the_table_counts_what_is_explained_apart() -> None:
    told = table([Run("wapiti", "すべてに", 1_234, 0, (XSS, XSS))], [KNOWN]).splitlines()[-1]
    assert told == "| wapiti | すべてに | 1,234 | 0（ほかに、わけのあるもの 1） | 0 |"


def test_no_page_that_ends_a_session_is_scanned() -> None:
    paths = {page.name: f"/{page.pattern}" for page in urlpatterns}
    assert is_left_out(paths["account_logout"])
    assert is_left_out(paths["hat"])
    assert not is_left_out(paths["search"])
