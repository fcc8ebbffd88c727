"""アセスメント and 様式 on the screen: who sees what of it, writing it, conflicts, own forms, publishing."""

import re
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client

from kasane.access.ids import encode_id
from seeds.town.paper import blank_sheet
from tests.world import World

SEEN_BY_CONSENT = "膝の痛みで外に出にくく"
ILLNESS = "変形性膝関節症"
TAX = "住民税非課税"


def of(town: World, query: str, *values: object) -> str:
    return encode_id(int(str(town.one(query, *values))))


def case_of(town: World, name: str) -> str:
    return of(town, "select case_id from people_identity where name = %s limit 1", name)


def person_of(town: World, name: str) -> str:
    return of(town, "select person_id from people_identity where name = %s limit 1", name)


def first(town: World) -> str:
    return of(
        town, "select id from assessments_assessment where finished_at is not null and previous_id is null"
    )


def again(town: World) -> str:
    return of(town, "select id from assessments_assessment where previous_id is not null")


HIDDEN = r'<input type="hidden" name="([^"]+)" value="([^"]*)">'
FORM = "application/x-www-form-urlencoded"


def begun(town: World) -> str:
    return of(town, "select id from assessments_assessment where finished_at is null")


def draft(town: World) -> str:
    return of(town, "select id from assessments_formversion where published_at is null")


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return answer.content.decode()


