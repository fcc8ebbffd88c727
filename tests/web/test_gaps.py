"""足りない資源 and 会議の確認事項 on their screens."""

from kasane.access.ids import encode_id
from tests.domain.test_gaps import own_case
from tests.world import World

RUNNING = (
    "select i.id from meetings_agendaitem i join meetings_sitting s on s.id = i.sitting_id"
    " where s.state = 'open' order by i.sort_order limit 1"
)
TOLD = {"kind": "transport", "text": "夜の通院の足", "district": ""}


def test_sato_records_one_from_the_page_of_the_case(town: World) -> None:
    sato, case = town.client("sato"), encode_id(own_case(town))
    assert f"/cases/{case}/gaps/" in sato.get(f"/cases/{case}/").content.decode()
    answer = sato.post(f"/cases/{case}/gaps/", TOLD, follow=True)
    assert "足りない資源を記録しました。" in answer.content.decode()
    assert "夜の通院の足" in sato.get(f"/cases/{case}/gaps/").content.decode()
    assert "移動の手段" in town.client("tanaka").get("/gaps/").content.decode()
    assert "夜の通院の足" not in town.client("tanaka").get("/gaps/").content.decode()


def test_who_has_no_key_to_the_case_finds_no_page_and_the_list_is_the_hosts(town: World) -> None:
    case = encode_id(own_case(town))
    assert town.client("watanabe").get(f"/cases/{case}/gaps/").status_code == 404
    assert town.client("sato").get("/gaps/").status_code == 403


def test_tanaka_records_one_at_the_sitting_and_goes_on(town: World) -> None:
    tanaka = town.client("tanaka")
    item = encode_id(int(str(town.one(RUNNING))))
    page = tanaka.post(f"/items/{item}/gap/", TOLD, follow=True)
    assert "/conduct/" in page.redirect_chain[-1][0]
    refused = tanaka.post(f"/items/{item}/gap/", TOLD | {"text": "三橋明さんの通院の足"})
    assert refused.status_code == 422
    assert "個人の名前を書けません" in refused.content.decode()


def test_the_plans_own_matter_says_why_it_stays(town: World) -> None:
    tanaka = town.client("tanaka")
    goal = encode_id(int(str(town.one("select id from code_lists_matter where code = 'goal'"))))
    assert "実施計画が定める確認事項" in tanaka.get(f"/forms/matters/{goal}/end/").content.decode()
    told = {
        "label": "近所への伝え方",
        "times": ["sharing"],
        "valid_from": str(town.one("select current_date")),
    }
    added = tanaka.post("/forms/matters/new/", told, follow=True)
    assert "近所への伝え方" in added.content.decode()
    assert town.client("sato").get("/forms/matters/").status_code == 403
