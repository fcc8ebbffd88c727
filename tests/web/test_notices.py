"""お知らせ: the number in the header, the list, and marks that are each reader's own."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from kasane.access.ids import encode_id
from kasane.web.today import notices
from tests.world import World

COUNT = "/notices/count/"


def unread(client: Client) -> int:
    answer = client.get(COUNT)
    assert answer.status_code == 200
    return int(answer.content or b"0")


def offered(client: Client) -> list[str]:
    """What 「すべて読んだ」 would mark."""
    page = client.get("/notices/").content.decode()
    return re.findall(r'type="hidden" name="notice" value="([^"]+)"', page)


def read(client: Client, *letters: str) -> None:
    assert client.post("/notices/read/", {"notice": letters}).status_code == 302


def test_the_number_is_that_of_the_desks_lines_but_for_ones_own_typing(town: World) -> None:
    tanaka = town.client("tanaka")
    page = tanaka.get("/?view=desk").content.decode()
    told = re.search(r"窓口の分（(\d+)件）", page)
    assert told
    drafts = int(str(town.one("select count(*) from drafts_draft d join directory_staff s on s.id = d.staff_id"
                              " where s.name = '田中 和子'")))  # fmt: skip
    assert unread(tanaka) == int(told[1]) - drafts > 0


def test_tanaka_reads_one_and_then_all_and_shimizu_still_has_them_all(town: World) -> None:
    tanaka, shimizu = town.client("tanaka"), town.client("shimizu")
    before, at_her_desk, all_of_them = unread(tanaka), unread(shimizu), offered(tanaka)
    assert len(all_of_them) == before
    read(tanaka, all_of_them[0])
    assert unread(tanaka) == before - 1
    assert tanaka.get("/notices/").content.decode().count('class="is-unread"') == before - 1
    read(tanaka, *all_of_them)
    assert unread(tanaka) == 0
    assert tanaka.get(COUNT).content == b""
    assert unread(shimizu) == at_her_desk
    assert "すべて読んだ" not in tanaka.get("/notices/").content.decode()


def test_a_mark_of_another_desk_or_of_what_is_not_there_marks_nothing(town: World) -> None:
    tanaka, suzuki = town.client("tanaka"), town.client("suzuki")
    read(suzuki, *offered(tanaka), "nonsense", "")
    marked = town.one("select count(*) from tasks_readmark m join directory_staff s on s.id = m.staff_id"
                      " where s.name = '鈴木 大輔' and (m.kind, m.subject_id) in (select 'referral', id from"
                      " referrals_referral where state = 'sent')")  # fmt: skip
    assert marked == 0


def test_what_was_read_is_news_again_once_its_day_has_passed(town: World) -> None:
    tanaka = town.client("tanaka")
    read(tanaka, *offered(tanaka))
    town.superuser.execute(
        "update referrals_referral set due_on = current_date - 1 where state = 'sent' and due_on >= current_date"
        " and to_desk_id = (select id from directory_desk where is_host)"
    )
    assert unread(tanaka) == 1
    assert "期限を過ぎた" in tanaka.get("/notices/").content.decode()


def test_what_was_put_off_is_not_counted_and_is_news_on_its_day(town: World) -> None:
    tanaka = town.client("tanaka")
    waiting = int(str(town.one(
        "select id from referrals_referral where state = 'sent' and due_on > current_date"
    )))  # fmt: skip
    before = unread(tanaka)
    due_on = str(town.one("select due_on from referrals_referral where id = %s", waiting))
    later = {"until_on": due_on, "reason": "受診を待つ"}
    assert tanaka.post(f"/today/referral/{encode_id(waiting)}/later/", later).status_code == 302
    assert unread(tanaka) == before - 1
    read(tanaka, *offered(tanaka))
    town.superuser.execute("update tasks_putoff set until_on = current_date where reason = '受診を待つ'")
    assert unread(tanaka) == 1


def test_counting_shows_nobody_anything_and_the_list_does(town: World) -> None:
    """Only a number leaves: the record of seeing holds a row for the list, and none for the number."""
    tanaka = town.client("tanaka")
    rows = "select count(*) from audit_auditrow where kind = 'view' and what like '%%notices'"
    assert unread(tanaka) > 0
    assert town.one(rows) == 0
    tanaka.get("/notices/")
    assert town.one(rows) == 1


def test_a_count_that_let_words_out_would_be_recorded_as_a_view(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Leaking(HttpResponse):
        def __init__(self, content: str, **_rest: object) -> None:
            super().__init__(f"{content} 山田 花子")

    monkeypatch.setattr(notices, "HttpResponse", Leaking)
    town.client("tanaka").get(COUNT)
    assert town.one("select count(*) from audit_auditrow where kind = 'view' and what = 'count_notices'") == 1


def test_counting_does_not_put_off_the_idle_lock_and_the_list_does(town: World) -> None:
    awake = "select count(*) from sign_in_signin where seen_at > now() - interval '9 minutes'"
    sato = town.client("sato")
    town.superuser.execute("update sign_in_signin set seen_at = now() - interval '10 minutes'")
    unread(sato)
    assert town.one(awake) == 0
    sato.get("/notices/")
    assert town.one(awake) == 1


def test_where_nobody_acts_any_more_the_number_is_nothing_and_no_page_is_answered(town: World) -> None:
    sato = town.client("sato")
    town.superuser.execute("update sign_in_signin set seen_at = now() - interval '16 minutes'")
    locked, nobody = sato.get(COUNT), Client().get(COUNT)
    assert (locked.status_code, locked.content) == (nobody.status_code, nobody.content) == (204, b"")


def test_the_header_of_every_page_leads_to_the_list_without_a_script(town: World) -> None:
    for who in ("tanaka", "ito", "kobayashi"):
        page = town.client(who).get("/hat/").content.decode()
        assert '<a class="k-bell" href="/notices/">お知らせ' in page
        assert town.client(who).get("/notices/").status_code == 200
