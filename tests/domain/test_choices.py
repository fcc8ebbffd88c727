"""Choice lists kept on screen: 田中 of 福祉総合相談担当 keeps 「地域とのつながり」; records keep the words of their day."""

import pytest

from kasane.assessments.actions.lists import (
    add_choice,
    begin_list,
    end_choice,
    keep_choice,
    mark_choice,
    move_choice,
    rename_choice,
)
from kasane.code_lists.actions import load_lists
from kasane.code_lists.models import Choice, ChoiceList
from kasane.code_lists.queries import choices, is_reported_on, items_of, labels_of
from kasane.rules.verdicts import Refused
from tests.world import World

TIES = "a_ties"


def item(code: str, list_code: str = TIES) -> Choice:
    return Choice.objects.get(list_code=list_code, code=code)


def offered(world: World, ago: int = 0, list_code: str = TIES) -> list[str]:
    with world.acting("tanaka"):
        return [label for _, label in choices(list_code, world.clock.day(ago))]


def test_what_is_added_is_offered_from_its_day(world: World) -> None:
    with world.acting("tanaka", 10) as tanaka:
        known = ChoiceList.objects.get(code=TIES)
        added = add_choice(known, label=" 子ども食堂 ", valid_from=world.clock.day(5), by=tanaka)
        assert added.code.isalnum()
        with pytest.raises(Refused, match="すでにこの一覧"):
            add_choice(known, label="子ども食堂", valid_from=tanaka.today, by=tanaka)
    assert "子ども食堂" not in offered(world, 8)
    assert offered(world)[-1] == "子ども食堂"


def test_a_record_of_an_earlier_day_keeps_the_label_of_its_day(world: World) -> None:
    with world.acting("tanaka", 10) as tanaka:
        rename_choice(item("salon"), label="通いの場", since=world.clock.day(5), by=tanaka)
        with pytest.raises(Refused, match="すでにこの一覧"):
            rename_choice(item("friend"), label="通いの場", since=tanaka.today, by=tanaka)
    with world.acting("tanaka", 6) as tanaka:
        rename_choice(item("salon"), label="通いの場・サロン", since=world.clock.day(5), by=tanaka)
    with world.acting("tanaka", 3) as tanaka:
        rename_choice(item("salon"), label="みんなの居場所", since=world.clock.day(1), by=tanaka)
    labels = labels_of(TIES)
    assert labels.on(world.clock.day(9))[TIES, "salon"] == "サロン・居場所"
    assert labels.on(world.clock.day(5))[TIES, "salon"] == "通いの場・サロン"
    assert labels[TIES, "salon"] == "みんなの居場所"
    assert "通いの場・サロン" in offered(world, 3)
    assert "みんなの居場所" in offered(world)


def test_what_is_marked_is_reported_from_its_day_and_what_was_reported_stays(world: World) -> None:
    salon = item("salon")
    assert not is_reported_on(salon, world.clock.day(0))
    with world.acting("tanaka", 40) as tanaka:
        mark_choice(salon, is_reported=True, since=world.clock.day(30), by=tanaka)
        with pytest.raises(Refused, match="過去の日"):
            mark_choice(salon, is_reported=True, since=world.clock.day(50), by=tanaka)
        with pytest.raises(Refused, match="もうそうなって"):
            mark_choice(item("salon"), is_reported=True, since=world.clock.day(25), by=tanaka)
    with world.acting("tanaka", 20) as tanaka:
        mark_choice(item("salon"), is_reported=False, since=world.clock.day(10), by=tanaka)
    told = item("salon")
    assert [is_reported_on(told, world.clock.day(ago)) for ago in (35, 30, 15, 10, 0)] == [
        False,
        True,
        True,
        False,
        False,
    ]


def test_what_is_over_is_no_longer_offered_but_still_read_and_may_come_back(world: World) -> None:
    with world.acting("tanaka", 10) as tanaka:
        end_choice(item("friend"), last_day=world.clock.day(5), by=tanaka)
    assert "友人・知人" in offered(world, 5)
    assert "友人・知人" not in offered(world)
    assert labels_of(TIES)[TIES, "friend"] == "友人・知人"
    with world.acting("tanaka") as tanaka:
        with pytest.raises(Refused, match="もう終わっています"):
            end_choice(item("friend"), last_day=tanaka.today, by=tanaka)
        keep_choice(item("friend"), by=tanaka)
    assert "友人・知人" in offered(world)


