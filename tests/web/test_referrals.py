"""つなぎ and 課題 on the screen: seen before it is sent, answered field by field, printed under its own name."""

import re
from datetime import date

import pytest
from django.test import Client

from kasane.access.ids import encode_id
from kasane.cases.actions.consultations import ConsultationWords, take
from kasane.people.facts import PersonWords
from kasane.rules.intake import Disposition
from tests.world import World

ASKS = "片付けの相談をお願いしたいです"


def case_of(town: World, name: str = "石川 トメ") -> str:
    return encode_id(int(str(town.one("select case_id from people_identity where name = %s limit 1", name))))


def form_of(town: World, **changed: object) -> dict[str, object]:
    """石川さん, without her name, to 住宅政策."""
    person = town.one("select person_id from people_identity where name = '石川 トメ'")
    return {
        "to_desk": str(town.one("select id from directory_desk where code = 'sumai'")),
        "basis": "nameless",
        "persons": [str(person)],
        "urgency": "week",
        "content": "夏から姿が見えない",
        "asks_for": ASKS,
        "keeps_doing": "訪問を続けます",
        **changed,
    }


def counted(town: World) -> tuple[object, object]:
    return tuple(
        town.one(f"select count(*) from {table}")
        for table in ("referrals_referral", "referrals_referralsheet")
    )  # type: ignore[return-value]


def test_she_sees_the_sheet_as_it_will_arrive_and_nothing_is_stored(town: World) -> None:
    sato, path = town.client("sato"), f"/cases/{case_of(town)}/referrals/new/"
    before = counted(town)
    answer = sato.post(path, form_of(town))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert counted(town) == before
    sheet = shown.split('<section class="k-card">')[1].split("</section>")[0]
    assert "70歳代" in sheet
    assert "住まい" in sheet
    assert ASKS in sheet
    assert "夏から姿が見えない" not in sheet, "nameless carries no account"
    assert "石川" not in sheet
    assert sato.post(path, form_of(town, step="send")).status_code == 302
    assert counted(town) != before


def test_who_was_sent_there_out_of_another_case_is_shown_before_sending_with_a_link(town: World) -> None:
    sato = town.client("sato")
    again, cases = PersonWords(name="小川 ミツ", kana="おがわ みつ", birth_on=date(1941, 4, 5)), []
    for _ in range(2):
        with town.acting("sato", 1) as actor:
            told = ConsultationWords(actor.at, "phone", "person", "家賃のこと")
            cases.append(
                take(told, people=[again], issues=(), dispositions=[Disposition.CONTINUES_HERE], by=actor)
            )
    first, second = (
        {"persons": [str(town.one("select person_id from people_identity where case_id = %s", case))]}
        for case in cases
    )
    danger = {"basis": "danger", "reason": "倒れておられた"}
    paths = [f"/cases/{encode_id(case)}/referrals/new/" for case in cases]
    assert "別のケースから" not in sato.post(paths[1], form_of(town, **second, **danger)).content.decode()
    sent = sato.post(paths[0], form_of(town, **first, **danger, step="send"))
    shown = sato.post(paths[1], form_of(town, **second, **danger)).content.decode()
    assert "この窓口の別のケースから、同じ方とみられるつなぎを、このつなぎ先へ送っています。" in shown
    assert "小川 ミツ（氏名と生年月日が同じ方）" in shown
    assert f'<a href="{sent["Location"]}">そのつなぎを見る</a>' in shown
    assert "いまは「回答待ち」です" in shown
    assert sato.post(paths[1], form_of(town, **second, **danger, step="send")).status_code == 302


def test_what_was_typed_comes_back_when_she_writes_it_anew(town: World) -> None:
    path = f"/cases/{case_of(town)}/referrals/new/"
    answer = town.client("sato").post(path, form_of(town, step="edit"))
    assert answer.status_code == 200
    assert ASKS in answer.content.decode()


def test_a_second_one_to_the_same_desk_is_refused_with_its_day(town: World) -> None:
    sato, path = town.client("sato"), f"/cases/{case_of(town)}/referrals/new/"
    assert sato.post(path, form_of(town, step="send")).status_code == 302
    answer = sato.post(path, form_of(town))
    assert answer.status_code == 422
    assert "日から回答待ちです。" in answer.content.decode()


