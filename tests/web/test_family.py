"""家族図: who sees whom in it, and every form of it as 田中 fills it in."""

import re

import pytest

from kasane.access.ids import encode_id
from tests.world import World

KINDS = ("move", "tie", "bond", "expected", "death", "representative", "pet", "outside", "event")
PAGES = ("", "surroundings/", "years/", "print/")


def case_of(town: World, name: str) -> str:
    return encode_id(int(str(town.one("select case_id from people_identity where name = %s limit 1", name))))


def person_of(town: World, name: str) -> str:
    return str(town.one("select person_id from people_identity where name = %s limit 1", name))


def page_of(town: World, who: str, path: str) -> str:
    return town.client(who).get(path).content.decode()


def test_tanaka_sees_three_generations_in_the_picture_and_in_words(town: World) -> None:
    page = page_of(town, "tanaka", f"/cases/{case_of(town, '山田 花子')}/family/")
    assert page.count("<svg") == 1
    for name in ("山田 正雄", "小川 久美子", "小川 陽菜", "山田 太郎"):
        assert page.count(name) >= 3, "drawn, told in words, and in the tables"
    assert "style=" not in page.split("<svg")[1].split("</svg>")[0], "the policy of the page forbids it"


@pytest.mark.parametrize("part", PAGES)
def test_suzuki_is_shown_the_mother_alone_and_not_a_trace_of_anybody_else(town: World, part: str) -> None:
    """生活自立 reads what concerns only her; of the son, the dead husband and every tie to them nothing."""
    page = page_of(town, "suzuki", f"/cases/{case_of(town, '山田 花子')}/family/{part}")
    assert "山田 花子" in page
    for trace in (
        "太郎",
        "長男",
        "息子",
        "正雄",
        "久美子",
        "断絶",
        "葬儀",
        "手紙",
        "ひきこもり",
        "家賃の滞納",
    ):
        assert trace not in page, trace


def test_suzuki_is_shown_what_was_laid_open_of_her_ties_to_the_outside(town: World) -> None:
    page = page_of(town, "suzuki", f"/cases/{case_of(town, '山田 花子')}/family/surroundings/")
    assert "配食サービス" in page
    assert "家主" not in page, "written by 田中 and not laid open"


