"""The fields of a sitting behind the page: who is answered, and with what."""

from kasane.access.ids import encode_id
from tests.world import World

RUNNING = (
    "select i.id from meetings_agendaitem i join meetings_sitting s on s.id = i.sitting_id"
    " where s.state = 'open' order by i.sort_order limit 1"
)
SEAT = (
    "select p.id from meetings_participant p join meetings_sitting s on s.id = p.sitting_id"
    " join directory_staff f on f.id = p.staff_id where s.state = 'open' and f.name = '佐藤 恵'"
)


def address(town: World, name: str) -> str:
    return f"/items/{encode_id(int(str(town.one(RUNNING))))}/fields/{name}/"


def satos(town: World) -> str:
    return address(town, f"contribution-{encode_id(int(str(town.one(SEAT))))}")


def test_a_field_says_how_it_stands_and_stores_what_is_sent(town: World) -> None:
    tanaka, field = town.client("tanaka"), satos(town)
    told = tanaka.get(field).json()
    assert told["text"].startswith("月曜の夕方に戸口で")
    assert told["by"] == "田中 和子"
    answer = tanaka.post(field, {"text": "声を聞いた", "edition": told["edition"]})
    assert answer.json()["edition"] == told["edition"] + 1
    assert tanaka.get(field).json()["text"] == "声を聞いた"


def test_who_was_slower_gets_the_other_text_and_stores_nothing(town: World) -> None:
    tanaka, field = town.client("tanaka"), satos(town)
    seen = tanaka.get(field).json()["edition"]
    tanaka.post(field, {"text": "先に書いた", "edition": seen})
    answer = town.client("tanaka").post(field, {"text": "あとから", "edition": seen})
    assert answer.status_code == 409
    told = answer.json()
    assert (told["text"], told["edition"], told["is_outrun"]) == ("先に書いた", seen + 1, True)
    assert "ほかの人がこの欄を書き直しました" in told["refused"]
    assert tanaka.get(field).json()["text"] == "先に書いた"


def test_what_is_too_long_is_refused_with_the_sentence_and_is_no_conflict(town: World) -> None:
    tanaka, field = town.client("tanaka"), satos(town)
    told = tanaka.get(field).json()
    answer = tanaka.post(field, {"text": "あ" * 20_001, "edition": told["edition"]})
    assert answer.status_code == 409
    assert answer.json()["is_outrun"] is False
    assert "20,000字まで" in answer.json()["refused"]


def test_sato_who_is_there_finds_no_page_to_conduct_it_and_no_field(town: World) -> None:
    sato = town.client("sato")
    sitting = encode_id(int(str(town.one("select id from meetings_sitting where state = 'open'"))))
    assert sato.get(f"/sittings/{sitting}/conduct/").status_code == 404
    assert sato.get(satos(town)).status_code == 404


def test_a_field_that_does_not_exist_is_not_found(town: World) -> None:
    tanaka = town.client("tanaka")
    for name in ("contribution-x", "matter-attainment", "other"):
        assert tanaka.get(address(town, name)).status_code == 404, name
        assert tanaka.post(address(town, name), {"text": "x", "edition": "0"}).status_code == 404, name
    assert tanaka.post(satos(town), {"text": "x", "edition": "-1"}).status_code == 400


def test_the_draft_is_made_of_what_was_written_and_nothing_is_stored(town: World) -> None:
    tanaka = town.client("tanaka")
    item = encode_id(int(str(town.one(RUNNING))))
    before = town.one("select text from meetings_minutes where item_id = (" + RUNNING + ")")
    text = tanaka.get(f"/items/{item}/minutes/draft/").json()["text"]
    assert "手紙を2通届けた" in text
    assert "保健師と二人で訪ね" in text
    assert town.one("select text from meetings_minutes where item_id = (" + RUNNING + ")") == before
    assert town.client("sato").get(f"/items/{item}/minutes/draft/").status_code == 404


def test_takahashi_reads_published_minutes_from_his_day_and_says_so(town: World) -> None:
    town.superuser.execute("update rooms_grant set valid_to = null where source_kind = 'sitting'")
    town.superuser.execute(
        "update meetings_sitting set packet_until = current_date + 5 where state = 'published'"
    )
    takahashi = town.client("takahashi")
    assert "議事録を読む" in takahashi.get("/").content.decode()
    item = encode_id(
        int(
            str(
                town.one(
                    "select i.id from meetings_agendaitem i join meetings_sitting s on s.id = i.sitting_id"
                    " where s.state = 'published' and s.kind = 'support_conference' order by s.held_on desc limit 1"
                )
            )
        )
    )
    page = takahashi.get(f"/items/{item}/minutes/").content.decode()
    assert "議事録を読みました" in page
    assert "まだ読んでいません" not in page, "who else has read is the host's alone"
    takahashi.post(f"/items/{item}/minutes/read/")
    assert "読んだと記録しました" in takahashi.get(f"/items/{item}/minutes/").content.decode()
    assert "まだ読んでいません" not in takahashi.get(f"/items/{item}/minutes/").content.decode()
