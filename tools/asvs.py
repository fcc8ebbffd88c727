"""docs/generated/asvs.md: every requirement of OWASP ASVS 5.0 that is kept, with the test that shows it or what is missing."""

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "security" / "asvs"
STATES = {
    "shown": "示した",
    "elsewhere": "市の仕事",
    "not_applicable": "当たらない",
    "open": "まだ",
}
SAYS = {
    "shown": "製品が満たし、挙げたテストがそれを示す",
    "elsewhere": "市やその基盤が満たすもの。だれが、何をするかを書く",
    "not_applicable": "製品にその仕組みがない。わけを書く",
    "open": "満たしていない、または半分だけ。何が足りないかを書く",
}


@dataclass(frozen=True)
class Requirement:
    """One requirement as we judge it; `asks` is in our own words."""

    number: str
    level: int
    asks: str
    state: str
    tests: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Chapter:
    """A chapter with the titles of its sections, by their number."""

    number: int
    title: str
    sections: dict[str, str]
    requirements: list[Requirement] = field(default_factory=list)


def levels() -> dict[str, int]:
    """Every number that is kept, with its level in the standard."""
    told = _read(FOLDER / "levels.toml")
    return {number: level for level in (1, 2, 3) for number in told[f"level_{level}"]}


def chapters() -> list[Chapter]:
    return [_chapter(path) for path in sorted(FOLDER.glob("[0-9][0-9].toml"))]


def page() -> str:
    """The whole document."""
    known, source = chapters(), _read(FOLDER / "levels.toml")
    everything = [one for chapter in known for one in chapter.requirements]
    lines = [
        f"# {source['name']} {source['version']} との照らし合わせ\n",
        "市のセキュリティの責任者と、調べる人のための表です。レベル1と2のすべての項目と、重ねの守るものに深く関わる",
        f"レベル3の{sum(one.level == 3 for one in everything)}項目を、一つずつ判断しています。項目の番号と段階だけを[もとの標準]({source['source']})から取り、",
        "何を求めるかは自分たちの短い言葉で書いています。正しい文は、もとの標準を読んでください。",
        "もとのデータは `docs/security/asvs/` にあり、テスト（`tests/supply/test_asvs.py`）が、番号がすべて一度ずつあること、",
        "挙げたテストが本当にあることを確かめています。文書を求める項目の文書は[守りの定め](../security/README.md)です。\n",
        *_counted(everything),
        "\n## まだのもの\n",
        "| 番号 | 段階 | 求めること | 足りないもの |",
        "|---|---|---|---|",
        *(
            f"| {one.number} | L{one.level} | {one.asks} | {one.note} |"
            for one in everything
            if one.state == "open"
        ),
    ]
    for chapter in known:
        lines += _table(chapter)
    return "\n".join(lines) + "\n"


def _counted(everything: list[Requirement]) -> list[str]:
    counts = Counter((one.state, one.level) for one in everything)
    lines = ["| 判断 | L1 | L2 | L3 | 計 | 意味 |", "|---|---|---|---|---|---|"]
    for state, label in STATES.items():
        told = [counts[state, level] for level in (1, 2, 3)]
        lines.append(f"| {label} | {' | '.join(map(str, told))} | {sum(told)} | {SAYS[state]} |")
    told = [sum(one.level == level for one in everything) for level in (1, 2, 3)]
    return [*lines, f"| 計 | {' | '.join(map(str, told))} | {sum(told)} | |"]


def _table(chapter: Chapter) -> list[str]:
    lines = [f"\n## {chapter.number} {chapter.title}"]
    for section, title in chapter.sections.items():
        lines += [
            f"\n### {section} {title}\n",
            "| 番号 | 段階 | 求めること | 判断 | 証し・わけ |",
            "|---|---|---|---|---|",
        ]
        lines += [_row(one) for one in chapter.requirements if one.number.rpartition(".")[0] == section]
    return lines


def _row(one: Requirement) -> str:
    shown = [f"`{test}`" for test in one.tests]
    told = "<br>".join([*([one.note] if one.note else []), *shown])
    return f"| {one.number} | L{one.level} | {one.asks} | {STATES[one.state]} | {told} |"


def _chapter(path: Path) -> Chapter:
    told = _read(path)
    requirements = [
        Requirement(**{**one, "tests": tuple(one.get("tests", ()))}) for one in told["requirement"]
    ]
    return Chapter(int(path.stem), told["title"], told["sections"], requirements)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
