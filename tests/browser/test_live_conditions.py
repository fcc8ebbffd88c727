"""佐藤 fills in a section by keyboard: what an answer asks for appears, and what it hides is neither lost nor kept unsaid."""

import pytest

from kasane.access.ids import encode_id
from tests.browser.conftest import Office, Seat
from tests.world import World

pytestmark = pytest.mark.browser
OTHER = "知人の離れ"


def opens(town: World, seat: Seat) -> None:
    begun = town.one("select id from assessments_assessment where finished_at is null")
    seat.go(f"/assessments/{encode_id(int(str(begun)))}/home/")
    seat.page.locator("[name=housing][value=owned]").focus()
    seat.page.keyboard.press("Space")


def goes_down(seat: Seat, *, times: int) -> None:
    for _ in range(times):
        seat.page.keyboard.press("ArrowDown")


def test_an_item_appears_by_its_condition_and_what_is_hidden_again_is_told(
    town: World, busy_office: Office
) -> None:
    sato = busy_office.seat("sato", width=390)
    opens(town, sato)
    other, told = sato.page.locator("[name=housing_other]"), sato.page.locator("[data-hidden-answers]")
    assert not other.is_visible()
    assert not told.is_visible()
    goes_down(sato, times=5)
    assert other.is_visible()
    sato.page.keyboard.press("Tab")
    assert sato.page.evaluate("document.activeElement.name") == "housing_other", "what appears comes next"
    sato.page.keyboard.type(OTHER)
    sato.page.keyboard.press("Shift+Tab")
    sato.page.keyboard.press("ArrowUp")
    assert not other.is_visible()
    assert told.is_visible()
    assert "「住居（その他）の内容」に書いたことは、隠れている間は数えません" in told.inner_text()
    sato.page.keyboard.press("ArrowDown")
    assert other.input_value() == OTHER
    assert not told.is_visible()
    assert sato.complaints == []


def test_what_was_hidden_stays_while_one_writes_and_comes_back_with_its_answer(
    town: World, busy_office: Office
) -> None:
    sato = busy_office.seat("sato")
    opens(town, sato)
    goes_down(sato, times=5)
    sato.page.keyboard.press("Tab")
    sato.page.keyboard.type(OTHER)
    sato.page.keyboard.press("Shift+Tab")
    sato.page.keyboard.press("ArrowUp")
    sato.press("ここまで保存する")
    opens(town, sato)
    told = sato.page.locator("[data-hidden-answers]")
    assert told.is_visible(), "what is stored and hidden is told on opening, too"
    goes_down(sato, times=5)
    assert sato.page.locator("[name=housing_other]").input_value() == OTHER
