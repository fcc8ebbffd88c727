"""What the product's own code does not use: no text becomes a program, a statement, a template, or a way out of the server."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = [path for folder in ("kasane", "config") for path in sorted((ROOT / folder).rglob("*.py"))]
SCRIPTS = sorted((ROOT / "kasane" / "web" / "static" / "kasane").glob("*.js"))
TEMPLATES = sorted((ROOT / "kasane" / "web" / "templates").rglob("*.html"))

# A text that becomes a program, or an object of a sender's choosing.
CALLS = {"eval", "exec", "compile", "__import__", "getattr_static", "literal_eval"}
MODULES = {
    "a program of a text": {"code", "codeop", "ctypes", "cffi"},
    "objects of a sender's choosing": {"pickle", "marshal", "shelve", "dill", "yaml", "jsonpickle"},
    "a parser of XML that follows what it is told": {"lxml", "xml.etree", "xml.dom", "xml.sax.handler"},
    "a directory, a cache or a query language we have none of": {"ldap", "ldap3", "memcache", "pymemcache", "jndi"},
    "numbers somebody can guess": {"random"},
    "a page of somebody else's": {"httpx", "aiohttp", "urllib3", "urllib.request", "http.client", "ftplib"},
}  # fmt: skip
# Who speaks to something outside this process, and to what: nobody else may.
OUTWARD = {
    "socket": {"config/waiting.py", "kasane/audit/actions.py", "kasane/cli/serving.py"},
    # The city's sign-on, at the address its operator named.
    "requests": {"kasane/web/sign_in/city.py", "kasane/web/sign_in/vouching.py"},
    "ssl": {"kasane/cli/doctor/machine.py"},
    "smtplib": {"kasane/worker/mails.py"},
    "django.core.mail": {"kasane/worker/mails.py"},
}
# Markup that is not escaped: each of ours alone, drawn by the product from values it escaped.
UNESCAPED = {
    "kasane/web/meetings/packets.py",
    "kasane/web/family/views.py",
    "kasane/web/templates/account/set_up.html",
    "kasane/web/templates/help/chapter.html",
}


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def all_nodes() -> list[tuple[str, ast.AST]]:
    told = [(place(path), ast.parse(path.read_text(encoding="utf-8"))) for path in CODE]
    return [(where, node) for where, tree in told for node in ast.walk(tree)]


T = TypeVar("T", bound=ast.AST)


def nodes(kind: type[T]) -> Iterator[tuple[str, T]]:
    return ((where, node) for where, node in all_nodes() if isinstance(node, kind))


def imported() -> Iterator[tuple[str, str]]:
    for where, node in nodes(ast.Import):
        yield from ((where, one.name) for one in node.names)
    for where, node in nodes(ast.ImportFrom):
        yield where, f"{node.module}"


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def is_of(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


@pytest.mark.parametrize("what", MODULES)
def test_nothing_is_imported_that_would_make(what: str) -> None:
    assert [(where, name) for where, name in imported() for one in MODULES[what] if is_of(name, one)] == []


def test_no_text_becomes_a_program() -> None:
    found = [(where, called(node)) for where, node in nodes(ast.Call) if isinstance(node.func, ast.Name)]
    assert [one for one in found if one[1] in CALLS] == []


def test_a_program_of_the_machine_is_begun_by_a_list_of_words_and_never_by_a_shell() -> None:
    begun = 0
    for where, node in nodes(ast.Call):
        whose = getattr(getattr(node.func, "value", None), "id", "")
        assert (whose, called(node)) not in {("os", "system"), ("os", "popen")}, where
        assert not any(word.arg == "shell" for word in node.keywords), where
        if whose == "subprocess":
            begun += 1
            assert isinstance(node.args[0], ast.List), where
    assert begun > 4


def test_a_statement_is_never_put_together_from_what_somebody_typed() -> None:
    """Parts are put into a statement only where they are names written in our code (`kasane/rooms/queries.py`)."""
    together = {
        where
        for where, node in nodes(ast.Call)
        if called(node) in ("execute", "raw", "extra", "RawSQL", "executemany")
        if node.args and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    }
    assert together == {"kasane/rooms/queries.py"}
    named = [
        node.args[0]
        for where, node in nodes(ast.Call)
        if isinstance(node.func, ast.Name)
        and called(node) in ("call", "rows_of")
        and not where.startswith("kasane/cli/")
    ]
    assert len(named) > 20
    assert all(isinstance(one, ast.Constant) for one in named)


def test_in_the_database_names_are_put_in_as_names_and_values_as_values() -> None:
    bare = []
    for path in sorted((ROOT / "kasane").rglob("*.sql")):
        told = path.read_text(encoding="utf-8")
        for found in re.finditer(
            r"\bexecute\s+(?!function|procedure|on\b|format\b|\$)(\S.{0,60})", told, re.IGNORECASE
        ):
            bare += [f"{place(path)}: {found[1]}"] if "'" not in found[1] else []
    assert bare == []


def test_no_pattern_is_made_of_what_somebody_typed() -> None:
    """Patterns are written in the code, or in its tables of them (`faults.MEANINGS`)."""
    made, told = set(), 0
    for where, node in nodes(ast.Call):
        if getattr(getattr(node.func, "value", None), "id", "") != "re" or called(node) == "escape":
            continue
        told += 1
        parts = [one for one in ast.walk(node.args[0]) if isinstance(one, ast.Name)]
        made |= {where} if any(not one.id.isupper() for one in parts) else set()
    assert made == {"kasane/documents/faults.py"}
    assert told > 40


def test_no_sentence_to_be_filled_in_is_somebody_elses() -> None:
    """What `format` fills in is a text or a table written in the code, whose names are in capitals."""
    for where, node in nodes(ast.Call):
        if called(node) != "format" or not isinstance(node.func, ast.Attribute):
            continue
        base = node.func.value
        while isinstance(base, ast.Subscript):
            base = base.value
        is_ours = isinstance(base, ast.Constant) or (isinstance(base, ast.Name) and base.id.isupper())
        is_sql = isinstance(base, ast.Call) and called(base) in ("SQL", "Composed", "join")
        assert is_ours or is_sql or where == "kasane/documents/faults.py", where


def test_an_archive_is_unpacked_in_one_place_and_there_only_what_stays_inside() -> None:
    """The backup, which the installation encrypted itself."""
    unpacked = [(where, node) for where, node in nodes(ast.Call) if called(node) in ("extract", "extractall")]
    assert [where for where, _ in unpacked] == ["kasane/cli/backup/restoring.py"]
    (word,) = [word for word in unpacked[0][1].keywords if word.arg == "filter"]
    assert isinstance(word.value, ast.Constant)
    assert word.value.value == "data"


def test_no_template_is_made_of_a_text() -> None:
    made = {where for where, node in nodes(ast.Call) if called(node) in ("from_string", "Template", "Engine")}
    assert made == set()


def test_markup_that_is_not_escaped_is_our_own_and_stands_on_this_list() -> None:
    found = {where for where, node in nodes(ast.Call) if called(node) in ("mark_safe", "SafeString")}
    found |= {
        place(path)
        for path in TEMPLATES
        if re.search(r"\|\s*safe\b|autoescape\s+off", path.read_text("utf-8"))
    }
    assert found == UNESCAPED


@pytest.mark.parametrize("module", OUTWARD)
def test_who_speaks_to_the_outside_stands_on_this_list(module: str) -> None:
    assert {where for where, name in imported() if is_of(name, module)} == OUTWARD[module]


@pytest.mark.parametrize(
    "means",
    [
        r"\beval\(|new Function|setTimeout\(\s*[\"'`]|setInterval\(\s*[\"'`]",
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser",
        r"postMessage|addEventListener\(\s*[\"']message|document\.domain|window\.open|window\.name",
        r"localStorage|indexedDB|document\.cookie|caches\.",
        r"__proto__|prototype\b|Object\.assign|\bvar\s",
        r"[^=!]==[^=]|!=[^=]",
        r"https?://|\bimport\s*\(|importScripts|XMLHttpRequest|WebSocket|EventSource|RTCPeerConnection",
    ],
)
def test_no_script_of_a_page_uses(means: str) -> None:
    assert len(SCRIPTS) > 5
    assert [place(path) for path in SCRIPTS if re.search(means, path.read_text(encoding="utf-8"))] == []


def test_what_a_page_keeps_in_the_browser_is_a_number() -> None:
    """How many notices wait, for a minute; and nothing else, on no page."""
    keeps = {
        place(path): path.read_text(encoding="utf-8")
        for path in SCRIPTS
        if "sessionStorage" in path.read_text("utf-8")
    }
    assert list(keeps) == ["kasane/web/static/kasane/notices.js"]
    (told,) = keeps.values()
    assert re.findall(r"sessionStorage\.setItem\(([^,]+),", told) == ["KEPT_COUNT"]
    assert 'const KEPT_COUNT = "kasane-notices";' in told


def test_a_page_loads_nothing_from_elsewhere_and_holds_no_script_of_its_own() -> None:
    for path in TEMPLATES:
        told = path.read_text(encoding="utf-8")
        assert not re.search(
            r"<(script|link|img|iframe|object|embed|audio|video)[^>]+(src|href)=[\"']?(https?:)?//", told
        ), path
        assert not re.search(r"<(object|embed|applet|iframe|frame|base)\b", told), path
        assert not re.search(
            r"\son(click|change|submit|input|load|error|focus|blur|key\w+|mouse\w+)\s*=|javascript:|\sstyle\s*=",
            told,
        ), path
        assert all(
            "src=" in one or "application/json" in one for one in re.findall(r"<script[^>]*>", told)
        ), path
