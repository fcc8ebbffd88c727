"""The heads outside the database: each line whole, or not there; what was cut off is of no seal."""

import json
from pathlib import Path

import pytest

from kasane.audit.actions import keep_head
from kasane.audit.facts import KeptHeads
from kasane.audit.queries import whole_lines


def line(number: int, head: int = 0, *, is_sealed: bool = False) -> str:
    told = {"number": number, "head": f"{head or number:064x}"}
    return json.dumps({**told, "is_sealed": True} if is_sealed else told)


def kept(heads: Path) -> list[int]:
    return list(KeptHeads.of(whole_lines(heads)).heads)


def test_a_line_cut_off_by_a_lost_machine_is_replaced_and_until_then_not_read(tmp_path: Path) -> None:
    heads = tmp_path / "heads"
    keep_head(line(1), heads)
    with heads.open("a") as torn:
        torn.write(line(2)[:20])
    assert kept(heads) == [1]
    keep_head(line(2), heads)
    keep_head(line(3), heads)
    assert kept(heads) == [1, 2, 3]


def test_a_full_disk_leaves_no_half_of_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heads = tmp_path / "heads"
    keep_head(line(1), heads)

    def no_room(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kasane.audit.actions.os.fsync", no_room)
    with pytest.raises(OSError, match="No space"):
        keep_head(line(2), heads)
    assert heads.read_text() == line(1) + "\n"


@pytest.mark.parametrize(
    ("lines", "lost"),
    [
        ([line(1), line(1, is_sealed=True)], []),
        ([line(1), line(2)], []),
        ([line(1), line(2), line(2, is_sealed=True)], [2]),
        ([line(1), line(2), line(3)], [2, 3]),
        ([line(1), line(2), line(3), line(3, is_sealed=True)], [2, 3]),
        ([line(1), line(2, head=9), line(2)], []),
    ],
)
def test_only_a_head_told_before_its_seal_stood_may_be_of_a_keeper_that_was_killed(
    lines: list[str], lost: list[int]
) -> None:
    """The chain has its first seal alone."""
    assert KeptHeads.of(lines).lost(expected=2) == lost


@pytest.mark.parametrize(
    ("lines", "remade"),
    [
        ([line(1), line(1, is_sealed=True), line(1, head=9)], (1,)),
        ([line(1), line(2), line(1, head=9), line(1, head=9, is_sealed=True)], (1,)),
        ([line(1), line(1, head=9), line(1, head=9, is_sealed=True)], ()),
        ([line(1), line(1, is_sealed=True), line(1, is_sealed=True), line(2)], ()),
    ],
)
def test_a_seal_made_anew_after_it_stood_is_told_from_one_that_never_stood(
    lines: list[str], remade: tuple[int, ...]
) -> None:
    assert KeptHeads.of(lines).remade == remade
