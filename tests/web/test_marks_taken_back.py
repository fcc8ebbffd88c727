"""The button 元に戻す after a mark and on the record: for the same desk, and gone when it is no longer possible."""

from kasane.access.ids import encode_id
from tests.domain.test_marks_taken_back import called, ended, tried
from tests.world import World


def test_kimura_takes_a_call_back_from_the_message_or_from_the_list(town: World) -> None:
    sato, kimura = town.client("sato"), town.client("kimura")
    told = {"about": "折り返してほしい", "caller": "小林さん"}
    assert sato.post("/memos/", told).status_code == 302
    number = encode_id(int(str(town.one("select id from cases_telephonememo where caller = '小林さん'"))))
    address = f"/undo/memos/{number}/"
    after = sato.post(f"/memos/{number}/done/", {"back": "memos"}, follow=True).content.decode()
    assert after.count(f'action="{address}"') == 2, "in the message, and on the call"
    assert sato.get("/memos/").content.decode().count(f'action="{address}"') == 1
    assert town.client("tanaka").post(address).status_code == 404
    back = kimura.post(address, follow=True).content.decode()
    assert "待っているものに戻しました" in back
    assert address not in back
    assert kimura.post(address).status_code == 409


def test_a_call_of_yesterday_shows_no_button(town: World) -> None:
    number = encode_id(called(town, ago=1))
    assert f"/undo/memos/{number}/" not in town.client("sato").get("/memos/").content.decode()


def test_sato_says_too_soon_that_she_is_back(town: World) -> None:
    address = f"/undo/deputies/{encode_id(ended(town))}/"
    sato, kimura = town.client("sato"), town.client("kimura")
    assert f'action="{address}"' in sato.get("/desk/").content.decode()
    assert f'action="{address}"' in kimura.get("/desk/").content.decode(), "木村 is the manager"
    assert town.client("tanaka").post(address).status_code == 404
    assert "終える前に戻しました" in sato.post(address, follow=True).content.decode()
    assert sato.post(address).status_code == 409


def test_tanaka_takes_back_that_she_tried_again(town: World) -> None:
    number = tried(town)
    address = f"/undo/tries/{encode_id(number)}/"
    part = town.one("select part_id from support_plans_suspension where id = %s", number)
    page = f"/parts/{encode_id(int(str(part)))}/"
    tanaka = town.client("tanaka")
    assert f'action="{address}"' in tanaka.get(page).content.decode()
    assert address not in town.client("suzuki").get(page).content.decode(), (
        "she reads the plan, and marks nothing"
    )
    assert town.client("suzuki").post(address).status_code in (403, 404)
    back = tanaka.post(address, follow=True).content.decode()
    assert "連絡したと記しました。" in back
    assert address not in back
