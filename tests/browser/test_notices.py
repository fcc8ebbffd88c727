"""The number beside お知らせ: it comes after the page, falls as things are read, and is nothing when unknown."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Office, Seat

pytestmark = pytest.mark.browser


def forget(seat: Seat) -> None:
    """The page one signed in to has been counted; what it kept is thrown away."""
    seat.page.wait_for_load_state("networkidle")
    seat.page.evaluate("sessionStorage.clear()")


def test_suzuki_sees_the_number_fall_and_nothing_where_it_cannot_be_asked(busy_office: Office) -> None:
    suzuki = busy_office.seat("suzuki")
    page, number = suzuki.page, suzuki.page.locator("#k-count")
    suzuki.go("/cases/")
    number.wait_for(state="visible")
    before = int(number.inner_text())
    assert before > 1
    page.locator(".k-bell").click()
    page.get_by_role("button", name=re.compile("^読んだ")).first.click()
    page.get_by_text("読んだしるしを付けました。").wait_for()
    expect(page.locator("#k-count")).to_have_text(str(before - 1))
    page.get_by_role("button", name="すべて読んだ").click()
    expect(page.locator("#k-count")).to_have_text("")
    assert not number.is_visible()
    assert suzuki.complaints == []


def test_a_page_that_was_just_counted_asks_no_second_time(busy_office: Office) -> None:
    suzuki, asked = busy_office.seat("suzuki"), []
    forget(suzuki)
    suzuki.page.on("request", lambda request: asked.append(request.url) if "/count/" in request.url else None)
    suzuki.go("/cases/")
    suzuki.page.locator("#k-count").wait_for(state="visible")
    suzuki.go("/referrals/")
    suzuki.page.locator("#k-count").wait_for(state="visible")
    assert len(asked) == 1


@pytest.mark.parametrize("answer", [{"status": 500, "body": "7"}, {"status": 204}, None])
def test_what_fails_shows_nothing(busy_office: Office, answer: dict[str, object] | None) -> None:
    suzuki = busy_office.seat("suzuki")
    page = suzuki.page
    forget(suzuki)
    page.route(
        "**/notices/count/", lambda route: route.fulfill(**answer) if answer else route.abort()  # type: ignore[arg-type]
    )  # fmt: skip
    with page.expect_event("requestfinished" if answer else "requestfailed", lambda r: "/count/" in r.url):
        suzuki.go("/cases/")
    page.wait_for_timeout(200)
    assert page.locator("#k-count").inner_text() == ""
    assert not page.locator("#k-count").is_visible()
    assert page.locator(".k-bell").get_attribute("href") == "/notices/"
