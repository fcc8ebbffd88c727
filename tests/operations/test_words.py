"""What the operations guide quotes is real: commands, targets, settings, links, evidence, files to copy."""

import re
from pathlib import Path

import pytest

from kasane.cli.main import parser
from tests.operations.pages import DEPLOY, FOLDER, PAGES, ROOT, commands, quoted, text_of, typed

README = text_of(ROOT / "README.md")
# Handed from the launcher to its own children, never set by anybody.
INNER = {
    "KASANE_AUDIT_HEAD",
    "KASANE_AUDIT_KEY",
    "KASANE_CONNECTION_",
    "KASANE_DATABASE_ROLE",
    "KASANE_LAST_BACKUP",
    "KASANE_LEAVING",
    "KASANE_SCHEMA",
    "KASANE_SECRETS",
    "KASANE_STATIC_ROOT",
    "KASANE_STATIC_UNCOLLECTED",
}
BY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


def settings_of(text: str) -> set[str]:
    return set(re.findall(r"KASANE_[A-Z]+(?:_[A-Z]+)*_?", text))


def settings_table() -> set[str]:
    return settings_of("\n".join(line for line in README.splitlines() if line.startswith("| `KASANE_")))


def settings_read() -> set[str]:
    """What the product's code reads from its environment."""
    code = [*(ROOT / "kasane").rglob("*.py"), *(ROOT / "config").rglob("*.py")]
    return {name for path in code for name in re.findall(r'"(KASANE_[A-Z_]+)', text_of(path))} - INNER


def is_verb(words: list[str]) -> bool:
    """Whether the words name a verb of the command and nothing else."""
    if any(not word.isalpha() and "-" not in word[1:] for word in words):
        return False
    try:
        parser().parse_args([*words, "--help"])
    except SystemExit as end:
        return end.code == 0 and len(words) <= 2
    return False


def parses(words: list[str]) -> bool:
    """Whether the command takes the words as they are."""
    try:
        parser().parse_args(words)
    except SystemExit:
        return False
    return True


@BY_PAGE
def test_every_kasane_command_parses(page: Path) -> None:
    whole = [words for line in typed(page) for words in commands("kasane", line)]
    spoken = [words for line in quoted(page) for words in commands("kasane", line) if words]
    assert [words for words in whole if not parses(words)] == []
    assert [words for words in spoken if not is_verb(words) and not parses(words)] == []


def test_a_command_that_does_not_exist_would_be_found() -> None:
    assert commands("kasane", "cd x && kasane backup y --to z; ls") == [["backup", "y", "--to", "z"]]
    assert commands("kasane", "/opt/kasane/.venv/bin/kasane doctor --json") == [["doctor", "--json"]]
    assert commands("kasane", "chown kasane x") == []
    assert parses(["doctor", "--json"])
    assert not parses(["doctor", "--jsonn"])
    assert is_verb(["audit", "export"])
    assert not is_verb(["fly"])
    assert not is_verb(["audit", "fly"])
    assert not is_verb(["backup", "x.age"])
    for words in (["fly"], ["backup", "x"], ["restore", "x"], ["audit", "recovered"]):
        with pytest.raises(SystemExit):
            parser().parse_args(words)


def test_the_guide_shows_every_verb_an_operator_has() -> None:
    told = {
        tuple(words[:1])
        for page in PAGES
        for line in (*typed(page), *quoted(page))
        for words in commands("kasane", line)
    }
    of_the_readme = set(re.findall(r"^\| `kasane (\w[\w-]*)", README, re.MULTILINE))
    assert of_the_readme - {words[0] for words in told if words} == set()


@BY_PAGE
def test_every_make_command_is_a_target(page: Path) -> None:
    targets = set(re.findall(r"^([\w./]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    told = {words[0] for line in (*typed(page), *quoted(page)) for words in commands("make", line) if words}
    assert told - targets == set()


@BY_PAGE
def test_every_setting_is_in_the_readme_and_read_by_the_code(page: Path) -> None:
    told = settings_of(text_of(page))
    assert told - settings_table() == set()
    assert told - settings_read() == set()


def test_the_readme_tells_every_setting_that_is_read_and_no_other() -> None:
    assert settings_table() == settings_read()


def test_the_guide_tells_every_setting() -> None:
    assert settings_table() - {name for page in PAGES for name in settings_of(text_of(page))} == set()


@BY_PAGE
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", text_of(page))
    assert [link for link in links if not (page.parent / link).exists()] == []


@BY_PAGE
def test_every_evidence_exists(page: Path) -> None:
    named = re.findall(r"`((?:tests|tools|seeds|deploy|docs)/[\w./-]+)`", text_of(page))
    assert [name for name in named if not (ROOT / name).exists()] == []


@BY_PAGE
def test_every_heading_another_place_sends_to_exists(page: Path) -> None:
    """「…」 behind a link to a chapter is a heading of that chapter."""
    sent = re.findall(r"\]\((\d\d-\w+\.md)\)「([^」]+)」", text_of(page))
    for chapter, heading in sent:
        assert re.search(rf"^#+ {re.escape(heading)}", text_of(FOLDER / chapter), re.MULTILINE), heading


def test_the_doctor_sends_to_places_that_exist() -> None:
    code = [*(ROOT / "kasane" / "cli" / "doctor").glob("*.py")]
    sent = {found for path in code for found in re.findall(r"(\d\d-\w+)(?:「([^」]+)」)?", text_of(path))}
    assert len(sent) > 5
    for chapter, heading in sent:
        told = text_of(FOLDER / f"{chapter}.md")
        assert not heading or re.search(rf"^#+ {re.escape(heading)}", told, re.MULTILINE), heading


def test_every_figure_that_raises_an_alert_is_told() -> None:
    told = set(re.findall(r"`(kasane_\w+)`", text_of(FOLDER / "04-watch.md")))
    figures = text_of(ROOT / "kasane" / "web" / "operation" / "figures.py")
    known = {"kasane_pages_total", *(f"kasane_{name}" for name in re.findall(r'"(\w+)": "', figures))}
    known |= set(re.findall(r'"(kasane_\w+)"', figures))
    assert told - known == set()


def test_every_file_to_copy_is_told_with_how_far_it_was_tried() -> None:
    told = set(
        re.findall(
            r"`([\w@.-]+)`",
            "\n".join(re.findall(r"^\| (.*?) \|", text_of(DEPLOY / "README.md"), re.MULTILINE)),
        )
    )
    assert told == {path.name for path in DEPLOY.iterdir()} - {"README.md"}
