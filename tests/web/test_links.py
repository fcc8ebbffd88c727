"""関連するケース: recorded by who sees both, shown from either, and never to who sees one alone."""

from kasane.access.ids import encode_id
from tests.world import World


def case_of(town: World, name: str) -> str:
    return encode_id(int(str(town.one("select case_id from people_identity where name = %s limit 1", name))))


def test_sato_links_two_of_her_cases_and_each_leads_to_the_other(town: World) -> None:
    sato, ogawa, hayashi = town.client("sato"), case_of(town, "小川 ふみ"), case_of(town, "林 正夫")
    path = f"/cases/{ogawa}/links/"
    assert "林 正夫" in sato.post(path, {"q": "はやし"}, follow=True).content.decode()
    assert sato.post(path, {"other": hayashi}).status_code == 302
    assert "林 正夫" in sato.get(path).content.decode()
    assert "小川 ふみ" in sato.get(f"/cases/{hayashi}/links/").content.decode()
    assert sato.post(path, {"other": hayashi}).status_code == 422
    assert sato.post(path, {"other": ogawa}).status_code == 422


def test_a_case_one_may_not_know_of_is_not_linked_and_not_found(town: World) -> None:
    sato, ogawa, mori = town.client("sato"), case_of(town, "小川 ふみ"), case_of(town, "森 さくら")
    path = f"/cases/{ogawa}/links/"
    assert sato.post(path, {"other": mori}).status_code == 404
    assert sato.post(path, {"other": "x"}).status_code == 404
    assert "さくら" not in sato.post(path, {"q": "もり"}, follow=True).content.decode()
    assert town.one("select count(*) from cases_caselink") == 0


def test_tanaka_who_sees_one_of_the_two_sees_no_link(town: World) -> None:
    sato, ogawa, yamada = town.client("sato"), case_of(town, "小川 ふみ"), case_of(town, "山田 花子")
    assert sato.post(f"/cases/{ogawa}/links/", {"other": yamada}).status_code == 302
    assert "ふみ" not in town.client("tanaka").get(f"/cases/{yamada}/links/").content.decode()
