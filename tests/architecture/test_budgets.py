"""The budgets of size and the habits that are kept by test, each failure with its remedy."""

import ast
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = [p for p in sorted((ROOT / "kasane").rglob("*.py")) if "migrations" not in p.parts]
# What is data in the manner of code is held to the same size.
SEEDS = sorted((ROOT / "seeds").rglob("*.py"))
TEMPLATES = sorted((ROOT / "kasane").rglob("*.html"))
LONGEST_FILE, MEDIAN_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 400, 80, 50, 150
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "services", "managers"}
FIVE = {"models", "facts", "queries", "actions", "apps", "migrations", "policies", "__init__"}
DOMAINS = (
    "assessments",
    "attachments",
    "audit",
    "cases",
    "code_lists",
    "consents",
    "directory",
    "ledgers",
    "drafts",
    "meetings",
    "people",
    "prints",
    "referrals",
    "rooms",
    "search",
    "support_plans",
    "tasks",
)


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [n for n in ast.walk(_tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", [*CODE, *SEEDS], ids=str)
def test_a_file_stays_readable_in_one_sitting(path: Path) -> None:
    assert _lines(path) <= LONGEST_FILE, "make it a folder of the same name, one file per noun"


def test_the_median_file_is_short() -> None:
    assert median(_lines(path) for path in CODE if path.name != "__init__.py") <= MEDIAN_FILE


@pytest.mark.parametrize("path", [*CODE, *SEEDS], ids=str)
def test_a_function_does_one_thing(path: Path) -> None:
    long = [f.name for f in _functions(path) if (f.end_lineno or 0) - f.lineno + 1 > LONGEST_FUNCTION]
    assert long == [], "split by what it decides and what it does"


@pytest.mark.parametrize("path", [*CODE, *SEEDS], ids=str)
def test_every_function_says_what_it_returns(path: Path) -> None:
    assert [f.name for f in _functions(path) if f.returns is None] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_a_template_is_short(path: Path) -> None:
    assert _lines(path) <= LONGEST_TEMPLATE, "move a part into a template of its own"


@pytest.mark.parametrize("path", [*CODE, *SEEDS], ids=str)
def test_a_module_opens_with_one_sentence(path: Path) -> None:
    tree = _tree(path)
    assert not tree.body or ast.get_docstring(tree), "say what the module is"


def test_no_folder_or_file_has_a_name_that_says_nothing() -> None:
    assert [p for p in CODE if p.stem in FORBIDDEN_NAMES or FORBIDDEN_NAMES & set(p.parts)] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_domain_folder_holds_the_five_names_and_no_others(domain: str) -> None:
    names = {p.stem for p in (ROOT / "kasane" / domain).iterdir() if p.name != "__pycache__"}
    assert names <= FIVE, "what fits none of the five is a rule, a policy or a screen"


def test_there_are_no_model_signals() -> None:
    assert [p for p in CODE if "django.db.models.signals" in p.read_text(encoding="utf-8")] == []


def test_nothing_but_actions_and_their_writing_calls_save() -> None:
    callers = {
        str(path.relative_to(ROOT))
        for path in CODE
        if any(isinstance(n, ast.Attribute) and n.attr == "save" for n in ast.walk(_tree(path)))
    }
    allowed = {"kasane/web/sign_in/door.py"}  # Django's session, which is not a model of ours
    assert {c for c in callers - allowed if "actions" not in c} == set()
