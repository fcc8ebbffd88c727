"""仕分け: Tanaka takes what arrived in one go, or asks about it; what is not hers cannot be ticked."""

from tests.world import World

WAITING = (
    "select array_agg(id::text order by due_on) from referrals_referral where state = 'sent'"
    " and to_desk_id = (select id from directory_desk where is_host)"
)


def waiting(town: World) -> list[str]:
    found = town.one(WAITING)
    assert isinstance(found, list)
    return [str(one) for one in found]


def states(town: World, numbers: list[str]) -> set[object]:
    rows = town.superuser.execute(
        "select distinct state from referrals_referral where id = any (%s::bigint[])", [numbers]
    )
    return {state for (state,) in rows}


def test_two_are_taken_in_one_go_and_shimizu_carries_them(town: World) -> None:
    tanaka, both = town.client("tanaka"), waiting(town)
    page = tanaka.get("/referrals/triage/").content.decode()
    assert "林 正夫" in page
    assert "借金と仕事と父の暮らしが重なっています" in page, "the first sheet is read beside"
    shimizu = town.one("select id from directory_staff where name = '清水 明子'")
    answer = tanaka.post("/referrals/triage/", {"chosen": both, "move": "accept", "worker": str(shimizu)})
    assert answer.status_code == 302
    assert states(town, both) == {"accepted"}
    carried = town.one(
        "select count(*) from cases_workerincharge w join referrals_referral r on r.case_id = w.case_id"
        " where r.id = any (%s::bigint[]) and w.staff_id = %s and w.until_on is null",
        both,
        shimizu,
    )
    assert carried == 2
    assert "仕分けを待つつなぎは、ありません" in tanaka.get("/referrals/triage/").content.decode()
    listed = tanaka.get(f"/cases/?who={shimizu}").content.decode()
    assert "林 正夫" in listed
    assert "山田 花子" not in listed


def test_asking_back_needs_words_and_without_them_nothing_moves(town: World) -> None:
    tanaka, both = town.client("tanaka"), waiting(town)
    assert tanaka.post("/referrals/triage/", {"chosen": both, "move": "ask"}).status_code == 422
    assert states(town, both) == {"sent"}
    told = {"chosen": both, "move": "ask", "said": "ご本人の希望を教えてください"}
    assert tanaka.post("/referrals/triage/", told).status_code == 302
    assert states(town, both) == {"asked"}


def test_nothing_is_taken_where_one_of_them_cannot_be(town: World) -> None:
    """The worker chosen is of another desk: neither is taken."""
    tanaka, both = town.client("tanaka"), waiting(town)
    suzuki = town.one("select id from directory_staff where name = '鈴木 大輔'")
    told = {"chosen": both, "move": "accept", "worker": str(suzuki)}
    assert tanaka.post("/referrals/triage/", told).status_code == 422
    assert states(town, both) == {"sent"}


def test_what_waits_for_tanaka_is_not_suzukis_to_tick(town: World) -> None:
    suzuki, both = town.client("suzuki"), waiting(town)
    assert "林 正夫" not in suzuki.get("/referrals/triage/").content.decode()
    assert suzuki.post("/referrals/triage/", {"chosen": both, "move": "accept"}).status_code == 422
    assert tanaka_is_asked_for_a_tick(town)
    assert states(town, both) == {"sent"}


def tanaka_is_asked_for_a_tick(town: World) -> bool:
    answer = town.client("tanaka").post("/referrals/triage/", {"move": "accept"})
    return answer.status_code == 422 and "一つ以上選んでください" in answer.content.decode()
