"""Two people conduct one sitting: each field stores itself, and nobody overwrites the other unseen."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Office, Seat
from tests.world import World

pytestmark = pytest.mark.browser
SATO = "佐藤 恵"


def conducts(seat: Seat) -> None:
    """From the list of sittings to the page, by what anybody presses."""
    seat.go("/sittings/")
    row = seat.page.get_by_role("row").filter(has_text="開会中")
    row.get_by_role("link").click()
    seat.page.get_by_role("link", name="会議を進める", exact=True).click()
    seat.page.wait_for_url(re.compile(r"/conduct/$"))


def writes(seat: Seat, label: str, text: str) -> None:
    seat.page.get_by_label(label).fill(text)
    seat.page.get_by_label(label).blur()


def box(seat: Seat, label: str):  # type: ignore[no-untyped-def]  # noqa: ANN201 - playwright's locator
    return seat.page.locator(".k-live").filter(has=seat.page.get_by_label(label))


def stored(town: World) -> str:
    return str(
        town.one(
            "select c.text from meetings_contribution c join meetings_participant p on p.id = c.participant_id"
            " join directory_staff s on s.id = p.staff_id where s.name = %s",
            SATO,
        )
    )


def test_tanaka_at_two_screens_writes_the_same_field(town: World, busy_office: Office) -> None:
    first = busy_office.seat("tanaka")
    conducts(first)
    context = first.page.context
    second = Seat("tanaka", context.new_page(), first.base)
    second.page.set_viewport_size({"width": 390, "height": 800})
    conducts(second)

    # Each in a field of their own: both are stored without a word.
    writes(first, "議事録の案", "会えた日のことを共有した。")
    box(first, "議事録の案").get_by_text("に保存しました。").wait_for()
    writes(second, "高橋 健", "手紙の返事が来た。")
    box(second, "高橋 健").get_by_text("に保存しました。").wait_for()

    # The same field: who comes second sees both, and the first one's words stay until a choice is made.
    writes(first, SATO, "玄関で母の声を聞いた。")
    box(first, SATO).get_by_text("に保存しました。").wait_for()
    second.page.get_by_label(SATO).evaluate(
        "area => { area.value = '母は起きていた。'; area.dispatchEvent(new Event('input')) }"
    )
    asked = box(second, SATO).get_by_role("alert")
    asked.get_by_text("玄関で母の声を聞いた。").wait_for()
    assert stored(town) == "玄関で母の声を聞いた。"
    assert second.page.get_by_label(SATO).input_value() == "母は起きていた。", "nothing typed is lost"
    asked.get_by_role("button", name="二つをつなげる").click()
    box(second, SATO).get_by_text("に保存しました。").wait_for()
    assert stored(town) == "玄関で母の声を聞いた。\n母は起きていた。"

    # Going to a field shows what was written there meanwhile, before a letter is typed.
    first.page.get_by_label(SATO).focus()
    box(first, SATO).get_by_text("書き直しました。").wait_for()
    assert "母は起きていた。" in first.page.get_by_label(SATO).input_value()
    wide = second.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390, "it fits a phone"


def test_what_tanaka_was_about_to_agree_is_there_again(busy_office: Office) -> None:
    """Two forms stand on the page; the words come back in the one they were typed in, and go once they are stored."""
    tanaka = busy_office.seat("tanaka")
    conducts(tanaka)
    tanaka.page.get_by_role("navigation", name="議題").get_by_role("link").first.click()
    role = tanaka.page.locator("details#role")
    role.locator("summary").click()
    role.get_by_label("役割").fill("水曜の朝に、戸口で声をかける")
    expect(role.get_by_text("下書きを残しました")).to_be_visible(timeout=10_000)
    address = tanaka.page.url
    tanaka.page.goto(address)
    tanaka.press("続きから書く")
    expect(role.get_by_label("役割")).to_have_value("水曜の朝に、戸口で声をかける")
    role.get_by_label("担う機関").select_option(index=1)
    role.get_by_role("button", name="記録する").click()
    expect(tanaka.page.get_by_text("記録しました。")).to_be_visible()
    tanaka.page.goto(address)
    expect(tanaka.page.get_by_text("水曜の朝に、戸口で声をかける")).to_be_visible()
    assert not tanaka.says("書きかけがあります")
    assert tanaka.complaints == []
