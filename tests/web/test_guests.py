"""小川 of a school, by her link: the pages she gets, and those she does not."""

import re

from django.test import Client
from django.urls import reverse

from kasane.access.ids import encode_id
from tests.domain import test_guests as guests
from tests.domain.test_guests import invited
from tests.world import World

__all__ = ["invited"]
Invited = tuple[guests.Sitting, guests.AgendaItem, guests.GuestPass]


def entered(made: guests.GuestPass) -> Client:
    client = Client()
    answer = client.post(reverse("invited", args=[made.link]), {"code": made.spoken})
    assert (answer.status_code, answer["Location"]) == (302, "/sittings/")
    return client


def test_from_the_link_to_her_sitting(town: World, invited: Invited) -> None:
    sitting, item, made = invited
    client = entered(made)
    page = f"/sittings/{encode_id(sitting.pk)}/"
    assert page in client.get("/sittings/").content.decode()
    assert "息子さんの様子" not in client.get(page).content.decode()
    assert client.post(f"{page}pledge/").status_code == 302
    assert "息子さんの様子" in client.get(page).content.decode()
    assert client.get(f"/items/{encode_id(item.pk)}/").status_code == 200
    row = town.superuser.execute(
        "select r.what, s.name from audit_auditrow r join directory_staff s on s.id = r.staff"
        " where r.kind = 'view' order by r.at desc limit 1"
    ).fetchone()
    assert row == ("item", "小川 望")


def test_nothing_else_opens_and_the_menu_names_nothing_else(invited: Invited) -> None:
    client = entered(invited[2])
    menu = re.search(r'<ul class="k-nav__wide">(.*?)</ul>', client.get("/sittings/").content.decode())
    assert menu is not None
    assert re.findall(r">([^<]+)</a>", menu[1]) == ["会議"]
    assert client.get("/")["Location"] == "/sittings/"
    paths = (
        "/notices/",
        "/notices/mail/",
        "/hat/",
        "/cases/",
        "/search/",
        "/office/provision/",
        "/sittings/new/",
    )
    assert {client.get(path).status_code for path in paths} == {403}


def test_the_host_and_a_stranger_at_the_pages_of_inviting(town: World, invited: Invited) -> None:
    sitting, _, made = invited
    paths = (f"/sittings/{encode_id(sitting.pk)}/guests/new/", f"/seats/{encode_id(made.seat)}/link/")
    assert [town.client("tanaka").get(path).status_code for path in paths] == [200, 200]
    assert [town.client("sato").get(path).status_code for path in paths] == [404, 404]


def test_the_link_and_the_code_are_shown_once(town: World, invited: Invited) -> None:
    tanaka = town.client("tanaka")
    path = f"/sittings/{encode_id(invited[0].pk)}/guests/new/"
    told = {"name": "原 拓", "agency": "", "body": "北クリニック"}
    page = tanaka.post(path, told).content.decode()
    link = re.search(r'id="link">http://testserver(\S+?)<', page)
    code = re.search(r'id="code">(\S+?)<', page)
    assert link is not None
    assert code is not None
    assert Client().post(link[1], {"code": code[1]}).status_code == 302
    again = tanaka.post(path, told)
    assert again.status_code == 422
    assert "もう招待しています" in again.content.decode()
    seat = town.one("select participant_id from meetings_invitation order by made_at desc limit 1")
    shown = tanaka.get(f"/seats/{encode_id(int(str(seat)))}/link/").content.decode()
    assert code[1] not in shown
    assert link[1] not in shown


def test_a_wrong_code_says_so_and_is_recorded(town: World, invited: Invited) -> None:
    answer = Client().post(reverse("invited", args=[invited[2].link]), {"code": "AAAA-AAAA"})
    assert answer.status_code == 403
    assert "確認コードが違います" in answer.content.decode()
    assert town.one("select what from audit_auditrow where at <= now() order by at desc limit 1") == "failed"


def test_called_back_while_she_reads_the_next_page_says_it_has_ended(town: World, invited: Invited) -> None:
    client = entered(invited[2])
    seat = guests.Participant.objects.select_related("sitting")
    with town.acting("tanaka") as tanaka:
        guests.withdraw_invitation(seat.get(pk=invited[2].seat), by=tanaka)
    answer = client.get("/sittings/", follow=True)
    assert answer.status_code == 403
    assert "この招待は終わりました" in answer.content.decode()
    assert "福祉総合相談担当" in answer.content.decode()


def test_after_a_quarter_of_an_hour_the_code_is_asked_again(town: World, invited: Invited) -> None:
    client = entered(invited[2])
    town.superuser.execute("update sign_in_signin set seen_at = now() - interval '16 minutes'")
    door = client.get("/sittings/")
    assert door["Location"] == "/sign-in/invited/?next=%2Fsittings%2F"
    assert client.get(door["Location"]).status_code == 200
    assert (
        client.post(door["Location"], {"code": invited[2].spoken, "next": "/sittings/"})["Location"]
        == "/sittings/"
    )
    assert client.get("/sittings/").status_code == 200


def test_tax_information_is_shown_once_the_code_is_given_again(town: World, invited: Invited) -> None:
    client = entered(invited[2])
    client.post(f"/sittings/{encode_id(invited[0].pk)}/pledge/")
    path = f"/items/{encode_id(invited[1].pk)}/papers/all/"
    assert client.get(path)["Location"].startswith("/sign-in/invited/?next=")
    client.post("/sign-in/invited/", {"code": invited[2].spoken, "next": path})
    assert client.get(path)["Location"] == f"/items/{encode_id(invited[1].pk)}/"


def test_signed_out_she_comes_back_by_the_same_link(invited: Invited) -> None:
    client = entered(invited[2])
    left = client.post("/sign-out/")
    assert left["Location"] == "/sign-in/invited/"
    assert "届いたリンクをもう一度" in client.get(left["Location"]).content.decode()
    assert client.get("/sittings/")["Location"] == "/sign-in/"
    again = client.post(reverse("invited", args=[invited[2].link]), {"code": invited[2].spoken})
    assert again.status_code == 302


def test_who_was_signed_in_here_is_no_longer_and_a_wrong_code_leaves_them(
    town: World, invited: Invited
) -> None:
    client = town.client("sato")
    link = reverse("invited", args=[invited[2].link])
    client.post(link, {"code": "AAAAAAAA"})
    assert client.get("/cases/").status_code == 200
    client.post(link, {"code": invited[2].spoken})
    assert client.get("/cases/").status_code == 403
