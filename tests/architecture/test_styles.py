"""Every style sheet closes what it opens: one left open swallows all that follows it."""

from pathlib import Path

import pytest

SHEETS = sorted((Path(__file__).resolve().parents[2] / "kasane").rglob("*.css"))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_closes_what_it_opens(path: Path) -> None:
    depth = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        assert depth == 0 or not line.startswith("."), (
            f"written inside a block that was left open: {line[:60]}"
        )
        depth += line.count("{") - line.count("}")
    assert depth == 0