@pytest.mark.parametrize("part", [*PAGES, "new/tie/"])
def test_whoever_has_no_part_in_the_case_finds_no_such_page(town: World, part: str) -> None:
    assert (
        town.client("watanabe").get(f"/cases/{case_of(town, '山田 花子')}/family/{part}").status_code == 404
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_opens_and_comes_back_when_nothing_was_written(town: World, kind: str) -> None:
    path = f"/cases/{case_of(town, '山田 花子')}/family/new/{kind}/"
    tanaka = town.client("tanaka")
    assert tanaka.get(path).status_code == 200
    answer = tanaka.post(path, {"sent": "1"})
    assert answer.status_code == 422
    assert "まだ保存されていません" in answer.content.decode()


def test_there_is_no_form_of_another_kind(town: World) -> None:
    tanaka, case = town.client("tanaka"), case_of(town, "山田 花子")
    assert tanaka.get(f"/cases/{case}/family/new/name/").status_code == 404
    moved = encode_id(int(str(town.one("select id from people_membership where since <> ''"))))
    assert tanaka.get(f"/cases/{case}/family/move/{moved}/correct/").status_code == 404
    assert tanaka.get(f"/cases/{case}/family/move/{moved}/end/").status_code == 200


def test_a_move_of_the_son_splits_the_household_on_its_page(town: World) -> None:
    case, son = case_of(town, "山田 花子"), person_of(town, "山田 太郎")
    tanaka = town.client("tanaka")
    told = {"persons": [son], "to": "new", "name": "", "since": "令和8年11月1日", "why": "independence"}
    path = f"/cases/{case}/family/new/move/"
    assert "呼び名を書いてください" in tanaka.post(path, told).content.decode()
    assert tanaka.post(path, told | {"name": "長男の世帯"}).status_code == 302
    page = tanaka.get(f"/cases/{case}/").content.decode()
    assert "花子さんの世帯" in page
    assert "長男の世帯" in page
    again = tanaka.post(path, told | {"name": "長男の世帯", "since": "令和8年10月1日"})
    assert "入った日より前" in again.content.decode()


def test_a_mistaken_tie_is_corrected_and_the_mistake_is_no_longer_shown(town: World) -> None:
    case = case_of(town, "山田 花子")
    wrong = town.one("select id from people_bond where kind = 'cut_off'")
    path = f"/cases/{case}/family/bond/{encode_id(int(str(wrong)))}/correct/"
    tanaka = town.client("tanaka")
    told = {
        "person": person_of(town, "山田 太郎"),
        "other": person_of(town, "小川 久美子"),
        "kind": "distant",
        "note": "年賀状は届いている",
    }
    assert "書き直すわけ" in tanaka.post(path, told).content.decode()
    assert tanaka.post(path, told | {"why": "久美子さんに聞いた"}).status_code == 302
    page = tanaka.get(f"/cases/{case}/family/").content.decode()
    assert "年賀状は届いている" in page
    assert "断絶" not in page
    assert town.one("select struck_why from people_bond where id = %s", wrong) == "久美子さんに聞いた"
    assert tanaka.get(path).status_code == 404, "what was struck out is not corrected again"


def test_nobody_ends_what_another_desk_wrote(town: World) -> None:
    """鈴木 reads the tie that 田中 laid open, and holds a room of his own in the case."""
    case = case_of(town, "山田 花子")
    opened = encode_id(int(str(town.one("select id from people_outsidetie where doors <> '{}' limit 1"))))
    assert town.client("suzuki").get(f"/cases/{case}/family/outside/{opened}/end/").status_code == 404
    assert town.client("tanaka").get(f"/cases/{case}/family/outside/{opened}/end/").status_code == 200


def test_a_death_shows_on_the_household_page_and_the_consent_says_why_it_ended(town: World) -> None:
    case, mother = case_of(town, "山田 花子"), person_of(town, "山田 花子")
    tanaka = town.client("tanaka")
    path = f"/cases/{case}/family/new/death/"
    answer = tanaka.post(path, {"person": mother, "died": "令和8年11月"}, follow=True)
    assert "同時に終わりました" in answer.content.decode()
    page = tanaka.get(f"/cases/{case}/").content.decode()
    assert "亡くなられた" in page
    assert "終わった同意" in page
    assert town.client("suzuki").get(f"/cases/{case}/").status_code == 200, "his own room stays his"


def test_the_years_are_in_their_order_with_births_deaths_and_moves_among_them(town: World) -> None:
    page = page_of(town, "tanaka", f"/cases/{case_of(town, '山田 花子')}/family/years/")
    told = [text for text in re.findall(r"<td>([^<]*)</td>", page) if "年" in text and "　" not in text]
    years = ["昭和13年5月", "昭和39年", "昭和62年4月", "平成6年", "平成18年頃", "平成30年2月"]
    places = [told.index(year) for year in years]
    assert places == sorted(places)


def test_the_twins_and_the_expected_child_of_a_second_marriage_are_told(town: World) -> None:
    page = page_of(town, "suzuki", f"/cases/{case_of(town, '岡田 美咲')}/family/")
    for word in ("お腹の子", "養子", "一卵性", "親権者", "元の配偶者"):
        assert word in page, word


def test_a_pet_is_known_to_the_agencies_once_it_is_laid_open(town: World) -> None:
    case, pet, owner = town.superuser.execute(
        "select p.case_id, p.id, p.person_id from people_pet p join rooms_compartment c on c.id = p.home_id"
        " join directory_desk d on d.id = c.desk_id where p.kind = '猫' and d.is_host"
    ).fetchone() or (0, 0, 0)
    genogram = f"/cases/{encode_id(case)}/family/"
    opening = f"/cases/{encode_id(case)}/opening/pet/{encode_id(pet)}/"
    suzuki, tanaka = town.client("suzuki"), town.client("tanaka")
    assert "猫" not in suzuki.get(genogram).content.decode()
    assert suzuki.post(opening, {"concerns": [str(owner)]}).status_code == 404, "it is not his to open"
    assert tanaka.post(opening, {"concerns": []}).status_code == 422, "whom it concerns is said first"
    assert tanaka.post(opening, {"concerns": [str(owner)]}).status_code == 302
    assert "猫" in suzuki.get(genogram).content.decode()
    assert town.client("watanabe").get(genogram).status_code == 404
