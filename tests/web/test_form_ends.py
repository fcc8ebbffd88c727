"""様式を終える on the screen: its keeper ends it and takes it back, and the worker finishes what was begun."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.web.test_assessments import case_of, of, person_of, text
from tests.world import World

WHY = "長い様式にまとめた"


def housing(town: World) -> str:
    return of(town, "select id from assessments_form where title = '住まいの状況'")


def sheets(town: World, client: Client) -> str:
    """The page on which one begins an assessment of the mother."""
    case, person = case_of(town, "山田 花子"), person_of(town, "山田 花子")
    return text(client, f"/cases/{case}/assessments/new/{person}/")


def ended(town: World, days: int = 0) -> Client:
    tanaka = town.client("tanaka")
    day = date.today() + timedelta(days=days)  # noqa: DTZ011 - a day typed
    told = {"ended_from": day.isoformat(), "reason": WHY}
    answer = tanaka.post(f"/forms/{housing(town)}/end/", told)
    assert answer["Location"] == "/forms/"
    return tanaka


def test_tanaka_ends_the_short_form_and_nobody_is_offered_it_any_more(town: World) -> None:
    code = str(town.one("select code from assessments_form where title = '住まいの状況'"))
    assert f"?form={code}" in sheets(town, town.client("tanaka"))
    tanaka = ended(town)
    page = text(tanaka, "/forms/")
    assert "終えた様式" in page
    assert WHY in page
    assert f"/forms/{housing(town)}/end/" not in page
    assert page.index("<h2>インテーク") < page.index("<h2>住まいの状況"), "what has ended stands last"
    assert f"?form={code}" not in sheets(town, tanaka)


def test_a_form_that_ends_tomorrow_is_offered_today_and_the_end_may_be_dropped(town: World) -> None:
    code = str(town.one("select code from assessments_form where title = '住まいの状況'"))
    tanaka = ended(town, days=1)
    page = text(tanaka, "/forms/")
    assert "使わなくなります" in page
    assert "終えるのをやめる" in page
    assert f"?form={code}" in sheets(town, tanaka)


def test_the_end_is_taken_back_by_the_button_in_the_message(town: World) -> None:
    tanaka = ended(town)
    address = f"/forms/{housing(town)}/take-up/"
    told = text(tanaka, "/forms/")
    assert "元に戻す" in told
    assert told.count(f'action="{address}"') == 2, "in the message, and on the form that has ended"
    assert "元に戻す" not in text(tanaka, "/forms/"), "the message is told once"
    assert tanaka.get(address).status_code == 405
    answer = tanaka.post(address, follow=True)
    assert "また使えるようにしました" in answer.content.decode()
    assert "終えた様式" not in answer.content.decode()
    assert WHY in answer.content.decode(), "that it was ended is still read"
    assert tanaka.post(address).status_code == 409


def test_what_stands_in_the_way_is_told_before_anything_is_typed(town: World) -> None:
    tanaka = town.client("tanaka")
    long = of(town, "select id from assessments_form where title = 'インテーク・アセスメントシート'")
    assert "国への報告事項を聞く様式が、ほかにありません" in text(tanaka, f"/forms/{long}/end/")
    assert "国への報告事項を聞く様式が" not in text(tanaka, f"/forms/{housing(town)}/end/")
    refused = tanaka.post(f"/forms/{housing(town)}/end/", {"ended_from": "2020-01-01", "reason": WHY})
    assert refused.status_code == 422
    assert "過去の日からは終えられません" in refused.content.decode()
    blank = tanaka.post(f"/forms/{housing(town)}/end/", {"ended_from": "2099-01-01", "reason": ""})
    assert "わけを書いてください" in blank.content.decode()


@pytest.mark.parametrize("who", ["sato", "ito"])
def test_who_keeps_no_forms_finds_no_page_to_end_one(town: World, who: str) -> None:
    client = town.client(who)
    assert client.get(f"/forms/{housing(town)}/end/").status_code == 403
    assert client.post(f"/forms/{housing(town)}/take-up/").status_code == 403


def test_an_assessment_shows_the_title_of_its_day_and_the_form_todays(town: World) -> None:
    town.superuser.execute(
        "update assessments_form set title = '総合シート' where title = 'インテーク・アセスメントシート'"
    )
    tanaka = town.client("tanaka")
    one = of(town, "select id from assessments_assessment where previous_id is not null")
    shown = text(tanaka, f"/assessments/{one}/")
    assert "インテーク・アセスメントシート 第1版" in shown
    assert "総合シート" not in shown
    assert "<small>インテーク・アセスメントシート</small>" in text(tanaka, "/forms/")


def test_an_agencys_own_form_is_shown_by_the_title_it_bears(town: World) -> None:
    tanaka = town.client("tanaka")
    new = f"/cases/{case_of(town, '山田 太郎')}/assessments/new/{person_of(town, '山田 太郎')}/"
    told = {"assessed_on": date.today().isoformat(), "form": "own"}  # noqa: DTZ011 - a day typed
    path = tanaka.post(new, told)["Location"]
    whole = tanaka.post(path, {"own_form_title": "利用者基本情報"})["Location"]
    assert "利用者基本情報" in text(tanaka, whole)
    assert 'value="利用者基本情報"' in text(tanaka, path)


def test_a_day_that_is_past_is_refused_in_words_for_a_choice_and_a_matter_too(town: World) -> None:
    tanaka = town.client("tanaka")
    day = str(town.one("select day_in_japan(now())"))
    told = {"label": "近所への伝え方", "times": ["sharing"], "valid_from": day}
    assert tanaka.post("/forms/matters/new/", told).status_code == 302
    own = of(town, "select id from code_lists_matter where label = '近所への伝え方'")
    salon = of(town, "select id from code_lists_choice where (list_code, code) = ('a_ties', 'salon')")
    for path in (f"/forms/matters/{own}/end/", f"/forms/choices/{salon}/end/"):
        answer = tanaka.post(path, {"last_day": "2020-01-01"})
        assert answer.status_code == 422
        assert "k-notice--refused" in answer.content.decode(), path


def test_sato_and_kimura_name_an_own_form_differently_and_what_only_one_ticked_is_kept(town: World) -> None:
    sato, kimura = town.client("sato"), town.client("kimura")
    code = str(town.one("select code from assessments_form where title = '住まいの状況'"))
    case, person = case_of(town, "中村 由美"), person_of(town, "中村 由美")
    told = {"assessed_on": date.today().isoformat(), "form": "own"}  # noqa: DTZ011 - a day typed
    path = sato.post(f"/cases/{case}/assessments/new/{person}/?form={code}", told)["Location"]
    opened = {"seen-own_form_title": ""}
    assert kimura.post(path, {**opened, "own_form_title": "基本情報"}).status_code == 302
    answer = sato.post(path, {**opened, "own_form_title": "利用者基本情報"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ">基本情報</span>" in page
    assert ">利用者基本情報</span>" in page
    assert 'value="基本情報"' in text(kimura, path), "nothing is stored before sato has chosen"
    same = sato.post(path, {**opened, "own_form_title": "基本情報"})
    assert same.status_code == 302, "both wrote the same: nothing is asked"
