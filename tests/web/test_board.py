"""市全体: the coordinator sees where cases stand, and of other desks the envelope alone."""

from tests.world import World


def test_tanaka_sees_stages_of_her_cases_and_numbers_of_other_desks(town: World) -> None:
    page = town.client("tanaka").get("/board/").content.decode()
    assert "山田 花子" in page
    undecided = page.split("ほかの窓口で対応が決まらない相談")[1]
    assert "地域包括支援センター（南湖地区）" in undecided
    assert "1件" in undecided
    assert "小川 ふみ" not in page, "desk, age and number, never whose"


def test_nobody_but_the_coordinator_has_the_board(town: World) -> None:
    assert [town.client(who).get("/board/").status_code for who in ("sato", "kimura", "yamamoto")] == [
        403
    ] * 3


def test_shimizu_carries_none_of_them(town: World) -> None:
    shimizu = town.one("select id from directory_staff where name = '清水 明子'")
    tanaka = town.client("tanaka")
    assert "山田 花子" not in tanaka.get(f"/board/?who={shimizu}").content.decode()
    assert "山田 花子" not in tanaka.get("/board/").content.decode(), "what was chosen is kept"
    assert "山田 花子" in tanaka.get("/board/?who=").content.decode()
