"""A passkey instead of the telephone's code: set up at the first sign-in, used at the next, and asked for again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, Office
from tests.web.test_second_factor import real
from tests.world import World

__all__ = ["real"]
pytestmark = pytest.mark.browser


@pytest.fixture
def page(real: World, office: Office) -> Iterator[Page]:
    """A browser of a real installation on a machine that has one platform authenticator."""
    del real
    context = office.browser.new_context(locale="ja-JP", viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.set_default_timeout(10_000)
    machine = context.new_cdp_session(page)
    machine.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    machine.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page
    context.close()


def signs_in(page: Page, office: Office) -> None:
    # A number is no name a passkey could belong to.
    page.goto(office.base.replace("127.0.0.1", "localhost") + "/sign-in/")
    page.get_by_label("ユーザーID").fill("sato")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()


def sets_up(page: Page, office: Office) -> None:
    signs_in(page, office)
    page.get_by_role("link", name="認証アプリの代わりに、パスキーを使う").click()
    page.get_by_label("名前").fill("窓口の端末")
    page.get_by_role("button", name="パスキーをつくる").click()
    expect(page.get_by_role("heading", name="回復コード")).to_be_visible()


def test_sato_sets_up_a_passkey_and_signs_in_with_it(page: Page, office: Office, real: World) -> None:
    sets_up(page, office)
    page.get_by_role("link", name="今日の画面へ").click()
    expect(page.get_by_role("button", name="サインアウト")).to_be_visible()
    page.get_by_role("button", name="サインアウト").click()
    signs_in(page, office)
    expect(page.get_by_role("heading", name="確認コード")).to_be_visible()
    page.get_by_role("button", name="パスキーで確認する").click()
    expect(page.get_by_role("button", name="サインアウト")).to_be_visible()
    assert real.one("select count(*) from mfa_authenticator where type = 'webauthn'") == 1


def test_the_password_alone_opens_nothing_nor_does_a_passkey_given_up_meanwhile(
    page: Page, office: Office, real: World
) -> None:
    sets_up(page, office)
    page.context.clear_cookies()
    signs_in(page, office)
    expect(page.get_by_role("button", name="パスキーで確認する")).to_be_visible()
    page.goto(page.url.split("/sign-in")[0] + "/")
    expect(page.get_by_role("button", name="サインインする")).to_be_visible()
    signs_in(page, office)
    expect(page.get_by_role("button", name="パスキーで確認する")).to_be_visible()
    real.superuser.execute("delete from mfa_authenticator where type = 'webauthn'")
    page.get_by_role("button", name="パスキーで確認する").click()
    expect(page.get_by_role("button", name="サインインする")).to_be_visible()
    page.goto(page.url.split("/sign-in")[0] + "/")
    expect(page.get_by_role("button", name="サインインする")).to_be_visible()


def test_a_passkey_that_signs_something_else_is_refused_in_words(
    page: Page, office: Office, real: World
) -> None:
    """An answer to a question asked before: the challenge in it is not the one that stands."""
    del real
    sets_up(page, office)
    page.context.clear_cookies()
    signs_in(page, office)
    options = page.locator("#passkey-options")
    old = options.text_content()
    page.reload()
    options.evaluate("(element, text) => { element.textContent = text; }", old)
    page.get_by_role("button", name="パスキーで確認する").click()
    expect(page.get_by_text("パスキーを確かめられませんでした。")).to_be_visible()


def test_the_lock_opens_by_the_passkey(page: Page, office: Office, real: World) -> None:
    sets_up(page, office)
    real.superuser.execute("update sign_in_signin set seen_at = now() - interval '20 minutes'")
    page.get_by_role("link", name="今日の画面へ").click()
    page.get_by_role("link", name="パスキーを使う").click()
    page.get_by_role("button", name="パスキーで確認する").click()
    expect(page.get_by_role("button", name="サインアウト")).to_be_visible()


def test_a_passkey_that_was_lost_is_given_up_by_its_holder(page: Page, office: Office, real: World) -> None:
    sets_up(page, office)
    page.get_by_role("link", name="今日の画面へ").click()
    page.goto(page.url + "hat/")
    page.get_by_role("link", name="サインインに使うパスキー").click()
    page.get_by_role("link", name="窓口の端末をやめる").click()
    page.get_by_role("button", name="このパスキーをやめる").click()
    expect(page.get_by_text("まだありません。")).to_be_visible()
    assert real.one("select count(*) from mfa_authenticator where type = 'webauthn'") == 0
