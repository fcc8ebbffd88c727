"""What a scanner says it found, and the short list of what is none, each with its reason."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

EXPLAINED = Path(__file__).parent / "explained.toml"


@dataclass(frozen=True)
class Finding:
    """One line of a scanner; `page` is the name of ours, never an address with somebody's id in it."""

    tool: str
    kind: str
    page: str
    says: str

    @property
    def line(self) -> str:
        return f"{self.tool}: {self.kind}（{self.page}）{self.says}"


@dataclass(frozen=True)
class Explanation:
    """Why one kind of finding is none of ours; `says` stands in it."""

    tool: str
    kind: str
    says: str
    reason: str

    def fits(self, finding: Finding) -> bool:
        return (self.tool, self.kind) == (finding.tool, finding.kind) and self.says in finding.says


@dataclass(frozen=True)
class Run:
    """What one tool did: how much it tried, how often it asked, what it found, how often it was answered by a fault."""

    tool: str
    tried: str
    requests: int
    faults: int
    findings: tuple[Finding, ...]


def explanations() -> tuple[Explanation, ...]:
    told = tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))
    return tuple(Explanation(**one) for one in told["explained"])


def unexplained(found: Iterable[Finding], known: Iterable[Explanation]) -> list[Finding]:
    reasons = tuple(known)
    return [one for one in dict.fromkeys(found) if not any(reason.fits(one) for reason in reasons)]


def table(runs: Iterable[Run], known: Iterable[Explanation]) -> str:
    """One line a tool; what is explained is counted beside what is not."""
    reasons = tuple(known)
    lines = [
        "| 道具 | 試したこと | 送った回数 | 見つかったもの | 500番台の返事 |",
        "|---|---|--:|--:|--:|",
    ]
    for run in runs:
        left = len(unexplained(run.findings, reasons))
        rest = len(set(run.findings)) - left
        told = f"{left}（ほかに、わけのあるもの {rest}）" if rest else str(left)
        lines.append(f"| {run.tool} | {run.tried} | {run.requests:,} | {told} | {run.faults} |")
    return "\n".join(lines)