def test_what_is_over_does_not_come_back_under_a_word_somebody_else_has(world: World) -> None:
    with world.acting("tanaka", 10) as tanaka:
        end_choice(item("friend"), last_day=world.clock.day(5), by=tanaka)
    with world.acting("tanaka") as tanaka:
        add_choice(ChoiceList.objects.get(code=TIES), label="友人・知人", valid_from=tanaka.today, by=tanaka)
        with pytest.raises(Refused, match="同じ表示"):
            keep_choice(item("friend"), by=tanaka)


def test_what_a_rule_or_a_form_asks_about_stays(world: World) -> None:
    with world.acting("tanaka") as tanaka:
        with pytest.raises(Refused, match="決まりや図"):
            end_choice(item("care", "field"), last_day=tanaka.today, by=tanaka)
        with pytest.raises(Refused, match="家賃"):
            end_choice(item("rented", "a_housing"), last_day=tanaka.today, by=tanaka)
        end_choice(item("aged", "field"), last_day=tanaka.today, by=tanaka)
        end_choice(item("owned", "a_housing"), last_day=tanaka.today, by=tanaka)


def test_an_item_moves_past_its_neighbour_that_is_offered(world: World) -> None:
    with world.acting("tanaka", 10) as tanaka:
        end_choice(item("neighbours"), last_day=world.clock.day(9), by=tanaka)
    with world.acting("tanaka") as tanaka:
        move_choice(item("association"), -1, by=tanaka)
        move_choice(item("association"), -1, by=tanaka)
    assert offered(world)[:2] == ["自治会", "民生委員・児童委員"]
    with world.acting("tanaka") as tanaka:
        move_choice(item("association"), 1, by=tanaka)
        move_choice(item("none"), 1, by=tanaka)
    assert offered(world)[:2] == ["民生委員・児童委員", "自治会"]
    assert offered(world)[-1] == "つながりがない"


def test_a_list_of_ones_own_has_a_title_and_different_items(world: World) -> None:
    with world.acting("tanaka") as tanaka:
        for title, labels in (("", ["ある"]), ("食事", []), ("食事", ["ある", " ある "])):
            with pytest.raises(Refused, match="一覧の題"):
                begin_list(title=title, labels=labels, by=tanaka)
        with pytest.raises(Refused, match="一つの選択肢は120字まで"):
            begin_list(title="食事", labels=["とれている", "あ" * 121], by=tanaka)
        begin_list(title="長い選択肢", labels=["あ" * 120], by=tanaka)
        begun = begin_list(title="食事", labels=["とれている", "", "とれていない"], by=tanaka)
    assert offered(world, list_code=begun.code) == ["とれている", "とれていない"]


def test_the_files_never_undo_what_the_office_keeps_on_screen(world: World) -> None:
    with world.acting("tanaka") as tanaka:
        end_choice(item("friend"), last_day=tanaka.today, by=tanaka)
    world.superuser.execute("grant insert, update on code_lists_choice to public")
    load_again(world)
    told = {one.code: one for one in items_of(TIES)}
    assert told["friend"].valid_to is not None
    assert told["salon"].label == "通いの場"


def load_again(world: World) -> None:
    """The file as it says today, written by who owns the tables."""
    world.superuser.execute("alter table code_lists_choice disable row level security")
    items = [{"code": "friend", "label": "友だち"}, {"code": "salon", "label": "通いの場"}]
    load_lists({TIES: items}, {TIES: "つながり"}, valid_from=world.clock.day(100))


def test_each_change_is_told(world: World) -> None:
    with world.acting("tanaka") as tanaka:
        add_choice(ChoiceList.objects.get(code=TIES), label="子ども食堂", valid_from=tanaka.today, by=tanaka)
        rename_choice(item("salon"), label="通いの場", since=tanaka.today, by=tanaka)
        end_choice(item("friend"), last_day=tanaka.today, by=tanaka)
        keep_choice(item("friend"), by=tanaka)
        move_choice(item("friend"), -1, by=tanaka)
    told = {row[0] for row in world.superuser.execute("select what from audit_auditrow").fetchall()}
    assert {"add_choice", "rename_choice", "end_choice", "keep_choice", "move_choice"} <= told
