"""A consultation on one page: search first, told in full, written on in the household it belongs to, printed."""

import re
from datetime import date

import pytest
from django.db import connection

from kasane.access.ids import case_number, encode_id
from tests.world import World

EMPTY = {f"p{n}-sex": "unknown" for n in range(4)}
CALL = {
    "received_at": "2026-11-20T10:00",
    "channel": "phone",
    "consulter": "family",
    "content": "お兄さんから電話。弟が仕事を辞めた。",
}


def yamada(town: World) -> int:
    return int(str(town.one("select id from cases_case where is_multi_agency order by opened_at limit 1")))


def person(town: World, name: str) -> int:
    return int(str(town.one("select person_id from people_identity where name = %s limit 1", name)))


def likely(town: World, who: str, **typed: str) -> str:
    fields = {f"p0-{name}": text for name, text in typed.items()}
    return town.client(who).post("/consultations/people/", fields).content.decode()


def test_everything_that_was_told_is_stored_with_the_one_thing_that_weighs_most(world: World) -> None:
    sato = world.client("sato")
    told = {
        "route": "meeting",
        "route_detail": "地区の会議",
        "told_concerns": ["job", "income"],
        "most_serious": "debt",
        "urgency": "now",
        "was_spoken_to": "no",
        "not_spoken_why": "declined",
        "p0-called": "30歳くらいの弟",
        "p0-communication": ["plain", "no_phone"],
        "p0-communication_words": "夕方がよい",
    }
    assert sato.post("/consultations/new/", {**EMPTY, **CALL, **told}).status_code == 302
    row = world.superuser.execute(
        "select route, route_detail, told_concerns, most_serious, urgency, was_spoken_to, not_spoken_why"
        " from cases_consultation"
    ).fetchone()
    assert row == ("meeting", "地区の会議", ["job", "income", "debt"], "debt", "now", False, "declined")
    assert world.one("select communication from people_identity") == ["plain", "no_phone"]


def test_who_was_spoken_to_needs_no_reason_why_not(world: World) -> None:
    told = {"was_spoken_to": "yes", "not_spoken_why": "absent"}
    world.client("sato").post("/consultations/new/", {**EMPTY, **CALL, **told})
    assert world.one("select not_spoken_why from cases_consultation") == ""


@pytest.mark.parametrize(
    "typed", [{"name": "山田花子"}, {"kana": "ﾔﾏﾀﾞ ﾊﾅｺ"}, {"phone": "0467000001"}, {"name": "山田"}]
)
def test_who_is_known_already_is_offered_while_sato_types(town: World, typed: dict[str, str]) -> None:
    assert "山田 花子" in likely(town, "sato", **typed)


def test_a_birthday_alone_is_enough(town: World) -> None:
    born = town.one("select birth_on from people_identity where name = '山田 花子' limit 1")
    assert isinstance(born, date)
    page = likely(town, "sato", birth_on=f"{born.year}-{born.month}-{born.day}")
    assert "山田 花子" in page


def test_watanabe_is_offered_nobody_whom_only_others_know(town: World) -> None:
    assert "山田" not in likely(town, "watanabe", name="山田花子", kana="やまだはなこ", phone="0467000001")
    assert "加藤" in likely(town, "watanabe", name="加藤")


def test_what_was_typed_goes_along_into_the_household_and_is_stored_there(town: World) -> None:
    sato, case, mother = town.client("sato"), yamada(town), person(town, "山田 花子")
    address = f"/cases/{encode_id(case)}/consultations/new/"
    page = sato.post(address, {**EMPTY, **CALL, "carried": encode_id(mother)})
    assert page.status_code == 200
    text = page.content.decode()
    assert "お兄さんから電話" in text
    assert re.search(rf'value="{mother}"[^>]*checked', text)
    before = town.one("select count(*) from cases_case")
    stored = sato.post(
        address,
        {**CALL, "people": [str(mother)], "i0-field": "work", "i0-text": "仕事", "i0-concerns": ["1"]},
    )
    assert stored.status_code == 302
    assert town.one("select count(*) from cases_case") == before
    concerns = town.one("select concerns from cases_consultation where content ~ '^お兄さん'")
    assert concerns == [mother]
    son = person(town, "山田 太郎")
    assert town.one("select concerns from cases_issue where text = '仕事'") == [son]


def test_suzuki_reads_the_case_and_writes_into_her_own_room_of_it(town: World) -> None:
    """Who joined the team has a room of her own; Watanabe, who has none, does not find the page."""
    address = f"/cases/{encode_id(yamada(town))}/consultations/new/"
    assert town.client("suzuki").get(address).status_code == 200
    assert town.client("watanabe").get(address).status_code == 404


