"""窓口の分担: who carries a case, who stands in, and who may say so."""

from kasane.access.ids import encode_id
from tests.world import World


def staff(town: World, name: str) -> str:
    return str(town.one("select id from directory_staff where name = %s", name))


def case_of(town: World, name: str) -> str:
    return encode_id(int(str(town.one("select case_id from people_identity where name = %s limit 1", name))))


def test_the_manager_hands_a_case_over_with_a_note_and_a_colleague_may_not(town: World) -> None:
    path = f"/cases/{case_of(town, '小川 ふみ')}/in-charge/"
    told = {"to": staff(town, "木村 修"), "note": "午前の電話がつながります"}
    kimura, sato = town.client("kimura"), town.client("sato")
    assert kimura.post(path, {**told, "note": ""}).status_code == 422
    assert kimura.post(path, told).status_code == 302
    page = sato.get(path).content.decode()
    assert "午前の電話がつながります" in page
    assert sato.post(path, {"to": staff(town, "佐藤 恵"), "note": "戻します"}).status_code == 422
    assert town.client("suzuki").get(path).status_code == 404


def test_the_list_of_cases_shows_and_narrows_by_who_carries_them(town: World) -> None:
    sato = town.client("sato")
    assert "小川 ふみ" in sato.get(f"/cases/?who={staff(town, '佐藤 恵')}").content.decode()
    assert "小川 ふみ" not in sato.get(f"/cases/?who={staff(town, '木村 修')}").content.decode()
    assert "小川 ふみ" in sato.get(f"/cases/?who={staff(town, '鈴木 大輔')}").content.decode(), (
        "no such worker here"
    )


def test_for_another_only_the_manager_names_a_deputy_and_ends_it(town: World) -> None:
    sato, kimura = town.client("sato"), town.client("kimura")
    day = str(town.one("select (now() at time zone 'Asia/Tokyo')::date"))
    told = {
        "absent": staff(town, "木村 修"),
        "deputy": staff(town, "佐藤 恵"),
        "from_on": day,
        "until_on": day,
    }
    assert sato.post("/desk/", told).status_code == 422
    assert kimura.post("/desk/", told).status_code == 302
    number = town.one("select id from tasks_deputy where absent_id = %s", told["absent"])
    path = f"/desk/{encode_id(int(str(number)))}/end/"
    assert sato.post(path).status_code == 409
    assert town.client("suzuki").post(path).status_code == 404
    assert kimura.post(path).status_code == 302
    assert town.one("select ended_at is not null from tasks_deputy where id = %s", number)
