"""伝言 and 電話メモ: whom they reach, whom they do not, and what becomes of a call."""

import re

from kasane.access.ids import encode_id
from tests.world import World


def case_of(town: World) -> str:
    return encode_id(
        int(str(town.one("select id from cases_case where is_multi_agency order by opened_at limit 1")))
    )


def person(town: World, name: str) -> int:
    return int(str(town.one("select person_id from people_identity where name = %s limit 1", name)))


def desk(town: World, code: str) -> int:
    return int(str(town.one("select id from directory_desk where code = %s", code)))


def test_kimuras_answer_waits_for_sato_by_name_until_she_says_she_read_it(town: World) -> None:
    sato = town.client("sato")
    before = sato.get("/").content.decode()
    assert "水曜、行けます。" in before
    assert "来週の訪問、同行を" not in before, "one's own words do not wait for one"
    read = re.findall(r'action="(/messages/[0-9a-z]{13}/read/)"', before)[0]
    assert sato.post(read, {"back": "home"})["Location"] == "/"
    assert "水曜、行けます。" not in sato.get("/").content.decode()
    page = sato.get(f"/cases/{case_of(town)}/messages/").content.decode()
    assert "読んだ人：佐藤 恵" in page
    assert sato.post(read).status_code == 302, "a second time changes nothing"
    assert town.one("select count(*) from cases_messageread") == 2


def test_what_a_desk_leaves_to_itself_reaches_no_other_desk_of_the_team(town: World) -> None:
    tanaka = town.client("tanaka")
    page = tanaka.get(f"/cases/{case_of(town)}/messages/").content.decode()
    assert "水曜、行けます。" not in page
    read = town.one("select id from cases_message limit 1")
    assert tanaka.post(f"/messages/{encode_id(int(str(read)))}/read/").status_code == 404


def test_a_word_to_another_desk_goes_only_as_far_as_the_consent(town: World) -> None:
    sato, path = town.client("sato"), f"/cases/{case_of(town)}/messages/"
    told = {"text": "配食の曜日が変わりました。", "to": str(desk(town, "fukushi-sogo"))}
    assert "だれについてかを選んで書きます" in sato.post(path, told).content.decode()
    told["concerns"] = str(person(town, "山田 花子"))
    assert sato.post(path, told).status_code == 302
    tanaka = town.client("tanaka")
    assert "配食の曜日が変わりました。" in tanaka.get("/").content.decode()
    assert town.client("watanabe").get(path).status_code == 404
    about_both = told | {
        "text": "長男さんのこと",
        "concerns": [told["concerns"], str(person(town, "山田 太郎"))],
    }
    assert sato.post(path, about_both).status_code == 302
    assert "長男さんのこと" not in town.client("suzuki").get(path).content.decode(), (
        "the son has not consented"
    )


def test_a_call_waits_for_the_desk_and_for_nobody_else(town: World) -> None:
    assert "小川と名乗る女性" in town.client("sato").get("/").content.decode()
    memo = encode_id(int(str(town.one("select id from cases_telephonememo where done_at is null"))))
    for who in ("tanaka", "suzuki", "watanabe"):
        client = town.client(who)
        assert "小川と名乗る女性" not in client.get("/").content.decode()
        assert client.post(f"/memos/{memo}/done/").status_code == 404
        assert "物忘れのことで" not in client.get(f"/consultations/new/?memo={memo}").content.decode()


def test_a_call_becomes_a_consultation_and_is_done_with_it(town: World) -> None:
    sato = town.client("sato")
    memo = encode_id(int(str(town.one("select id from cases_telephonememo where done_at is null"))))
    path = f"/consultations/new/?memo={memo}"
    assert "母の物忘れのことで相談したい。" in sato.get(path).content.decode()
    told = {
        "content": "母の物忘れのこと",
        "channel": "phone",
        "consulter": "family",
        "received_at": "2026-11-20T11:20",
    }
    told |= {
        f"p{n}-{name}": value for n in range(4) for name, value in (("sex", "unknown"), ("lives_with", "on"))
    }
    told |= {"p0-called": "物忘れのあるお母さん"}
    answer = sato.post(path, told)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert (
        town.one("select count(*) from cases_telephonememo where case_id is not null and done_at is not null")
        == 1
    )
    assert "小川と名乗る女性" not in sato.get("/").content.decode()
    assert answer["Location"] in sato.get("/memos/").content.decode()
    assert sato.post(f"/memos/{memo}/done/").status_code == 409


def test_who_looked_at_a_call_is_recorded(town: World) -> None:
    town.client("sato").get("/memos/")
    assert town.one(
        "select count(*) from audit_auditrow where kind = 'view' and records ? 'cases.telephonememo'"
    )
