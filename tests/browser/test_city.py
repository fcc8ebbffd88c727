"""佐藤 comes in by the city's own sign-on, with a browser, over two servers; somebody unknown stays outside."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import cluster as clusters
from tests.browser.conftest import Office
from tests.city import City, provider
from tests.web.test_second_factor import real
from tests.world import World

__all__ = ["real"]
pytestmark = pytest.mark.browser


@pytest.fixture
def city(templates: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[City]:
    """The city's provider runs, and the installation's environment and folder of secrets name it."""
    assert templates
    secret = clusters.HOME / "secrets" / "oidc"
    with provider() as city:
        monkeypatch.setenv("KASANE_OIDC_ISSUER", city.sign_on.issuer)
        monkeypatch.setenv("KASANE_OIDC_CLIENT", city.sign_on.client)
        monkeypatch.setenv("KASANE_OIDC_CLAIM", city.sign_on.claim)
        monkeypatch.setenv("KASANE_OIDC_STRONG", "amr=mfa")
        monkeypatch.setenv("KASANE_OIDC_LABEL", "海辺市のサインインを使う")
        secret.write_text(city.sign_on.secret, encoding="ascii")
        city.lies(amr=["pwd", "mfa"])
        yield city
        secret.unlink()


@pytest.fixture
def page(city: City, real: World, office: Office) -> Iterator[Page]:
    del city, real
    context = office.browser.new_context(locale="ja-JP", viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def presses(page: Page, office: Office, who: str) -> None:
    page.goto(office.base + "/sign-in/")
    page.get_by_role("link", name="海辺市のサインインを使う").click()
    page.get_by_role("button", name=who, exact=True).click()


def test_she_presses_the_button_and_is_in_until_she_signs_out(page: Page, office: Office) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    presses(page, office, "佐藤")
    page.wait_for_url(office.base + "/")
    expect(page.get_by_text("佐藤 恵").first).to_be_visible()
    page.get_by_role("button", name="サインアウト").click()
    expect(page.get_by_role("button", name="サインインする")).to_be_visible()
    page.goto(office.base + "/cases/")
    expect(page.get_by_role("button", name="サインインする")).to_be_visible()
    assert [told for told in complaints if "Content Security" in told] == []


def test_her_locked_screen_opens_once_the_city_asked_again(
    page: Page, office: Office, city: City, real: World
) -> None:
    presses(page, office, "佐藤")
    page.wait_for_url(office.base + "/")
    real.superuser.execute("update sign_in_signin set seen_at = now() - interval '16 minutes'")
    page.goto(office.base + "/cases/")
    expect(page.get_by_text("画面を閉じています")).to_be_visible()
    city.lies(amr=["pwd", "mfa"], auth_time=int(time.time()))
    page.get_by_role("link", name="海辺市のサインインを使う").click()
    page.get_by_role("button", name="佐藤", exact=True).click()
    page.wait_for_url(office.base + "/cases/")


def test_somebody_the_city_knows_and_we_do_not_is_told_so(page: Page, office: Office) -> None:
    presses(page, office, "だれでもない")
    expect(page.get_by_text("アカウントが重ねにありません")).to_be_visible()
    page.get_by_role("link", name="サインインの画面へ").click()
    expect(page.get_by_role("button", name="サインインする")).to_be_visible()
