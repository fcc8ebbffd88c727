"""The operations guide as the tests read it: its fenced blocks, commands and settings."""

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "operations"
PAGES = sorted(FOLDER.glob("*.md"))
DEPLOY = ROOT / "deploy"
# What ends one command of a line and begins the next.
ENDS = frozenset({"&&", "||", ";", "|", "do", "done"})


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(path: Path, label: str) -> list[str]:
    """The fenced blocks of one kind, in order; the label is what stands behind the fence, like `sh restore`."""
    return re.findall(rf"^```{re.escape(label)}\n(.*?)^```$", text_of(path), re.MULTILINE | re.DOTALL)


def typed(path: Path) -> list[str]:
    """Every line of the shell blocks of a page."""
    fenced = re.findall(r"^```sh[^\n]*\n(.*?)^```$", text_of(path), re.MULTILINE | re.DOTALL)
    return [line for block in fenced for line in block.splitlines()]


def quoted(path: Path) -> list[str]:
    """What a page quotes between backticks; there a verb may stand without the words it is given."""
    prose = re.sub(r"^```.*?^```$", "", text_of(path), flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`\n]+)`", prose)


def commands(program: str, line: str) -> list[list[str]]:
    """The words behind every call of a program in a line of shell; a variable stands for some number."""
    lexer = shlex.shlex(re.sub(r'"?\$\{?\w+\}?"?', "1", line), posix=True, punctuation_chars=";&|")
    lexer.whitespace_split = True
    try:
        words = list(lexer)
    except ValueError:
        return []
    found: list[list[str]] = []
    for number, word in enumerate(words):
        is_first = number == 0 or words[number - 1] in ENDS
        if is_first and word.rpartition("/")[2] == program:
            rest = words[number + 1 :]
            end = next((n for n, one in enumerate(rest) if one in ENDS), len(rest))
            found.append(rest[:end])
    return found


def with_values(block: str, values: dict[str, str]) -> str:
    """A block of exports with the right-hand sides that a reader is asked to write themselves."""
    for name, value in values.items():
        block, count = re.subn(
            rf"^export {name}=.*$", f"export {name}={shlex.quote(value)}", block, flags=re.MULTILINE
        )
        assert count == 1, f"the guide no longer asks for {name}"
    left = set(re.findall(r"^export (\w+)=", block, re.MULTILINE)) - set(values)
    assert not left, f"the guide asks for {left}, which the test does not know"
    return block
