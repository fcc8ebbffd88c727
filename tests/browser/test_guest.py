"""On her phone: from the link to the written opinion, and afterwards nothing."""

import pytest
from playwright.sync_api import Page

from kasane.access.ids import encode_id
from tests.browser.conftest import Office
from tests.browser.test_accessible import Looking
from tests.domain import test_guests
from tests.domain.test_guests import invited
from tests.domain.test_sittings import anew
from tests.world import World

__all__ = ["invited"]
pytestmark = pytest.mark.browser


def test_ogawa_does_her_part_and_afterwards_sees_nothing(
    town: World,
    invited: tuple[test_guests.Sitting, test_guests.AgendaItem, test_guests.GuestPass],
    busy_office: Office,
) -> None:
    sitting, item, made = invited
    page = busy_office.browser.new_context(
        viewport={"width": 390, "height": 844}, locale="ja-JP", timezone_id="Asia/Tokyo"
    ).new_page()
    page.set_default_timeout(10_000)
    looking = Looking()
    link = f"{busy_office.base}/sign-in/invited/{made.link}/"
    page.goto(link)
    looking.at(page, "the door")
    page.get_by_label("確認コード").fill(made.spoken)
    press(page, "会議を開く")
    page.get_by_role("link", name="10時").click()
    looking.at(page, "before the pledge")
    press(page, "小川 望として誓約する")
    page.get_by_role("link", name="返事をする").click()
    page.get_by_role("radio", name="欠席").check()
    page.get_by_label("代理の方の氏名").fill("授業のため")
    press(page, "返事をする")
    page.get_by_role("link", name="息子さんの様子").click()
    looking.at(page, "the item")
    page.get_by_role("link", name="書面の意見を書く").click()
    looking.at(page, "the opinion")
    page.get_by_role("textbox", name="意見").fill("お子さんのころに担任だった教員が、連絡を取れます。")
    press(page, "意見を出す")
    assert "担任だった教員" in page.locator("main").inner_text()
    assert looking.wrong == [], "\n".join(looking.wrong)
    with town.acting("tanaka") as tanaka:
        test_guests.cancel(anew(sitting), reason="転出されたため", by=tanaka)
    for address in (f"/items/{encode_id(item.pk)}/", f"/sittings/{encode_id(sitting.pk)}/", "/sittings/"):
        page.goto(busy_office.base + address)
        told = page.locator("body").inner_text()
        assert "この招待は終わりました" in told
        assert "息子さん" not in told
    looking.at(page, "afterwards")
    page.goto(link)
    assert "この招待は終わりました" in page.locator("body").inner_text()
    assert looking.wrong == [], "\n".join(looking.wrong)
    page.context.close()


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()
