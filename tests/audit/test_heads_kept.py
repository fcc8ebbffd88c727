"""The heads outside the database: each line whole, or not there; what was cut off is of no seal."""

import json
from pathlib import Path

import pytest

from kasane.audit.actions import keep_head
from kasane.audit.queries import _kept_heads


def line(number: int) -> str:
    return json.dumps({"number": number, "head": f"{number:064x}"})


def test_a_line_cut_off_by_a_lost_machine_is_replaced_and_until_then_not_read(tmp_path: Path) -> None:
    heads = tmp_path / "heads"
    keep_head(line(1), heads)
    with heads.open("a") as torn:
        torn.write(line(2)[:20])
    assert list(_kept_heads(heads)) == [1]
    keep_head(line(2), heads)
    keep_head(line(3), heads)
    assert list(_kept_heads(heads)) == [1, 2, 3]


def test_a_full_disk_leaves_no_half_of_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heads = tmp_path / "heads"
    keep_head(line(1), heads)

    def no_room(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kasane.audit.actions.os.fsync", no_room)
    with pytest.raises(OSError, match="No space"):
        keep_head(line(2), heads)
    assert heads.read_text() == line(1) + "\n"
