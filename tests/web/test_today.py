"""今日: what a sitting asked of somebody reaches them, though they know nothing else of the case."""

import re

from kasane.access.ids import encode_id
from tests.world import World


def _role_of(town: World, desk: str) -> int:
    return int(
        str(
            town.one(
                "select r.id from cases_roleassignment r join rooms_compartment c on c.id = r.home_id"
                f" join directory_desk d on d.id = c.desk_id where d.code = '{desk}'"
            )
        )
    )


def test_the_hospital_sees_its_role_and_says_that_it_is_done(town: World) -> None:
    ito, path = town.client("ito"), f"/roles/{encode_id(_role_of(town, 'byoin'))}/done/"
    before = ito.get("/").content.decode()
    assert "家族相談の案内を用意する" in before
    assert path in before
    assert ito.post(path).status_code == 302
    assert "家族相談の案内を用意する" not in ito.get("/").content.decode()
    assert ito.post(path).status_code == 409


def test_suzuki_of_another_desk_of_the_team_cannot_tick_the_hospitals_role(town: World) -> None:
    role = _role_of(town, "byoin")
    assert town.client("suzuki").post(f"/roles/{encode_id(role)}/done/").status_code == 404
    assert town.one(f"select done_on from cases_roleassignment where id = {role}") is None


def test_a_role_ticked_by_mistake_comes_back_by_the_button_of_the_message(town: World) -> None:
    ito, role = town.client("ito"), encode_id(_role_of(town, "byoin"))
    page = ito.post(f"/roles/{role}/done/", follow=True).content.decode()
    undo = re.findall(r'action="(/undo/roles/[^"]+)"', page)
    assert undo == [f"/undo/roles/{role}/"]
    assert undo[0] not in ito.get("/").content.decode(), "a message is said once"
    assert town.client("suzuki").post(undo[0]).status_code == 404
    assert ito.get(undo[0]).status_code == 405
    after = ito.post(undo[0], follow=True).content.decode()
    assert "役割を、済みになる前に戻しました。" in after
    assert "家族相談の案内を用意する" in after
    assert ito.post(undo[0]).status_code == 409


def _count(town: World, query: str) -> int:
    return int(str(town.one(query)))


def test_the_worst_stands_first_and_each_kind_is_counted(town: World) -> None:
    page = town.client("tanaka").get("/").content.decode()
    assert page.index("緊急に見ました") < page.index("林 正夫") < page.index("中村 由美")
    assert "つなぎへの回答 2" in page


def test_what_nobody_decided_on_ages_until_it_is_decided_in_one_click(town: World) -> None:
    sato = town.client("sato")
    consultation = _count(town, "select id from cases_consultation where content ~ 'ごみ出し'")
    address = f"/consultations/{encode_id(consultation)}/"
    before = sato.get("/").content.decode()
    assert "対応が決まらない相談" in before
    assert address in before
    assert sato.get(address).status_code == 200
    assert sato.post(address, {}).status_code == 422
    assert sato.post(address, {"kinds": ["answered"]}).status_code == 302
    assert "対応が決まらない相談" not in sato.get("/").content.decode()
    assert town.client("suzuki").get(address).status_code == 404


def _later(town: World, kind: str, subject: int) -> str:
    return f"/today/{kind}/{encode_id(subject)}/later/"


def test_tanaka_puts_an_answer_off_and_takes_that_back(town: World) -> None:
    tanaka = town.client("tanaka")
    waiting = _count(
        town, "select id from referrals_referral where state = 'sent' and due_on >= current_date"
    )
    due_on = str(town.one("select due_on from referrals_referral where id = %s", waiting))
    path = _later(town, "referral", waiting)
    assert path in tanaka.get("/").content.decode()
    assert tanaka.post(path, {"until_on": due_on, "reason": ""}).status_code == 422
    assert tanaka.post(path, {"until_on": due_on, "reason": "お父さんの受診を待つため"}).status_code == 302
    page = tanaka.get("/").content.decode()
    assert "つなぎへの回答 1" in page
    assert "お父さんの受診を待つため" in page
    put = _count(town, "select id from tasks_putoff where reason ~ '受診'")
    assert tanaka.get(path).status_code == 404
    assert town.client("suzuki").post(f"/today/later/{encode_id(put)}/undo/").status_code == 404
    assert tanaka.post(f"/today/later/{encode_id(put)}/undo/").status_code == 302
    assert "つなぎへの回答 2" in tanaka.get("/").content.decode()
    assert tanaka.post(f"/today/later/{encode_id(put)}/undo/").status_code == 409


def test_an_overdue_answer_cannot_be_put_off(town: World) -> None:
    overdue = _count(town, "select id from referrals_referral where state = 'sent' and due_on < current_date")
    tanaka, path = town.client("tanaka"), _later(town, "referral", overdue)
    assert path not in tanaka.get("/").content.decode()
    answer = tanaka.post(path, {"until_on": "2099-01-01", "reason": "忙しい"})
    assert answer.status_code == 422
    assert "期限を過ぎているので、後に回せません" in answer.content.decode()


def test_another_desk_cannot_put_off_what_is_not_theirs(town: World) -> None:
    waiting = _count(town, "select id from referrals_referral where state = 'sent' limit 1")
    assert town.client("suzuki").get(_later(town, "referral", waiting)).status_code == 404
    assert town.client("tanaka").get("/today/nonsense/0000000000001/later/").status_code == 404


def test_satos_share_is_kimuras_while_she_is_away_and_says_so(town: World) -> None:
    kimura, suzuki = town.client("kimura"), town.client("suzuki")
    mine = kimura.get("/?view=mine").content.decode()
    assert "佐藤 恵さんの代理" in mine
    assert "小川 ふみ" in mine
    town.superuser.execute("update tasks_deputy set ended_at = now()")
    assert "小川 ふみ" not in kimura.get("/").content.decode(), "the view is kept without being asked again"
    assert "小川 ふみ" in kimura.get("/?view=desk").content.decode()
    assert "小川 ふみ" not in suzuki.get("/").content.decode()


def test_what_was_chosen_is_kept_and_holds_only_codes(town: World) -> None:
    tanaka = town.client("tanaka")
    tanaka.get("/?view=desk&kind=referral&who=")
    page = tanaka.get("/").content.decode()
    assert "中村 由美" in page
    assert "緊急に見ました" not in page
    assert tanaka.session["today"] == {"view": "desk", "kind": "referral", "who": ""}
    tanaka.get("/?kind=<script>&who=x")
    assert tanaka.session["today"] == {"view": "desk", "kind": "", "who": ""}


def test_every_form_of_the_page_can_be_sent_by_a_real_browser(town: World) -> None:
    for who in ("ito", "tanaka", "suzuki"):
        page = town.client(who).get("/").content.decode()
        forms = re.findall(r'<form method="post".*?</form>', page, re.S)
        assert forms
        assert [form for form in forms if "csrfmiddlewaretoken" not in form] == [], who


def test_minutes_that_nobody_published_wait_for_the_host_and_for_nobody_else(town: World) -> None:
    """佐藤 attended the same sitting; publishing is not hers."""
    town.superuser.execute(
        "update meetings_sitting set state = 'concluded' where kind = 'support_conference' and state = 'published'"
    )
    assert "議事録を公開する" in town.client("tanaka").get("/").content.decode()
    assert "議事録を公開する" not in town.client("sato").get("/").content.decode()
