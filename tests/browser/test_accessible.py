"""Every screen, on a desk and on a phone: axe-core finds nothing, nothing runs over, the browser complains of nothing.

axe-core (MPL-2.0) comes with the library axe-playwright-python; it is asked from outside the page, so the strict policy
for scripts stays as it is.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.conftest import Office
from tests.web.test_every_page import addresses
from tests.web.test_second_factor import number
from tests.world import World

pytestmark = pytest.mark.browser
DESK, PHONE = 1280, 390
# WCAG 2.2 at levels A and AA, as axe-core names them.
TAGS = ["best-practice", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ASK = """tags => axe.run(document, {
    runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false, elementRef: false,
}).then(found => found.violations.map(one => [one.id, one.help, one.nodes.map(node => node.target.join(' '))]))"""
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true; })"
OVERFLOW = "document.scrollingElement.scrollWidth - window.innerWidth"
# Sent empty, each of these comes back with what is missing.
SENT_EMPTY = ("new_consultation", "new_note", "new_consent", "new_referral", "new_sitting", "emergency")


@dataclass
class Looking:
    """What was found wrong, told by screen and width."""

    wrong: list[str] = field(default_factory=list)

    def at(self, page: Page, name: str) -> None:
        """A screen that stands open, at both widths, with everything on it that can be opened."""
        page.evaluate(OPEN_ALL)
        for width in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            for rule, help_text, targets in _violations(page):
                self.wrong.append(f"{name} at {width}: {rule} ({help_text}): {'; '.join(targets[:4])}")
        over = page.evaluate(OVERFLOW)
        if over > 0:
            self.wrong.append(f"{name} at {PHONE}: runs {over} px over the right edge")


def test_a_screen_that_fails_is_noticed(busy_office: Office) -> None:
    page = busy_office.seat("sato").page
    page.evaluate("""() => {
        document.querySelector('main').innerHTML = '<input><p class="k-nav"><a class="k-key">x</a></p><pre></pre>';
        document.querySelector('main pre').textContent = 'wide '.repeat(200);
        document.documentElement.removeAttribute('lang');
    }""")
    looking = Looking()
    looking.at(page, "broken")
    found = " ".join(looking.wrong)
    assert all(rule in found for rule in ("label (", "html-has-lang (", "over the right edge")), found


def test_every_screen_is_accessible(town: World, busy_office: Office) -> None:
    looking = Looking()
    for name, (who, path) in addresses(town).items():
        seat = busy_office.seat(who)
        town.step_up(who)
        assert seat.go(path) == 200, name
        looking.at(seat.page, name)
        if name in SENT_EMPTY:
            seat.page.locator("main .k-button--primary").first.click()
            looking.at(seat.page, f"{name}, sent empty")
    assert looking.wrong == [], "\n".join(looking.wrong)
    assert _complaints(busy_office) == []


def test_the_door_and_every_refusal_is_accessible(town: World, busy_office: Office) -> None:
    looking = Looking()
    door = busy_office.browser.new_context(locale="ja-JP").new_page()
    door.goto(busy_office.base + "/sign-in/")
    looking.at(door, "the door")
    door.get_by_label("ユーザーID").fill("sato")
    door.get_by_label("パスワード").fill("never-was-it-this")
    door.get_by_role("button", name="サインインする").click()
    looking.at(door, "the door, shut")
    door.context.close()
    ito = busy_office.seat("ito")
    for path, status in (("/nothing/here/", 404), ("/cases/", 403), ("/sign-in/again/", 200)):
        assert ito.go(path) == status
        looking.at(ito.page, path)
    _set_up_of_a_real_installation(town, busy_office, looking)
    assert looking.wrong == [], "\n".join(looking.wrong)


def _set_up_of_a_real_installation(town: World, office: Office, looking: Looking) -> None:
    town.superuser.execute("update directory_municipality set is_demo = false")
    town.superuser.execute("update sign_in_account set is_demo = false")
    page = office.browser.new_context(locale="ja-JP").new_page()
    page.goto(office.base + "/sign-in/")
    page.get_by_label("ユーザーID").fill("suzuki")
    page.get_by_label("パスワード").fill("kasane-no-machi")
    page.get_by_role("button", name="サインインする").click()
    assert page.url.endswith("/sign-in/second/new/")
    looking.at(page, "the second factor")
    secret = page.locator("code").inner_text()
    page.get_by_label("確認コード").fill(number(secret))
    page.get_by_role("button", name="準備を終える").click()
    looking.at(page, "recovery codes")
    page.goto(office.base + "/sign-in/password/")
    looking.at(page, "one's own password")
    page.get_by_role("button", name="パスワードを変える").click()
    looking.at(page, "one's own password, sent empty")
    page.context.close()


def _violations(page: Page) -> list[Any]:
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    return list(page.evaluate(ASK, TAGS))


def _complaints(office: Office) -> list[str]:
    """What the browsers complained of, but for the answers that were asked for."""
    return [
        f"{seat.who}: {line}"
        for seat in office.seats.values()
        for line in seat.complaints
        if "Failed to load resource" not in line
    ]
