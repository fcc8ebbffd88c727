"""Documents that must agree: the two READMEs, the Makefile, links, and the words that are never written."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
JAPANESE = (ROOT / "README.ja.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PAGES = [p for p in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")] if p.is_file()]


def _blocks(text: str) -> list[str]:
    return re.findall(r"```\n(.*?)```", text, re.DOTALL)


def _verbs(text: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


def test_both_readmes_give_the_same_commands() -> None:
    assert _blocks(ENGLISH) == _blocks(JAPANESE)
    assert _verbs(ENGLISH) == _verbs(JAPANESE)


def test_both_readmes_have_the_same_headings_in_the_same_order() -> None:
    levels = [re.findall(r"^(#+) ", text, re.MULTILINE) for text in (ENGLISH, JAPANESE)]
    assert levels[0] == levels[1]


def test_run_and_test_come_first() -> None:
    assert _blocks(ENGLISH)[:2] == ["make run\n", "make test\n"]


def test_every_make_command_the_readme_names_exists() -> None:
    named = set(re.findall(r"^make (\w+)|`make (\w+)`", ENGLISH, re.MULTILINE))
    assert {a or b for a, b in named} <= set(re.findall(r"^(\w+):", MAKEFILE, re.MULTILINE))


def test_no_link_is_dead() -> None:
    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not target.startswith("http") and not (page.parent / target).exists()
    ]
    assert dead == []


def test_no_page_mixes_up_the_words_of_the_field() -> None:
    wrong = {"つなぎ先を紹介": "つなぎ", "支援の終了会議": "重層的支援会議（支援終結の判断時）"}
    screens = [p.read_text(encoding="utf-8") for p in (ROOT / "kasane" / "web").rglob("*.html")]
    assert [word for word in wrong for text in screens if word in text] == []


def test_nothing_names_the_folder_it_was_written_in() -> None:
    told = [*PAGES, *(ROOT / "kasane").rglob("*.py"), *(ROOT / "tools").iterdir(), ROOT / "Makefile"]
    folder = f"{ROOT.parent}/"
    assert [p.name for p in told if p.is_file() and folder in p.read_text(encoding="utf-8")] == []


def test_the_lock_files_name_packages_and_no_address() -> None:
    locks = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]
    assert [p.name for p in locks if "://" in p.read_text(encoding="utf-8")] == []
