"""What of two people's writing is asked, taken over or carried along."""

import pytest
from django import forms
from django.http import QueryDict

from kasane.web.assessments.fields import RowsField
from kasane.web.components.conflict import asks_nothing, conflict_of, is_unchosen, remembered


class Card(forms.Form):
    phone = forms.CharField(label="電話", required=False)
    sex = forms.ChoiceField(label="性別", choices=[("f", "女性"), ("m", "男性")])


def card(now: str, sent: str, seen: str) -> Card:
    return Card(
        QueryDict(f"phone={sent}&seen-phone={seen}&sex=f&seen-sex=f"), initial={"phone": now, "sex": "f"}
    )


@pytest.mark.parametrize(
    ("seen", "sent", "now", "asked", "taken_over", "carried"),
    [
        ("1", "2", "3", True, False, None),
        ("1", "2", "1", False, False, "2"),
        ("1", "1", "3", False, True, "3"),
        ("1", "2", "2", False, False, "2"),
        ("1", "", "3", True, False, None),
        ("", "", "3", False, True, "3"),
    ],
)
def test_only_what_both_wrote_is_asked(
    seen: str, sent: str, now: str, asked: bool, taken_over: bool, carried: str | None
) -> None:
    conflict = conflict_of(card(now, sent, seen), by="木村さん")
    assert [one.name for one in conflict.differences] == ["phone"] * asked
    assert [one.name for one in conflict.taken_over] == ["phone"] * taken_over
    assert dict(conflict.hidden).get("phone") == carried
    assert dict(conflict.hidden)["seen-phone"] == now, "the next comparison begins where this one ends"


def test_a_choice_not_made_is_asked_again_and_nothing_of_it_is_lost() -> None:
    first = conflict_of(card("3", "2", "1"), by="木村さん")
    again = QueryDict(mutable=True)
    for name, value in first.hidden:
        again.appendlist(name, value)
    assert is_unchosen(again)
    second = conflict_of(Card(again, initial={"phone": "3", "sex": "f"}), by="木村さん")
    assert [(one.mine.value, one.theirs.value) for one in second.differences] == [("2", "3")]
    again["phone"] = "3"
    assert not is_unchosen(again)


def test_a_choice_from_a_list_is_read_by_its_label() -> None:
    form = Card(QueryDict("sex=m&seen-sex=f&phone="), initial={"phone": "", "sex": ""})
    (one,) = conflict_of(form, by="木村さん").differences
    assert (one.mine.shown, one.theirs.shown) == ("男性", "（空欄）")


def test_what_was_seen_first_comes_back_with_the_form() -> None:
    assert dict(remembered(Card(initial={"phone": "1"})))["seen-phone"] == "1"
    assert dict(remembered(card("3", "2", "1")))["seen-phone"] == "1"


class Boxes(forms.Form):
    ways = forms.MultipleChoiceField(
        label="伝え方", choices=[("a", "筆談"), ("b", "手紙"), ("c", "電話")], required=False
    )


def test_boxes_both_ticked_are_both_kept_and_an_unticked_one_stays_so() -> None:
    sent = QueryDict("seen-ways=a&seen-ways=c&ways=a&ways=b")
    conflict = conflict_of(Boxes(sent, initial={"ways": ["c"]}), by="木村さん")
    assert [value for name, value in conflict.hidden if name == "ways"] == ["b"], (
        "a was theirs to untick, c mine"
    )
    assert [value for name, value in conflict.hidden if name == "seen-ways"] == ["c"]
    assert [one.theirs.shown for one in conflict.taken_over] == ["手紙"]
    assert remembered(Boxes(initial={"ways": ["c", "a"]})) == [("seen-ways", "a"), ("seen-ways", "c")]


class Tick(forms.Form):
    has_paper = forms.BooleanField(label="紙がある", required=False)


@pytest.mark.parametrize(
    ("sent", "now", "stays"),
    [
        ("", False, []),
        ("has_paper=on", False, ["on"]),
        ("", True, ["on"]),
        ("seen-has_paper=on", True, []),
        ("seen-has_paper=on&has_paper=on", False, []),
    ],
)
def test_a_single_box_stays_as_who_changed_it_left_it(sent: str, now: bool, stays: list[str]) -> None:
    conflict = conflict_of(Tick(QueryDict(sent), initial={"has_paper": now}), by="木村さん")
    assert [value for name, value in conflict.hidden if name == "has_paper"] == stays


class Table(forms.Form):
    members = RowsField(("続柄", "住まい"), label="家族")


FATHER, MOTHER = [["父", "別居"]], [["母", "同居"]]


def rows(seen: str, *cells: str) -> QueryDict:
    sent = QueryDict(mutable=True)
    sent["seen-members"] = seen
    for place, cell in enumerate(cells):
        sent[f"members-0-{place}"] = cell
    return sent


def test_a_table_of_rows_is_chosen_whole_and_comes_back_as_it_was_typed() -> None:
    (opened,) = remembered(Table(initial={"members": []}))
    conflict = conflict_of(Table(rows(opened[1], "母", "同居"), initial={"members": FATHER}), by="木村さん")
    (one,) = conflict.differences
    assert (one.mine.shown, one.theirs.shown) == ("母　同居", "父　別居")
    for side, told in ((one.mine, MOTHER), (one.theirs, FATHER)):
        chosen = Table(QueryDict(mutable=True) | {"members": side.value}, initial={"members": FATHER})
        assert chosen.is_valid()
        assert chosen.cleaned_data["members"] == told


def test_a_table_nobody_else_touched_asks_nothing() -> None:
    form = Table(rows("[]", "母", "同居"), initial={"members": []})
    assert asks_nothing(conflict_of(form, by="木村さん"))


@pytest.mark.parametrize("told", ["", "{", "1", '["父"]', "null"])
def test_what_is_no_table_is_no_rows(told: str) -> None:
    form = Table({"members": told})
    assert not form.is_valid() or form.cleaned_data["members"] == []
