"""だれが見られるか・だれが見たか: by case, by person, by member of staff."""

from kasane.access.ids import encode_id
from tests.world import World


def case_of(town: World) -> str:
    return encode_id(
        int(str(town.one("select id from cases_case where is_multi_agency order by opened_at limit 1")))
    )


def person_of(town: World, name: str) -> str:
    return encode_id(
        int(str(town.one("select person_id from people_identity where name = %s limit 1", name)))
    )


def test_the_coordinator_can_tell_the_mother_who_may_see_and_who_has(town: World) -> None:
    case = case_of(town)
    town.client("suzuki").get(f"/cases/{case}/")
    page = town.client("tanaka").get(f"/cases/{case}/who/").content.decode()
    assert "山田 花子さんについて開かれた記録" in page
    assert "生活支援課 生活自立相談窓口" in page
    assert "鈴木 大輔" in page
    assert "本人同意" in page
    assert "伊藤 理恵" not in page.split("だれが見たか</h2>")[0], "who held a sealed key is not told"


def test_of_one_person_only_who_saw_that_person(town: World) -> None:
    case = case_of(town)
    town.client("suzuki").get(f"/cases/{case}/")
    tanaka = town.client("tanaka")
    of_mother = tanaka.get(f"/cases/{case}/who/?person={person_of(town, '山田 花子')}").content.decode()
    of_son = tanaka.get(f"/cases/{case}/who/?person={person_of(town, '山田 太郎')}").content.decode()
    assert "鈴木 大輔" in of_mother
    assert "鈴木 大輔" not in of_son, "he did not consent, and suzuki has not seen him"


def test_the_coordinator_of_no_part_in_a_case_is_told_nothing(town: World) -> None:
    mori = encode_id(int(str(town.one("select case_id from people_identity where name = '森 さくら'"))))
    assert town.client("tanaka").get(f"/cases/{mori}/who/").status_code == 404
    for who in ("sato", "suzuki"):
        assert town.client(who).get(f"/cases/{case_of(town)}/who/").status_code == 403


def test_the_privacy_officer_asks_of_one_member_of_staff(town: World) -> None:
    town.client("suzuki").get(f"/cases/{case_of(town)}/")
    town.client("sato").get(f"/cases/{case_of(town)}/")
    staff = encode_id(int(str(town.one("select id from directory_staff where name = '鈴木 大輔'"))))
    page = town.client("yamamoto").get(f"/privacy/seeing/?staff={staff}").content.decode()
    assert "鈴木 大輔" in page
    assert "佐藤 恵" not in page


def test_who_looked_at_a_namesake_is_listed(town: World) -> None:
    town.superuser.execute("update directory_staff set name = '山田 大輔' where name = '鈴木 大輔'")
    assert "同じ姓の人" not in town.client("yamamoto").get("/privacy/unusual/").content.decode()
    town.client("suzuki").get(f"/cases/{case_of(town)}/")
    page = town.client("yamamoto").get("/privacy/unusual/").content.decode()
    assert "山田 大輔" in page
    assert "同じ姓の人の記録を見た" in page
    assert town.client("tanaka").get("/privacy/unusual/").status_code == 403