def test_what_becomes_of_a_consultation_is_added_later_and_nothing_is_taken_away(town: World) -> None:
    sato = town.client("sato")
    consultation = int(str(town.one("select id from cases_consultation where content ~ '^民生委員から電話'")))
    address = f"/consultations/{encode_id(consultation)}/"
    assert sato.post(address, {}).status_code == 422
    assert sato.post(address, {"kinds": ["referral"]}).status_code == 302
    kinds = town.superuser.execute(
        "select kind from cases_disposition where consultation_id = %s order by written_at, id",
        [consultation],
    ).fetchall()
    assert {kind for (kind,) in kinds} == {"continues_here", "multi_agency", "referral"}
    assert town.client("suzuki").get(address).status_code == 404, "it is not her desk's consultation"


@pytest.mark.parametrize(
    ("kind", "says"), [("agreed", "氏名（自署）"), ("unasked", "本人の同意は、まだ得ていません")]
)
def test_both_sheets_come_from_the_same_record(town: World, kind: str, says: str) -> None:
    case = yamada(town)
    consultation = int(str(town.one("select id from cases_consultation where content ~ '^民生委員から電話'")))
    address = f"/cases/{encode_id(case)}/consultations/{encode_id(consultation)}/sheet/{kind}/"
    text = town.client("sato").get(address).content.decode()
    assert says in text
    assert case_number(case) in text
    assert "民生委員から電話" in text
    assert "中山さん" not in text, "who told us is printed nowhere"


def test_a_protected_address_is_not_printed(town: World) -> None:
    case, consultation = town.superuser.execute(
        "select case_id, id from cases_consultation where content ~ '^夫の暴力'"
    ).fetchone() or (0, 0)
    town.step_up("suzuki")
    address = f"/cases/{encode_id(case)}/consultations/{encode_id(consultation)}/sheet/unasked/"
    text = town.client("suzuki").get(address).content.decode()
    assert "支援措置のため印刷しません" in text
    assert "松が丘" not in text


@pytest.mark.parametrize("typed", ["{born}", "{number}"])
def test_search_finds_by_birthday_and_by_case_number(town: World, typed: str) -> None:
    case = yamada(town)
    born = town.one("select birth_on from people_identity where name = '山田 花子' limit 1")
    assert isinstance(born, date)
    asked = typed.format(born=f"{born.year}年{born.month}月{born.day}日", number=case_number(case))
    found = town.client("sato").post("/search/", {"q": asked}, follow=True).content.decode()
    assert f"/cases/{encode_id(case)}/" in found
    assert (
        f"/cases/{encode_id(case)}/"
        not in town.client("watanabe").post("/search/", {"q": asked}, follow=True).content.decode()
    )


def test_who_is_found_by_a_former_surname_is_shown_with_it(town: World) -> None:
    page = town.client("tanaka").post("/search/", {"q": "山田"}, follow=True).content.decode()
    line = re.search(r"<li>(?:(?!</li>).)*小川 久美子.*?</li>", page, re.DOTALL)
    assert line
    assert "旧姓 山田" in line[0]


@pytest.mark.parametrize("most", [1, 50])
def test_a_search_that_does_not_show_everything_says_so(
    town: World, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    for place in ("kasane.search.queries", "kasane.web.find.views"):
        monkeypatch.setattr(f"{place}.MOST", most)
    page = town.client("sato").post("/search/", {"q": "山田"}, follow=True).content.decode()
    assert "山田 花子" in page
    assert ("1件までを出しています。このほかにもあるので、名前の続きの文字を足すか" in page) is (most == 1)


def test_the_birthday_is_looked_up_by_its_index(town: World) -> None:
    with town.acting("tanaka"), connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("explain select id from people_identity where birth_on = '1942-03-14'")
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert "identity_by_birthday" in plan, "the wall must not keep the index from being used"


def test_a_sheet_names_the_desk_that_took_the_call_not_the_one_that_opened_the_case(town: World) -> None:
    suzuki, case, mother = town.client("suzuki"), yamada(town), person(town, "山田 花子")
    told = {**CALL, "people": [str(mother)]}
    assert suzuki.post(f"/cases/{encode_id(case)}/consultations/new/", told).status_code == 302
    consultation = int(str(town.one("select id from cases_consultation where content ~ '^お兄さん'")))
    address = f"/cases/{encode_id(case)}/consultations/{encode_id(consultation)}/sheet/unasked/"
    sheet = suzuki.get(address).content.decode().split('class="k-sheet"')[1]
    assert "生活自立相談窓口" in sheet
    assert "地域包括支援センター" not in sheet
    assert town.client("sato").get(address).status_code == 404, "it lies in the room of another desk"
