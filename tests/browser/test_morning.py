"""Tanaka's morning: what waits, two つなぎ taken at once, one thing put off and taken back."""

import re

import pytest

from tests.browser.conftest import Office

pytestmark = pytest.mark.browser


def test_tanakas_morning(busy_office: Office) -> None:
    tanaka = busy_office.seat("tanaka")
    page = tanaka.page
    assert tanaka.says("つなぎへの回答 2")
    nakamura = page.get_by_role("listitem").filter(has_text="中村 義男")
    nakamura.get_by_role("link", name=re.compile("後に回す")).click()
    page.get_by_label("後に回すわけ").fill("お父さんの受診を待つため")
    tanaka.press("後に回す")
    assert tanaka.says("後に回しました。")
    assert tanaka.says("お父さんの受診を待つため")
    page.get_by_role("listitem").filter(has_text="お父さんの受診を待つため").get_by_role("button").click()
    assert tanaka.says("元に戻しました。")
    assert tanaka.says("つなぎへの回答 2")
    page.get_by_role("link", name="つなぎの仕分け").click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    tanaka.press("受け付ける")
    assert tanaka.says("2件を受け付けました。")
    page.get_by_role("link", name="市全体").first.click()
    assert tanaka.says("林 正夫")
