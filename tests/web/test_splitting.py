"""仕分け on the screen: given back one by one in one form, handed on, and split; seen before it is sent."""

import re

from django.test import Client

from kasane.access.ids import encode_id
from tests.web.test_triage import states, waiting
from tests.world import World


def returns(town: World, numbers: list[str], **changed: str) -> dict[str, object]:
    """What Tanaka writes of each: the first fits 住宅政策, the second was asked twice."""
    sumai = str(town.one("select id from directory_desk where code = 'sumai'"))
    first, second = (encode_id(int(number)) for number in numbers)
    return {
        "chosen": numbers,
        "step": "return",
        f"{first}-code": "other_desk",
        f"{first}-said": "住まいの相談から入るのがよいと思います",
        f"{first}-alternative_desk": sumai,
        f"{second}-code": "other_desk",
        f"{second}-said": changed.get("said", "先に届いたつなぎで受けています"),
        f"{second}-alternative": "先のつなぎ",
    }


def test_two_go_back_each_with_its_own_reason_and_desk(town: World) -> None:
    tanaka, both = town.client("tanaka"), waiting(town)[:2]
    page = tanaka.post("/referrals/triage/return/", {"chosen": both})
    assert page.status_code == 200
    assert "2件をお返しする" in page.content.decode()
    assert states(town, both) == {"sent"}, "nothing yet"
    assert tanaka.post("/referrals/triage/return/", returns(town, both)).status_code == 302
    assert states(town, both) == {"returned"}
    told = town.superuser.execute(
        "select m.said, m.alternative, m.alternative_desk_id is not null from referrals_referralmove m"
        " where m.referral_id = any (%s::bigint[]) and m.move = 'return' order by m.alternative",
        [both],
    ).fetchall()
    assert told == [
        ("住まいの相談から入るのがよいと思います", "", True),
        ("先に届いたつなぎで受けています", "先のつなぎ", False),
    ]


def test_one_without_its_reason_keeps_both_here(town: World) -> None:
    tanaka, both = town.client("tanaka"), waiting(town)[:2]
    answer = tanaka.post("/referrals/triage/return/", returns(town, both, said=""))
    assert answer.status_code == 422
    assert "お返しする理由が書かれていません。" in answer.content.decode()
    assert states(town, both) == {"sent"}


def test_suzuki_cannot_give_back_what_waits_for_tanaka(town: World) -> None:
    both = waiting(town)[:2]
    page = town.client("suzuki").post("/referrals/triage/return/", returns(town, both)).content.decode()
    assert "お返しするつなぎが選ばれていません。" in page
    assert "林 正夫" not in page
    assert states(town, both) == {"sent"}


def hayashi(town: World) -> tuple[str, str]:
    """The つなぎ about 林家 and the case, as letters."""
    row = town.superuser.execute(
        "select r.id, r.case_id from referrals_referral r join people_identity i on i.case_id = r.case_id"
        " where i.name = '林 正夫' and r.state = 'sent' limit 1"
    ).fetchone()
    assert row
    return encode_id(row[0]), encode_id(row[1])


def form_of(town: World, path: str, client: Client, **changed: object) -> dict[str, object]:
    """家計 to 生活自立 with the names, 仕事 to 障がい相談 without."""
    page = client.get(path).content.decode()
    issues = re.findall(r'name="p0-issues" value="(\d+)"', page)
    desks = dict(town.superuser.execute("select code, id::text from directory_desk").fetchall())
    return {
        "pieces": "2",
        "p0-to_desk": desks["jiritsu"],
        "p0-issues": issues[:1],
        "p0-basis": "danger",
        "p0-reason": "食べるものがない",
        "p0-asks_for": "家計の見直し",
        "p1-to_desk": desks["shogai-sodan-1"],
        "p1-issues": issues[1:2],
        "p1-basis": "nameless",
        "p1-reason": "",
        "p1-asks_for": "働く場の相談",
        "content": "家賃が滞りはじめた",
        "keeps_doing": "全体の調整を続けます",
        "urgency": "week",
        **changed,
    }


def test_tanaka_sees_both_sheets_before_either_is_sent(town: World) -> None:
    tanaka, (letters, _) = town.client("tanaka"), hayashi(town)
    path = f"/referrals/{letters}/hand-on/"
    told, before = form_of(town, path, tanaka), town.one("select count(*) from referrals_referral")
    page = tanaka.post(path, told).content.decode()
    first, second = page.split('<section class="k-card">')[1:]
    assert "林 正夫" in first
    assert "家賃が滞りはじめた" in first
    assert "林" not in second.split("</section>")[0]
    assert "家賃" not in second.split("</section>")[0]
    assert "40歳代" in second
    assert town.one("select count(*) from referrals_referral") == before
    assert tanaka.post(path, {**told, "step": "send"}).status_code == 302
    assert town.one("select count(*) from referrals_referral") == int(str(before)) + 2
    sender = town.client("kimura").get(f"/referrals/{letters}/").content.decode()
    assert "この先のつなぎ" in sender
    assert "障がい者相談支援事業所 第1" in sender


def test_what_fits_by_field_and_district_stands_first(town: World) -> None:
    """Debts speak for 生活自立; there is no field of 住まい among the concerns."""
    letters, _ = hayashi(town)
    page = town.client("tanaka").get(f"/referrals/{letters}/hand-on/").content.decode()
    likely = page.split('label="分野・地区から合いそうな窓口"')[1].split("</optgroup>")[0]
    assert "生活自立相談窓口" in likely
    assert "住宅政策" not in likely


def test_another_desk_may_be_added_and_nothing_typed_is_lost(town: World) -> None:
    tanaka, (letters, _) = town.client("tanaka"), hayashi(town)
    path = f"/referrals/{letters}/hand-on/"
    page = tanaka.post(path, {**form_of(town, path, tanaka), "step": "more"})
    assert page.status_code == 200
    assert "家計の見直し" in page.content.decode()
    assert 'name="p2-to_desk"' in page.content.decode()


def test_a_part_without_a_desk_is_asked_for_one(town: World) -> None:
    tanaka, (letters, _) = town.client("tanaka"), hayashi(town)
    path = f"/referrals/{letters}/hand-on/"
    told = form_of(town, path, tanaka, **{"p1-to_desk": ""})
    answer = tanaka.post(path, {**told, "step": "send"})
    assert answer.status_code == 422
    assert "つなぎ先を選んでください。要らない" in answer.content.decode()
    assert states(town, waiting(town)) == {"sent"}


def test_who_is_no_coordinator_reads_why_and_hands_nothing_on(town: World) -> None:
    """suzuki has an arrived one of his own."""
    number = town.one("select id from referrals_referral where state = 'asked'")
    page = town.client("suzuki").get(f"/referrals/{encode_id(int(str(number)))}/hand-on/").content.decode()
    assert "届いたつなぎをほかの窓口へ回せるのは、福祉総合相談担当だけです。" in page
    letters, case = hayashi(town)
    for path in (f"/referrals/{letters}/hand-on/", f"/cases/{case}/split/"):
        assert town.client("suzuki").get(path).status_code == 404


def test_kimura_splits_her_own_case_by_the_screen(town: World) -> None:
    kimura, (_, case) = town.client("kimura"), hayashi(town)
    path = f"/cases/{case}/split/"
    told = form_of(town, path, kimura)
    assert "この窓口に残ること" in kimura.post(path, told).content.decode()
    before = int(str(town.one("select count(*) from referrals_referral")))
    assert kimura.post(path, {**told, "step": "send"}).status_code == 302
    assert town.one("select count(*) from referrals_referral") == before + 2
