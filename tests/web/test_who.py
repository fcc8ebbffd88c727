"""だれが見られるか・だれが見たか: by case, by person, by member of staff."""

from kasane.access.ids import encode_id
from kasane.people.models import Identity
from kasane.referrals.actions import Outside, SheetWords, send
from kasane.referrals.queries import told_outside
from kasane.rules.referrals import NamesBasis
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


def tells_a_neighbour(town: World) -> int:
    """sato tells the 民生委員 of 山田家 by hand."""
    with town.acting("sato", 3) as sato:
        case = int(str(town.one("select id from cases_case where is_multi_agency")))
        mother = Identity.objects.filter(case_id=case, name="山田 花子")[0].person_id
        words = SheetWords(
            to_desk=None,
            outside=Outside("南湖の民生委員 中山さん", "welfare_volunteer", town.clock.day(3)),
            basis=NamesBasis.DANGER,
            persons=frozenset({mother}),
            content="倒れておられた",
            asks_for="朝の声かけ",
            keeps_doing="訪問を続けます",
            reason="倒れておられた",
            urgency="week",
        )
        send(words, case=case, by=sato)
    return case


def test_whom_a_desk_told_by_hand_is_told_with_day_and_basis(town: World) -> None:
    case = encode_id(tells_a_neighbour(town))
    for who, path in (("tanaka", f"/cases/{case}/who/"), ("yamamoto", f"/privacy/seeing/?case={case}")):
        page = town.client(who).get(path).content.decode()
        assert "南湖の民生委員 中山さん" in page, who
        assert "生命・身体の危険がある" in page, who
        assert "倒れておられた" not in page, "never what was told"


def test_a_word_without_names_is_no_disclosure(town: World) -> None:
    case = encode_id(tells_a_neighbour(town))
    town.superuser.execute("update referrals_referral set names_basis = 'nameless' where to_desk_id is null")
    assert "中山さん" not in town.client("tanaka").get(f"/cases/{case}/who/").content.decode()


def who_may_not_ask_is_told_of_nobody(town: World) -> None:
    """sato told them herself, and is no coordinator."""
    case = tells_a_neighbour(town)
    with town.acting("tanaka"):
        assert len(told_outside(case)) == 1
    with town.acting("sato"):
        assert told_outside(case) == []


def the_coordinator_of_no_part_in_it_is_told_of_nobody(town: World) -> None:
    """石川さん is sato's alone."""
    case = int(str(town.one("select case_id from people_identity where name = '石川 トメ'")))
    with town.acting("tanaka"):
        assert told_outside(case) == []