def editions(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(edition[\w-]*)" value="(\d+)"', page))


def test_the_agency_inside_the_consent_reads_the_mothers_answers_and_never_her_tax(town: World) -> None:
    town.step_up("suzuki")
    suzuki = town.client("suzuki")
    town.step_up("suzuki")
    shown = text(suzuki, f"/assessments/{first(town)}/")
    assert SEEN_BY_CONSENT in shown
    assert TAX not in shown
    assert "続きを書く" not in shown
    table = text(suzuki, f"/cases/{case_of(town, '山田 花子')}/assessments/")
    assert ILLNESS in table
    assert "山田 太郎" not in table


def test_her_tax_shows_to_who_wrote_it_once_the_secret_was_asked_for_again(town: World) -> None:
    tanaka = town.client("tanaka")
    path = f"/assessments/{first(town)}/"
    shown = text(tanaka, path)
    assert SEEN_BY_CONSENT in shown
    assert TAX not in shown
    asked = tanaka.get(f"{path}all/show/")
    assert asked.status_code == 302
    assert "/sign-in/again/" in asked["Location"]
    town.step_up("tanaka")
    assert TAX in text(tanaka, path)
    assert tanaka.get(f"{path}all/show/")["Location"] == path
    assert tanaka.get(f"{path}all/compare/")["Location"].endswith("/compare/")
    assert tanaka.get(f"{path}all/income/")["Location"].endswith("/income/")


@pytest.mark.parametrize("who", ["watanabe", "takahashi"])
def test_to_everybody_else_there_is_no_assessment(town: World, who: str) -> None:
    client = town.client(who)
    case = case_of(town, "山田 花子")
    for path in (
        f"/assessments/{again(town)}/",
        f"/assessments/{again(town)}/compare/",
        f"/assessments/{again(town)}/work/",
        f"/assessments/{again(town)}/all/show/",
        f"/cases/{case}/assessments/",
        f"/cases/{case}/assessments/all/",
        f"/cases/{case}/assessments/new/{person_of(town, '山田 花子')}/",
        f"/cases/{case}/opening/assessment/{again(town)}/",
    ):
        assert client.get(path).status_code == 404, path


def test_who_only_reads_it_finds_no_page_to_write_it(town: World) -> None:
    suzuki = town.client("suzuki")
    for path in ("work/", "own-form/"):
        assert suzuki.get(f"/assessments/{again(town)}/{path}").status_code == 404
    assert suzuki.post(f"/assessments/{again(town)}/finish/").status_code == 404
    case = case_of(town, "山田 花子")
    assert suzuki.get(f"/cases/{case}/opening/assessment/{again(town)}/").status_code == 404


def test_the_household_stands_in_one_table_with_what_is_reported_marked(town: World) -> None:
    shown = text(town.client("tanaka"), f"/cases/{case_of(town, '山田 花子')}/assessments/")
    assert shown.count('class="k-sheet__reported"') == 2
    assert ILLNESS in shown
    assert "バスも乗りにくい" not in shown, "only the newest answers stand there"


def test_a_section_is_saved_on_its_own_and_leads_to_the_next(town: World) -> None:
    sato = town.client("sato")
    path = f"/assessments/{begun(town)}/family/"
    told = editions(text(sato, path))
    rows = {"members-0-0": "父", "members-0-1": "別居", "members-0-2": "物忘れが心配"}
    answer = sato.post(path, {**told, **rows, "co_residence": "yes", "go": "next"})
    assert answer.status_code == 302
    assert answer["Location"].endswith("/home/")
    again_there = text(sato, path)
    assert 'value="物忘れが心配"' in again_there
    stays = sato.post(path, {**editions(again_there), "co_residence": "no", "go": "stay"})
    assert stays["Location"] == path


def typed(page: str, **answers: str) -> dict[str, str]:
    """A page's form sent with these answers: its editions, what it said when it was opened, what is typed."""
    seen = dict(re.findall(r'name="(seen-[\w-]+)" value="([^"]*)"', page))
    return {**editions(page), **{name: unescape(value) for name, value in seen.items()}, **answers}


def test_a_conflict_shows_what_the_other_wrote_beside_ones_own_and_keeps_what_is_chosen(town: World) -> None:
    sato, kimura = town.client("sato"), town.client("kimura")
    path = f"/assessments/{begun(town)}/contact/"
    read = text(sato, path)
    assert editions(read) == {"edition-general": "1"}
    assert kimura.post(path, typed(read, persons_concern="眠れていない")).status_code == 302
    answer = sato.post(path, typed(read, persons_concern="休みたい", go="next"))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "二人が同じアセスメントを書き直しました" in shown
    assert "眠れていない" in shown
    assert "休みたい" in shown
    assert "眠れていない" in text(kimura, path), "nothing is stored before sato has chosen"
    hidden = [(name, unescape(value)) for name, value in re.findall(HIDDEN, shown) if "csrf" not in name]
    chosen = QueryDict(mutable=True)
    for name, value in [*hidden, ("persons_concern", "休みたい")]:
        chosen.appendlist(name, value)
    unchosen = chosen.copy()
    del unchosen["persons_concern"]
    assert sato.post(path, unchosen.urlencode(), content_type=FORM).status_code == 422
    stored = sato.post(path, chosen.urlencode(), content_type=FORM)
    assert stored.status_code == 302
    assert not stored["Location"].endswith("/contact/"), "saved and onward, as sato had asked"
    assert "休みたい" in text(kimura, path)


def test_two_who_wrote_the_same_are_not_asked(town: World) -> None:
    sato, kimura = town.client("sato"), town.client("kimura")
    path = f"/assessments/{begun(town)}/contact/"
    read = text(sato, path)
    assert kimura.post(path, typed(read, persons_concern="眠れていない")).status_code == 302
    assert sato.post(path, typed(read, persons_concern="眠れていない")).status_code == 302


def test_a_table_two_people_wrote_is_chosen_whole(town: World) -> None:
    sato, kimura = town.client("sato"), town.client("kimura")
    path = f"/assessments/{begun(town)}/family/"
    read = text(sato, path)
    kimuras = {"members-0-0": "叔父", "members-0-1": "市外"}
    assert kimura.post(path, typed(read, **kimuras)).status_code == 302
    answer = sato.post(path, typed(read, **{"members-0-0": "いとこ", "members-0-1": "市内"}))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "叔父　市外" in shown
    assert "いとこ　市内" in shown


def test_what_cannot_be_read_comes_back_with_its_sentence(town: World) -> None:
    sato = town.client("sato")
    path = f"/assessments/{begun(town)}/work/"
    answer = sato.post(path, {"left_school_on": "いつか", "work": "gone"})
    assert answer.status_code == 422
    assert "年月として読めません" in answer.content.decode()
    assert "まだ保存されていません" in answer.content.decode()


def test_tax_fields_stand_there_only_after_the_second_confirmation_and_keep_no_draft(town: World) -> None:
    sato = town.client("sato")
    path = f"/assessments/{begun(town)}/income/"
    before = text(sato, path)
    assert 'name="taxation"' not in before
    assert "data-keeps" in before
    town.step_up("sato")
    after = text(sato, path)
    assert "税情報の出どころ" in after
    assert "data-keeps" not in after
    refused = sato.post(path, {"taxation": "exempt"})
    assert "出どころを選んで" in refused.content.decode()
    assert sato.post(path, {"taxation": "exempt", "tax_origin": "self_report"}).status_code == 302


def test_it_cannot_be_finished_before_everything_is_there(town: World) -> None:
    sato = town.client("sato")
    assert "スクリーニング結果（国へ報告）" in text(sato, f"/assessments/{begun(town)}/")
    refused = sato.post(f"/assessments/{begun(town)}/finish/")
    assert refused.status_code == 409
    assert "まだ書かれていない項目" in refused.content.decode()


def test_begun_with_the_former_answers_it_shows_them(town: World) -> None:
    tanaka = town.client("tanaka")
    path = f"/cases/{case_of(town, '山田 花子')}/assessments/new/{person_of(town, '山田 花子')}/"
    assert "前回の答えを写して" in text(tanaka, path)
    told = {"assessed_on": date.today().isoformat(), "form": "city", "answers": "copy"}  # noqa: DTZ011 - a day typed
    answer = tanaka.post(path, told)
    assert answer.status_code == 302
    assert "わたしが動けなくなったら" in text(tanaka, answer["Location"])
    assert tanaka.post(path, told).status_code == 422


def test_what_has_changed_is_marked_side_by_side(town: World) -> None:
    shown = text(town.client("tanaka"), f"/assessments/{again(town)}/compare/")
    assert "バスも乗りにくい" in shown
    assert ILLNESS in shown
    assert "k-sheet__changed" in shown
    assert town.client("tanaka").get(f"/assessments/{first(town)}/compare/").status_code == 404


def test_an_own_form_says_what_is_still_lacking(town: World) -> None:
    tanaka = town.client("tanaka")
    new = f"/cases/{case_of(town, '山田 太郎')}/assessments/new/{person_of(town, '山田 太郎')}/"
    told = {"assessed_on": date.today().isoformat(), "form": "own"}  # noqa: DTZ011 - a day typed
    path = tanaka.post(new, told)["Location"]
    assert path.endswith("/own-form/")
    page = text(tanaka, path)
    assert "課題と背景要因" in page
    assert "主治医" not in page
    paper = SimpleUploadedFile("form.png", blank_sheet(), "image/png")
    answer = tanaka.post(path, {"paper": paper, "factors": ["isolation"], "has-factors": "on"})
    assert answer.status_code == 302
    whole = text(tanaka, answer["Location"])
    assert "添付した機関の様式を開く" in whole
    assert "スクリーニング結果" in whole
    wrong = SimpleUploadedFile("form.txt", b"text", "text/plain")
    refused = tanaka.post(path, {**editions(text(tanaka, path)), "paper": wrong})
    assert refused.status_code == 422
    assert "PDF・JPEG・PNG" in refused.content.decode()


def test_parts_are_opened_one_by_one_with_whom_they_speak_of(town: World) -> None:
    sato = town.client("sato")
    case = case_of(town, "中村 由美")
    path = f"/cases/{case}/opening/assessment/{begun(town)}/"
    assert "書きかけのアセスメントは、まだ開けません" in text(sato, path)
    assert f'href="{path}"' in text(sato, f"/cases/{case}/opening/")


@pytest.mark.parametrize("who", ["sato", "yamamoto", "ito"])
def test_the_forms_are_kept_by_nobody_else(town: World, who: str) -> None:
    client = town.client(who)
    version = draft(town)
    for path in ("/forms/", f"/forms/versions/{version}/", f"/forms/versions/{version}/edit/"):
        assert client.get(path).status_code == 403
    assert client.post(f"/forms/versions/{version}/publish/").status_code == 403


def test_the_keeper_edits_moves_and_removes(town: World) -> None:
    keeper = town.client("kobayashi")
    path = f"/forms/versions/{draft(town)}/"
    page = text(keeper, f"{path}edit/")
    moved = keeper.post(f"{path}edit/", {**editions(page), "do": "up salon_name"})
    assert moved["Location"].endswith("/edit/#salon_name")
    stale = keeper.post(f"{path}edit/", {**editions(page), "do": "remove salon_name"})
    assert stale.status_code == 422
    assert "ほかの人がこの案を直したか" in stale.content.decode()
    page = text(keeper, f"{path}edit/")
    assert keeper.post(f"{path}edit/", {**editions(page), "do": "remove salon_name"}).status_code == 302
    assert "通っているサロン" not in text(keeper, f"{path}edit/")
    assert keeper.post(f"{path}edit/", {**editions(page), "do": "burn all"}).status_code == 404


def test_a_new_item_asks_for_the_answer_it_hangs_on(town: World) -> None:
    keeper = town.client("kobayashi")
    path = f"/forms/versions/{draft(town)}/"
    page = text(keeper, f"{path}items/new/?section=home")
    told = {
        **editions(page),
        "label": "退去の期限",
        "section": "home",
        "kind": "day",
        "class": "general",
        "shown_by": "housing",
    }
    back = keeper.post(f"{path}items/new/?section=home", told)
    assert back.status_code == 422
    assert "どの答えのときに出すか" in back.content.decode()
    assert keeper.post(f"{path}items/new/?section=home", {**told, "shown_for": ["rented"]}).status_code == 302
    preview = text(keeper, path)
    assert "「住居」が「借家（賃貸アパート・マンション）」のとき" in preview
    assert "退去の期限" in preview
    assert "第1版からの違い" in preview


def test_a_section_is_added_and_an_empty_one_keeps_the_draft_from_being_published(town: World) -> None:
    keeper = town.client("kobayashi")
    path = f"/forms/versions/{draft(town)}/"
    page = text(keeper, f"{path}sections/new/")
    assert keeper.post(f"{path}sections/new/", {**editions(page), "title": "ペット"}).status_code == 302
    assert "「ペット」に項目がありません" in text(keeper, f"{path}edit/")
    assert "この日から公開する" not in text(keeper, path)


def test_published_it_is_no_longer_edited_and_the_next_draft_begins_from_it(town: World) -> None:
    keeper = town.client("tanaka")
    path = f"/forms/versions/{draft(town)}/"
    told = editions(text(keeper, path))
    past = keeper.post(f"{path}publish/", {**told, "valid_from": "2026-01-01"})
    assert past.status_code == 422
    assert "過去の日からは公開できません" in past.content.decode()
    today = date.today().isoformat()  # noqa: DTZ011 - a day typed
    assert keeper.post(f"{path}publish/", {**told, "valid_from": today})["Location"] == "/forms/"
    assert keeper.get(f"{path}edit/").status_code == 404
    form = of(town, "select id from assessments_form")
    begins = keeper.post(f"/forms/{form}/draft/")
    assert begins.status_code == 302
    assert "通っているサロン" in text(keeper, begins["Location"])
    assert keeper.post(f"/forms/{form}/draft/").status_code == 409


def test_a_form_is_begun_by_its_keeper_and_offered_to_nobody_before_it_is_published(town: World) -> None:
    tanaka = town.client("tanaka")
    assert "様式をつくる" in text(tanaka, "/forms/")
    assert town.client("sato").get("/forms/new/").status_code == 403
    assert tanaka.post("/forms/new/", {"title": "住まいの状況"}).status_code == 422, "there is one already"
    answer = tanaka.post("/forms/new/", {"title": "家計の状況", "purpose": "家計を見るとき"})
    assert answer.status_code == 302
    assert "区分がありません" in text(tanaka, answer["Location"])
    assert "家計の状況" not in text(tanaka, f"/cases/{case_of(town, '山田 花子')}/assessments/")


def test_the_worker_chooses_the_form_and_each_is_counted_on_its_own(town: World) -> None:
    tanaka, case, person = (
        town.client("tanaka"),
        case_of(town, "山田 花子"),
        person_of(town, "山田 花子"),
    )
    code = str(town.one("select code from assessments_form where title = '住まいの状況'"))
    index = f"/cases/{case}/assessments/"
    assert f"?form={code}" in text(tanaka, index)
    short = text(tanaka, f"{index}?form={code}")
    assert "バスも乗りにくい" not in short, "what she answered on the long sheet stands on its own page"
    begin = f"{index}new/{person}/?form={code}"
    assert begin in short
    page = text(tanaka, begin)
    assert "様式は「住まいの状況」です。" in page
    assert "前回の答えを写して" not in page
    told = {"assessed_on": date.today().isoformat(), "form": "city"}  # noqa: DTZ011 - a day typed
    answer = tanaka.post(begin, told)
    assert answer.status_code == 302
    assert "いまの住まい" in text(tanaka, answer["Location"])
    assert "続きを書く" in text(tanaka, f"{index}?form={code}")
    assert "続きを書く" not in text(tanaka, index), "of the long sheet nothing is begun"


def test_where_one_form_is_in_force_nobody_is_asked_which(town: World) -> None:
    town.superuser.execute(
        "alter table assessments_formversion disable trigger keep_published;"
        " update assessments_formversion set valid_from = '2100-01-01' where form_id ="
        " (select id from assessments_form where title = '住まいの状況')"
    )
    tanaka, case, person = town.client("tanaka"), case_of(town, "山田 花子"), person_of(town, "山田 花子")
    assert "?form=" not in text(tanaka, f"/cases/{case}/assessments/")
    assert "様式は「" not in text(tanaka, f"/cases/{case}/assessments/new/{person}/")


def test_two_keepers_at_one_item_are_asked_and_at_two_items_are_not(town: World) -> None:
    kobayashi, tanaka = town.client("kobayashi"), town.client("tanaka")
    path = f"/forms/versions/{draft(town)}/"
    item = f"{path}items/salon_name/"
    read = text(kobayashi, item)
    told = {name: value for name, value in typed(read).items() if name.startswith("edition")}
    seen = [(name, unescape(value)) for name, value in re.findall(HIDDEN, read) if name.startswith("seen-")]

    def sent(**changed: str) -> str:
        form = QueryDict(mutable=True)
        for name, value in seen:
            form.appendlist(name, value)
            form.appendlist(name.removeprefix("seen-"), changed.get(name.removeprefix("seen-"), value))
        form.update(told)
        return form.urlencode()

    assert tanaka.post(item, sent(label="通う場"), content_type=FORM).status_code == 302
    both = kobayashi.post(item, sent(label="通いの場"), content_type=FORM)
    assert both.status_code == 422
    assert "通う場" in both.content.decode()
    assert "通いの場" in both.content.decode()
    apart = kobayashi.post(item, sent(help="名前がなければ場所を書く"), content_type=FORM)
    assert apart.status_code == 422, "tanaka's new name has not been seen yet"
    assert "このまま残ります" in apart.content.decode()
    other = next(
        code
        for code in re.findall(r"/items/(\w+)/", text(kobayashi, f"{path}edit/"))
        if code not in ("salon_name", "new")
    )
    page = text(kobayashi, f"{path}items/{other}/")
    seen[:] = [
        (name, unescape(value)) for name, value in re.findall(HIDDEN, page) if name.startswith("seen-")
    ]
    assert (
        kobayashi.post(f"{path}items/{other}/", sent(help="わかるところまで"), content_type=FORM).status_code
        == 302
    )
