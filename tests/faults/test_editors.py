"""Many rewrite one text at once: each is either stored or told that somebody was quicker, and nothing stored is lost."""

from tests.faults.editors import Browser, Editor, lost
from tests.faults.place import Place
from tests.faults.rewriting import rewrite

EDITORS, EDITS = 5, 12


def test_every_edit_is_stored_or_told_to_have_been_outrun(place: Place) -> None:
    for text in rewrite(place, editors=EDITORS, edits=EDITS):
        assert text.faults == [], text.name
        assert text.stored + text.outrun == EDITORS * EDITS
        assert text.outrun > 0, f"{text.name}: nobody was quicker, so nothing was proven"


def test_a_lost_edit_would_be_seen() -> None:
    sato, kimura = Editor(1, Browser("sato", 0)), Editor(2, Browser("kimura", 0))
    sato.stored = {2: "佐藤"}
    kimura.stored = {3: "木村"}
    kimura.shown = [(2, "佐藤")]
    people = [sato, kimura]
    assert lost(people, {1: "はじめ", 2: "佐藤", 3: "木村"}, 1) == []
    assert lost(people, {1: "はじめ", 3: "木村"}, 1) == ["佐藤が版2にない"]
    assert lost(people, {1: "はじめ", 2: "佐藤", 3: "木村", 4: "？"}, 1) == ["版4は、だれの答えにもない"]
    kimura.shown = [(2, "だれか")]
    assert lost(people, {1: "はじめ", 2: "佐藤", 3: "木村"}, 1) == ["版2として見せただれかは、違う"]
    kimura.stored = {2: "木村"}
    assert "版2が二人に答えられた" in lost(people, {1: "はじめ", 2: "木村"}, 1)
    for one in people:
        one.browser.close()
