"""The version, read from the newest heading of the changelog."""

import re
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parent.parent / "CHANGELOG.md"


def newest_version(changelog: str) -> str:
    found = re.search(r"^## (\d+\.\d+\.\d+)", changelog, re.MULTILINE)
    return found[1] if found else "0"


VERSION = newest_version(CHANGELOG.read_text(encoding="utf-8")) if CHANGELOG.exists() else "0"
