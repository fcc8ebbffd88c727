"""Without a mouse, and at twice the size: Sato's day by keyboard alone, and nothing lost at 200 %."""

import re

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import PASSWORD, Office
from tests.web.test_every_page import addresses
from tests.world import World

pytestmark = pytest.mark.browser
MOST_STEPS = 150
# Where the keyboard stands, how it is marked, and whether that can be seen.
STANDS = """() => {
    const here = document.activeElement, box = here.getBoundingClientRect(), style = getComputedStyle(here);
    return {
        tag: here.tagName,
        isMarked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        isInSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        words: (here.textContent || here.name || '').trim().slice(0, 30),
    };
}"""
# Heads of columns that a narrow screen no longer shows and no cell repeats; the first cell names its row and speaks for itself.
LOST = """() => [...document.querySelectorAll('.k-table--stack')].flatMap(table => {
    const row = table.querySelector('tbody tr');
    const heads = [...table.querySelectorAll('thead th')].map(head => head.textContent.trim());
    const silent = row ? [...row.cells].map(cell => cell.tagName === 'TD' && !cell.dataset.label) : [];
    return heads.filter((head, place) => head && place && silent[place]);
})"""
SHOWN = """() => [...document.querySelectorAll('main a, main button, main input, main select, main textarea, main summary,'
    + ' main td, main dd, main li, main p, main h2')].filter(one => one.type !== 'hidden' && one.checkVisibility()).length"""
OVERFLOW = "document.scrollingElement.scrollWidth - window.innerWidth"


def test_sato_records_a_consultation_and_a_note_by_keyboard_alone(office: Office) -> None:
    page = _signed_in(office)
    _step_to(page, page.get_by_role("link", name="相談を受ける").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/consultations/new/")
    _write(page, "#id_content", "隣の方から。「夜中に大きな声がする」")
    _tick(page, "input[name=channel]")
    _tick(page, "input[name=consulter]")
    _step_to(page, page.get_by_text("情報をくれた人", exact=True).locator(".."))
    page.keyboard.press("Enter")
    _write(page, "#id_informant", "隣の方")
    _write(page, "#id_p0-called", "夜に声のする方")
    _step_to(page, page.get_by_text("2人目", exact=True).first.locator(".."))
    page.keyboard.press("Enter")
    _write(page, "#id_p1-called", "同居の家族")
    _step_to(page, page.get_by_role("button", name="相談を保存する"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/cases/[0-9a-z]{13}/$"))
    assert "夜に声のする方" in page.locator("main").inner_text()
    _step_to(page, page.get_by_role("link", name="経過を書く"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/notes/new/")
    _write(page, "#id_text", "玄関先で会えた。また来てよいとのこと。")
    _tick(page, "input[name=kind]")
    _tick(page, "input[name=concerns]")
    _step_to(page, page.get_by_role("button", name="経過を保存する"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/notes/")
    assert "玄関先で会えた。" in page.locator("main").inner_text()


def test_the_first_step_leads_past_the_menu(office: Office) -> None:
    page = _signed_in(office)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "本文へ"
    assert page.evaluate(STANDS)["isInSight"], "the way past the menu shows itself when one stands on it"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    page.keyboard.press("Tab")
    assert not page.evaluate("document.querySelector('header').contains(document.activeElement)")


def test_at_twice_the_size_nothing_is_lost(town: World, busy_office: Office) -> None:
    """200 % on a screen of 1280 leaves 640."""
    wrong = []
    for name, (who, path) in addresses(town).items():
        seat = busy_office.seat(who)
        town.step_up(who)
        seat.page.set_viewport_size({"width": 1280, "height": 900})
        seat.go(path)
        before = seat.page.evaluate(SHOWN)
        seat.page.set_viewport_size({"width": 640, "height": 450})
        wrong += [f"{name}: {before - seat.page.evaluate(SHOWN)} things vanish"] * (
            seat.page.evaluate(SHOWN) != before
        )
        wrong += [
            f"{name}: the head 「{head}」 of a table is told nowhere" for head in seat.page.evaluate(LOST)
        ]
        wrong += [f"{name} runs over"] * (seat.page.evaluate(OVERFLOW) > 0)
    assert wrong == [], "\n".join(wrong)


def _signed_in(office: Office) -> Page:
    page = office.browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="ja-JP", timezone_id="Asia/Tokyo"
    ).new_page()
    page.set_default_timeout(10_000)
    page.goto(office.base + "/sign-in/")
    page.keyboard.type("sato")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(office.base + "/")
    return page


def _step_to(page: Page, target: Locator) -> None:
    """Tab on until one stands there; every place on the way is marked and in sight."""
    wanted = target.element_handle()
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        stands = page.evaluate(STANDS)
        if stands["tag"] == "BODY":
            continue
        assert stands["isMarked"], f"nothing shows that one stands on {stands}"
        assert stands["isInSight"], f"one stands out of sight on {stands}"
        if page.evaluate("one => document.activeElement === one", wanted):
            return
    raise AssertionError(f"the keyboard does not reach {target}")


def _write(page: Page, field: str, words: str) -> None:
    _step_to(page, page.locator(field))
    page.keyboard.type(words)


def _tick(page: Page, fields: str) -> None:
    _step_to(page, page.locator(fields).first)
    page.keyboard.press("Space")
    assert page.locator(fields).first.is_checked()
