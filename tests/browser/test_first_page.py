"""A new user does what the first page of the guide says, word for word, and nothing else."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Office

pytestmark = pytest.mark.browser


def test_a_newcomer_gets_through_the_first_page(office: Office) -> None:
    kimura = office.seat("kimura", width=390)
    page = kimura.page
    page.get_by_role("link", name="この画面の使い方").click()
    page.get_by_role("link", name="使い方の一覧へ").click()
    page.locator("main").get_by_role("link", name="はじめに").click()
    assert kimura.says("この一枚で、相談を受け、さがし、つなぐ")
    _menu(kimura.page, "相談を受ける")
    page.get_by_label("相談の内容").fill("「足が痛くて、ごみが出せない」")
    kimura.choose("受付方法", "来所")
    kimura.choose("相談した人", "本人")
    page.locator("#id_p0-name").fill("髙橋 ミヨ")
    page.locator("#id_p0-kana").fill("たかはし みよ")
    kimura.press("相談を保存する")
    page.wait_for_url(re.compile(r"/cases/[0-9a-z]{13}/$"))
    _menu(page, "さがす")
    page.get_by_label("さがすことば").fill("ﾀｶﾊｼ ﾐ")
    kimura.press("さがす")
    page.get_by_role("link", name="髙橋 ミヨ").click()
    page.get_by_role("link", name="つなぐ", exact=True).click()
    page.get_by_label("つなぎ先の窓口").select_option(label="福祉政策課 福祉総合相談担当")
    kimura.choose("名前を伝える根拠", "【本人同意なし】相談受付・申込票（福祉総合相談担当へ）")
    kimura.choose("だれについて", "髙橋 ミヨ")
    page.get_by_label("相談の内容と経過").fill("ごみ出しができず、家にたまっています。")
    page.get_by_label("依頼したいこと").fill("ごみ出しの手だて")
    page.get_by_label("こちらで続けること").fill("週に一度、電話します")
    kimura.press("送る前に確かめる")
    kimura.press("この内容で送る")
    page.get_by_role("heading", name="送る前に").wait_for(state="hidden")
    tanaka = office.seat("tanaka")
    tanaka.go("/referrals/")
    tanaka.page.locator("main td a").first.click()
    tanaka.press("受け付ける")
    tanaka.page.get_by_role("link", name="本人とつながった").wait_for()
    _menu(page, "つなぎ")
    assert kimura.says("受け付けた")
    page.locator("main td a").first.click()
    page.wait_for_url(re.compile(r"/referrals/[0-9a-z]{13}/$"))
    assert kimura.says("受け付け")


def test_every_screen_says_where_its_own_help_is(office: Office) -> None:
    sato = office.seat("sato")
    sato.go("/search/")
    sato.page.get_by_role("link", name="この画面の使い方").click()
    expect(sato.page.get_by_role("heading", name="人と記録をさがす")).to_be_visible()
    assert sato.page.evaluate("document.querySelector(':target').textContent") == "人と記録をさがす"


def _menu(page: Page, label: str) -> None:
    page.get_by_text("メニュー", exact=True).click()
    page.locator(".k-nav__phone").get_by_role("link", name=label, exact=True).click()
