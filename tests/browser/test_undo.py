"""元に戻す by keyboard alone: the sentence is read out, the button comes next, and it is gone once it cannot be done."""

import pytest

from tests.browser.conftest import Office, Seat

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement.textContent.trim()"


def call(seat: Seat) -> None:
    """A call written down at the desk; the hand rests at the top of the page."""
    seat.go("/memos/")
    seat.page.get_by_label("用件").fill("折り返してほしい")
    seat.press("電話メモを残す")
    seat.page.get_by_text("電話メモを残しました。").wait_for()


def press_done(seat: Seat) -> None:
    seat.page.get_by_role("button", name="済みにする").last.focus()
    seat.page.keyboard.press("Enter")
    seat.page.get_by_text("電話メモを済みにしました。").wait_for()


@pytest.mark.parametrize("width", [1280, 390])
def test_sato_takes_it_back_without_a_mouse(busy_office: Office, width: int) -> None:
    sato = busy_office.seat("sato", width=width)
    page = sato.page
    call(sato)
    waiting = page.get_by_role("button", name="済みにする").count()
    press_done(sato)
    told = page.get_by_role("status").filter(has_text="電話メモを済みにしました。")
    assert told.count() == 1
    assert page.evaluate(FOCUSED).startswith("電話メモを済みにしました。"), "what was done is read out first"
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "元に戻す", "and the way back comes next"
    page.keyboard.press("Enter")
    page.get_by_text("電話メモを、待っているものに戻しました。").wait_for()
    assert page.evaluate(FOCUSED) == "電話メモを、待っているものに戻しました。"
    assert page.get_by_role("button", name="済みにする").count() == waiting
    assert page.get_by_role("button", name="元に戻す").count() == 0
    assert sato.complaints == []


def test_the_message_is_told_once_and_the_record_keeps_its_button(busy_office: Office) -> None:
    sato = busy_office.seat("sato")
    page = sato.page
    call(sato)
    press_done(sato)
    assert page.get_by_role("button", name="元に戻す").count() == 2
    sato.go("/memos/")
    assert page.get_by_role("status").filter(has_text="済みにしました").count() == 0
    assert page.get_by_role("button", name="元に戻す").count() == 1


def test_what_kimura_took_back_in_the_meantime_is_refused_with_its_sentence(busy_office: Office) -> None:
    sato, kimura = busy_office.seat("sato"), busy_office.seat("kimura")
    call(sato)
    press_done(sato)
    kimura.go("/memos/")
    kimura.page.get_by_role("button", name="元に戻す").first.click()
    kimura.page.get_by_text("待っているものに戻しました").wait_for()
    sato.page.get_by_role("button", name="元に戻す").first.click()
    sato.page.get_by_text("元に戻すものがありません。すでに戻されています。").wait_for()
    sato.go("/memos/")
    assert sato.page.get_by_role("button", name="元に戻す").count() == 0
