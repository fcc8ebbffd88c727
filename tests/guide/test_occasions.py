"""The walk through the town's sittings: whatever the guide says of them is there, and nothing the town must hold lacks."""

import re
from pathlib import Path

import pytest

from kasane.access.ids import encode_id
from kasane.rules.meetings import MeetingKind
from kasane.rules.plans import Judgement, Occasion, PartKind
from tests.world import World

CHAPTER = (Path(__file__).resolve().parents[2] / "docs/guide/16-mihon-no-kaigi.md").read_text(
    encoding="utf-8"
)
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in CHAPTER.splitlines()
    if line.startswith("| ")
]
DECIDED = [row for row in ROWS if len(row) == 4 and row[0] != "議題の題"]
OTHERS = [row for row in ROWS if len(row) == 2 and row[0] != "議題の題"]


def items(town: World) -> list[tuple[int, str, str, str, str]]:
    """(id, topic, kind of part, occasion, judgement) of every decided item, the oldest first."""
    return town.superuser.execute(
        "select i.id, i.topic, p.kind, i.occasion, d.judgement from meetings_agendaitem i"
        " join meetings_decision d on d.item_id = i.id join support_plans_planpart p on p.id = i.part_id"
        " order by d.decided_on, i.sort_order, i.id"
    ).fetchall()


def test_the_town_holds_every_occasion_of_every_kind_of_part(town: World) -> None:
    held = {(kind, occasion) for _, _, kind, occasion, _ in items(town)}
    assert held == {(kind.value, occasion.value) for kind in PartKind for occasion in Occasion}
    judged = {judgement for *_, judgement in items(town)}
    assert judged == {one.value for one in Judgement}, (
        "and every judgement, the three that take nothing among them"
    )


def test_the_guide_walks_through_every_occasion_of_every_kind(town: World) -> None:
    walked = {(row[0].split("の")[0], row[1]) for row in DECIDED}
    assert walked == {(kind.label, occasion.label) for kind in PartKind for occasion in Occasion}
    assert {row[2] for row in DECIDED} == {one.label for one in Judgement}


@pytest.mark.parametrize("place", range(len(DECIDED)), ids=[f"{row[0]}-{row[2]}" for row in DECIDED])
def test_what_the_guide_says_of_a_decided_item_stands_on_its_page(town: World, place: int) -> None:
    topic, occasion, judgement, seen = DECIDED[place]
    of_topic = [
        number
        for number, name, *_, code in items(town)
        if name == topic and Judgement(code).label == judgement
    ]
    assert of_topic, "the town holds such an item"
    page = town.client("tanaka").get(f"/items/{encode_id(of_topic[0])}/").content.decode()
    assert topic in page
    assert occasion in page
    assert judgement in page
    for words in re.findall("『([^』]+)』", seen):
        assert words in page


@pytest.mark.parametrize(("topic", "seen"), OTHERS, ids=[row[0] for row in OTHERS])
def test_the_other_items_of_the_walk_open_for_whom_the_guide_names(
    town: World, topic: str, seen: str
) -> None:
    who = "suzuki" if "suzuki" in seen else "tanaka"
    item = town.one("select id from meetings_agendaitem where topic = %s", topic)
    answer = town.client(who).get(f"/items/{encode_id(int(str(item)))}/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert topic in page
    for words in re.findall("『([^』]+)』", seen):
        assert words in page
    if who == "suzuki":
        assert town.client("tanaka").get(f"/items/{encode_id(int(str(item)))}/").status_code == 404


def test_the_town_holds_every_kind_of_sitting_and_every_ground(town: World) -> None:
    kinds = {kind for (kind,) in town.superuser.execute("select distinct kind from meetings_sitting")}
    assert kinds == {kind.value for kind in MeetingKind}
    mixed = "select count(*) from meetings_sitting s where 1 < (select count(distinct i.bases) from meetings_agendaitem i where i.sitting_id = s.id)"
    assert town.one(mixed), "a sitting whose items stand on different grounds"
    assert town.one("select count(*) from meetings_agendaitem where is_anonymous")
    assert town.one("select count(*) from consents_consent where answer = 'refused'")


def test_what_began_urgently_is_once_confirmed_and_once_still_waited_for(town: World) -> None:
    began = town.superuser.execute(
        "select p.former_id is not null, exists (select from support_plans_partstatechange c"
        " where c.part_id = p.id and c.occasion = 'establish' and c.decided_on >= u.began_on)"
        " from support_plans_urgentstart u join support_plans_planpart p on p.id = u.part_id"
    ).fetchall()
    assert sorted(began) == [(False, False), (True, True)]
    waiting = town.client("tanaka").get("/plans/unconfirmed/").content.decode()
    assert "夜8時の電話" in waiting
    assert "会場までの送り" not in waiting


def test_minutes_were_once_mended_with_a_reason_and_the_first_are_still_read(town: World) -> None:
    item = town.one("select item_id from meetings_minutes where number = 2")
    page = town.client("tanaka").get(f"/items/{encode_id(int(str(item)))}/minutes/").content.decode()
    assert "だれが付き添うかが抜けていたため" in page
    assert "第1版" in page


def test_a_part_was_paused_because_nobody_could_reach_her_with_what_was_tried(town: World) -> None:
    attempts, again, was_tried = town.superuser.execute(
        "select attempts, try_again_on, tried_again_at is not null from support_plans_suspension where reason = 'no_contact'"
    ).fetchone() or ([], None, False)
    tried = town.one("select count(*) from cases_note where id = any (%s) and result = 'absent'", attempts)
    assert (len(attempts), tried) == (3, 3)
    assert again is not None
    assert was_tried