def test_somebody_without_an_account_is_named_with_kind_and_day(town: World) -> None:
    sato, path = town.client("sato"), f"/cases/{case_of(town)}/referrals/new/"
    answer = sato.post(path, form_of(town, to_desk="outside", told_on=""))
    assert answer.status_code == 422
    assert answer.content.decode().count("アカウントのない相手に伝えたときは、書いてください。") == 3


def accepted(town: World) -> int:
    return int(str(town.one("select id from referrals_referral where state = 'accepted'")))


@pytest.mark.parametrize(
    ("move", "has", "has_not"),
    [
        ("arrive", ["happened_on", "said"], ["code", "alternative_desk"]),
        ("close", ["happened_on", "said", "code"], ["alternative_desk"]),
    ],
)
def test_each_answer_asks_for_its_own_fields(
    town: World, move: str, has: list[str], has_not: list[str]
) -> None:
    page = town.client("suzuki").get(f"/referrals/{encode_id(accepted(town))}/{move}/").content.decode()
    names = set(re.findall(r'name="(\w+)"', page))
    assert set(has) <= names
    assert not set(has_not) & names


@pytest.mark.parametrize("move", ["accept", "return", "ask", "withdraw", "respond", "nonsense"])
def test_a_move_that_is_not_open_has_no_page(town: World, move: str) -> None:
    assert town.client("suzuki").get(f"/referrals/{encode_id(accepted(town))}/{move}/").status_code == 404


@pytest.mark.parametrize("who", ["sato", "tanaka", "watanabe"])
@pytest.mark.parametrize("page", ["", "sheet/", "arrive/"])
def test_who_is_neither_sender_nor_receiver_finds_nothing_of_it(town: World, who: str, page: str) -> None:
    """田中 has it in her list of overdue ones, as an envelope."""
    assert town.client(who).get(f"/referrals/{encode_id(accepted(town))}/{page}").status_code == 404


def test_the_sheet_on_paper_is_recorded_as_that(town: World) -> None:
    path = f"/referrals/{encode_id(accepted(town))}/sheet/"
    answer = town.client("suzuki").get(path)
    assert "返信" in answer.content.decode()
    told = "select count(*) from audit_auditrow where what = 'referral_sheet' and kind = 'view'"
    assert town.one(told) == 1


def seats(town: World, client: Client) -> list[str]:
    page = client.get(f"/cases/{case_of(town, '山田 花子')}/").content.decode()
    return re.findall(r'href="(/cases/\w+/team/\w+/)"', page)


def test_how_to_reach_an_agency_is_asked_for_and_recorded(town: World) -> None:
    suzuki = town.client("suzuki")
    (first, *_) = seats(town, suzuki)
    assert suzuki.get(first).status_code == 200
    assert town.one("select count(*) from audit_auditrow where what = 'contact'") == 1
    assert town.client("watanabe").get(first).status_code == 404


def test_an_agency_outside_her_consent_is_not_reached_through_it(town: World) -> None:
    """鈴木 knows the case; the seat of an agency the mother did not name is none to him."""
    town.superuser.execute(
        "insert into cases_teammember (id, case_id, desk_id, agency_id, joined_at) select 99, c.id, d.id, d.agency_id,"
        " now() from (select * from cases_case where is_multi_agency order by opened_at limit 1) c, directory_desk d"
        " where d.code = 'sumai'"
    )
    path = f"/cases/{case_of(town, '山田 花子')}/team/{encode_id(99)}/"
    assert town.client("tanaka").get(path).status_code == 200
    assert town.client("suzuki").get(path).status_code == 404


def test_the_result_stands_on_the_issue_that_caused_it(town: World) -> None:
    """Both sides: 佐藤, who sent it, and 田中, who closed it."""
    for who in ("sato", "tanaka"):
        page = town.client(who).get(f"/cases/{case_of(town, '山田 花子')}/issues/").content.decode()
        assert "お母さんのプランが決まりました。長男への関わりはCSWが続けます。" in page, who


def test_another_desks_issue_is_read_and_not_written(town: World) -> None:
    issue = town.one(
        "select i.id from cases_issue i join rooms_compartment c on c.id = i.home_id join directory_desk d"
        " on d.id = c.desk_id where d.is_host and i.field = 'care'"
        " and i.case_id in (select id from cases_case where is_multi_agency order by opened_at limit 1)"
    )
    path = f"/cases/{case_of(town, '山田 花子')}/issues/{encode_id(int(str(issue)))}/"
    assert town.client("tanaka").get(path + "edit/").status_code == 200
    for page in ("", "edit/", "hold/", "settle/"):
        assert town.client("suzuki").get(path + page).status_code == 404
