"""Two people correct the same person at once: nobody overwrites the other unseen."""

import re

import pytest

from kasane.web.components.sealed import searched
from tests.browser.conftest import Office, Seat
from tests.world import World

pytestmark = pytest.mark.browser


def opens(seat: Seat) -> None:
    """The form by which the mother's record is corrected."""
    seat.go(searched("/search/", "山田"))
    seat.page.locator("main").get_by_role("link", name="山田 花子").first.click()
    seat.page.wait_for_url(re.compile(r"/cases/[0-9a-z]{13}/$"))
    seat.page.get_by_role("link", name="書き直す").first.click()
    seat.page.locator("#id_phone").wait_for()


def test_sato_and_kimura_correct_the_mother_at_once(town: World, busy_office: Office) -> None:
    sato, kimura = busy_office.seat("sato"), busy_office.seat("kimura", width=390)
    opens(sato)
    opens(kimura)
    kimura.page.locator("#id_phone").fill("0467-00-0071")
    kimura.page.locator("#id_former_surname").fill("小川")
    kimura.press("書き直す")
    assert kimura.says("この方の情報を書き直しました。")
    sato.page.locator("#id_phone").fill("0467-00-0072")
    sato.page.locator("#id_address").fill("茅ヶ崎市南湖9-9-9")
    sato.press("書き直す")
    assert sato.says("木村 修さんも書き直しました。")
    asked = sato.page.get_by_role("group", name="電話")
    assert "0467-00-0071" in asked.inner_text()
    assert "0467-00-0072" in asked.inner_text()
    assert sato.page.get_by_role("group").count() == 1, "only what both wrote is asked"
    assert sato.says("小川")
    sato.press("選んだ内容で保存する")
    assert sato.says("まだ保存されていません。"), "nothing is stored before the choice"
    asked.get_by_label("木村 修さんが書いたもの").check()
    sato.press("選んだ内容で保存する")
    assert sato.says("この方の情報を書き直しました。")
    stored = town.superuser.execute(
        "select i.phone, i.former_surname, i.address from people_identity i join rooms_compartment c"
        " on c.id = i.home_id join directory_desk d on d.id = c.desk_id"
        " where i.name = '山田 花子' and d.code = 'houkatsu-nango'"
    ).fetchone()
    assert stored == ("0467-00-0071", "小川", "茅ヶ崎市南湖9-9-9")
