"""Nothing that was typed is lost: a closed browser, a lost session, and the words are there again."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Office

pytestmark = pytest.mark.browser


def test_sato_closes_the_browser_in_the_middle_and_writes_on(busy_office: Office) -> None:
    sato = busy_office.seat("sato")
    sato.go("/consultations/new/")
    page = sato.page
    page.get_by_label("相談の内容").fill("お母さんから電話。息子が部屋から出てこない。")
    sato.choose("受付方法", "電話")
    sato.choose("対応", "多機関協働（福祉総合相談担当）へ")
    page.get_by_text("下書きを残しました").wait_for(timeout=10_000)
    page.context.close()
    del busy_office.seats["sato"]

    again = busy_office.seat("sato")
    again.go("/consultations/new/")
    assert again.says("書きかけがあります")
    again.press("続きから書く")
    page = again.page
    expect(page.locator("textarea[name=content]")).to_have_value(re.compile("部屋から"))
    assert page.get_by_role("group", name="受付方法").get_by_label("電話", exact=True).is_checked()
    assert page.get_by_role("group", name="対応").get_by_label("多機関協働", exact=False).is_checked()
    again.choose("相談した人", "家族・親族")
    again.press("相談を保存する")
    assert again.says("相談を受け付けました")
    again.go("/consultations/new/")
    assert not again.says("書きかけがあります")
    assert again.complaints == []


def test_what_sato_throws_away_is_gone(busy_office: Office) -> None:
    sato = busy_office.seat("sato", width=390)
    sato.go("/consultations/new/")
    sato.page.get_by_label("相談の内容").fill("まちがい電話")
    sato.page.get_by_text("下書きを残しました").wait_for(timeout=10_000)
    sato.go("/consultations/new/")
    sato.press("捨てる")
    assert not sato.says("書きかけがあります")


def test_sato_loses_her_session_over_a_call_and_finds_her_words_again(busy_office: Office) -> None:
    sato = busy_office.seat("sato")
    sato.go("/memos/")
    sato.page.get_by_label("用件").fill("おむつの助成のことで折り返してほしい")
    sato.page.get_by_text("下書きを残しました").wait_for(timeout=10_000)
    sato.page.context.clear_cookies()
    sato.press("電話メモを残す")
    sato.page.wait_for_load_state()
    del busy_office.seats["sato"]

    again = busy_office.seat("sato")
    again.go("/memos/")
    again.press("続きから書く")
    expect(again.page.locator("textarea[name=about]")).to_have_value(re.compile("おむつ"))
    again.press("電話メモを残す")
    again.page.get_by_text("電話メモを残しました。").wait_for()
    assert not again.says("書きかけがあります")


def test_kimura_sees_nothing_of_what_sato_began(busy_office: Office) -> None:
    sato, kimura = busy_office.seat("sato"), busy_office.seat("kimura")
    sato.go("/memos/")
    sato.page.get_by_label("用件").fill("おむつの助成のこと")
    sato.page.get_by_text("下書きを残しました").wait_for(timeout=10_000)
    kimura.go("/memos/")
    assert not kimura.says("書きかけがあります")
