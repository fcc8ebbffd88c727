"""The screens of visits: the calendar, the page for the way there, cautions, and the note that becomes of a visit."""

import re

import pytest

from kasane.access.ids import encode_id
from tests.domain.test_notes import case_of, mother_of
from tests.domain.test_visits import CAUSE, LINE, agrees, proposed, visit_of
from tests.web.test_notes import form_of
from tests.world import World


def of_case(town: World, rest: str) -> str:
    return f"/cases/{encode_id(case_of(town))}/{rest}"


def page(town: World, who: str, path: str) -> str:
    return town.client(who).get(path).content.decode()


def test_the_line_stands_on_top_of_household_note_and_briefing(town: World) -> None:
    agrees(town, proposed(town))
    visit = encode_id(visit_of(town))
    for path in (
        of_case(town, ""),
        of_case(town, "notes/new/"),
        of_case(town, "visits/"),
        f"/visits/{visit}/",
    ):
        assert LINE in page(town, "sato", path), path
    for path in (of_case(town, ""), of_case(town, "notes/new/"), of_case(town, "visits/")):
        shown = page(town, "suzuki", path)
        assert LINE in shown, path
        assert CAUSE not in shown, path
        assert town.client("watanabe").get(path).status_code == 404


def test_the_briefing_tells_the_last_times_absences_too_and_the_way(town: World) -> None:
    agrees(town, proposed(town))
    shown = page(town, "sato", f"/visits/{encode_id(visit_of(town))}/")
    for told in (CAUSE, "拒まれた", "会えた", "南湖一丁目2-3", "0467-00-0001", "見守り", "佐藤 恵"):
        assert told in shown, told
    assert "<table" not in shown


def test_the_briefing_tells_how_to_speak_with_her(town: World) -> None:
    visit = encode_id(visit_of(town))
    before = page(town, "sato", f"/visits/{visit}/")
    assert "話すときの配慮：筆談、耳が遠い。大事なことは紙に書いて確かめる" in before
    town.superuser.execute(
        "update people_identity set communication = '{slow}', communication_words = '右の耳から' where person_id = %s",
        [mother_of(town)],
    )
    shown = page(town, "sato", f"/visits/{visit}/")
    assert "話すときの配慮：ゆっくり、短く、右の耳から" in shown


def test_a_protected_address_is_never_on_the_briefing(town: World) -> None:
    """鈴木 keeps 森さん's address himself, and was asked for his secret again."""
    case, mori = town.superuser.execute(
        "select case_id, person_id from people_identity where name = '森 さくら'"
    ).fetchone() or (0, 0)
    suzuki = town.client("suzuki")
    town.step_up("suzuki")
    staff = town.one("select id from directory_staff where name = '鈴木 大輔'")
    told = {
        "planned_on": str(town.one("select (now() at time zone 'Asia/Tokyo')::date")),
        "starts_at": "14:00",
        "purpose": "様子を聞く",
        "concerns": [str(mori)],
        "goers": [str(staff)],
    }
    made = suzuki.post(f"/cases/{encode_id(case)}/visits/new/", told)
    assert made.status_code == 302
    shown = suzuki.get(made["Location"]).content.decode()
    assert "森 さくら" in shown
    assert "松が丘" not in shown
    assert "090-0000-0021" not in shown
    assert "支援措置のため、ここには出しません" in shown


def test_the_result_is_written_in_one_step_with_the_form_filled_in(town: World) -> None:
    visit = visit_of(town, days=0)
    sato = town.client("sato")
    link = f"{of_case(town, 'notes/new/')}?visit={encode_id(visit)}"
    assert link in sato.get(f"/visits/{encode_id(visit)}/").content.decode()
    form = sato.get(link).content.decode()
    assert f'value="{mother_of(town)}" id="id_concerns_0" checked' in form
    assert re.search(r'value="home_visit"[^>]*checked', form)
    assert sato.post(link, form_of(town)).status_code == 302
    assert town.one("select state from cases_visit where id = %s", visit) == "done"
    again = sato.post(link, form_of(town))
    assert again.status_code == 422
    assert "すでに「訪問した」" in again.content.decode()


@pytest.mark.parametrize("who", ["tanaka", "suzuki", "watanabe"])
def test_another_desk_writes_no_result_and_changes_no_visit(town: World, who: str) -> None:
    visit = encode_id(visit_of(town))
    client = town.client(who)
    assert client.get(f"/visits/{visit}/").status_code == 404
    assert client.get(f"/visits/{visit}/change/").status_code == 404
    assert client.get(f"{of_case(town, 'notes/new/')}?visit={visit}").status_code == 404


def test_it_is_put_off_with_a_reason_and_a_new_day(town: World) -> None:
    path = f"/visits/{encode_id(visit_of(town))}/change/"
    sato = town.client("sato")
    short = sato.post(path, {"change": "put_off", "why": "通院"})
    assert short.status_code == 422
    assert "延期する先を入れてください。" in short.content.decode()
    late = sato.post(
        path, {"change": "put_off", "why": "通院", "planned_on": "2020-01-06", "starts_at": "10:00"}
    )
    assert late.status_code == 422
    assert "訪問する日が、きょうより前です。" in late.content.decode()
    told = {"change": "put_off", "why": "通院", "planned_on": "2090-01-06", "starts_at": "10:00"}
    done = sato.post(path, told)
    assert done.status_code == 302
    assert "1月6日" in sato.get("/visits/?on=2090-01-05").content.decode()
    assert "見守り" in sato.get(done["Location"]).content.decode()


@pytest.mark.parametrize("on", ["", "2026-11-24", "1999-01-01", "9999-12-31", "x", "2026-02-30"])
def test_the_calendar_answers_every_address(town: World, on: str) -> None:
    assert town.client("sato").get(f"/visits/?on={on}").status_code == 200


def test_the_manager_agrees_on_the_page_and_the_proposer_is_told_who_does(town: World) -> None:
    caution = proposed(town)
    path = of_case(town, f"cautions/{encode_id(caution)}/")
    assert "決められるのは、この窓口の管理者です。" in page(town, "sato", path)
    kimura = town.client("kimura")
    assert kimura.post(path, {"do": "agree", "is_told": "no"}).status_code == 422
    told = {"do": "agree", "is_told": "no", "told_words": "こわがるため", "review_on": "2020-01-01"}
    past = kimura.post(path, told)
    assert past.status_code == 422
    assert "見直す日が、きょうより後ではありません。" in past.content.decode()
    assert kimura.post(path, told | {"review_on": "2090-01-01"}).status_code == 302
    assert LINE in page(town, "suzuki", of_case(town, ""))
    sato = town.client("sato").post(path, {"do": "end", "why": "x"})
    assert sato.status_code == 422
    assert "終えられるのは、この窓口の管理者だけです。" in sato.content.decode()
    assert kimura.post(path, {"do": "end", "why": "引っ越された"}).status_code == 302
    assert LINE not in page(town, "suzuki", of_case(town, ""))


def test_safety_without_its_line_is_not_proposed(town: World) -> None:
    told = {"kind": "safety", "text": CAUSE, "line": "", "concerns": [str(mother_of(town))]}
    answer = town.client("sato").post(of_case(town, "cautions/new/"), told)
    assert answer.status_code == 422
    assert "訪問する人みなに伝える一行が要ります。" in answer.content.decode()
