"""A curator answers for 花子さん: offered in the consent's form once they stand on record with their scope."""

import pytest

from tests.web.test_family import case_of, person_of
from tests.world import World


def curator(town: World, who: str) -> str:
    """田中 records 弁護士の大野 修 as the 保佐人 of somebody; returns the record's id."""
    case = case_of(town, "山田 花子")
    told = {
        "person": person_of(town, who),
        "power": "curator",
        "name": "弁護士 大野 修",
        "scope": "福祉サービスの契約",
    }
    path = f"/cases/{case}/family/new/representative/"
    assert "審判で決められた範囲" in town.client("tanaka").post(path, told | {"scope": ""}).content.decode()
    assert town.client("tanaka").post(path, told).status_code == 302
    return str(town.one("select id from people_representative where power = 'curator'"))


def answered(town: World, **changed: object) -> dict[str, object]:
    agency = str(town.one("select id from directory_agency where code = 'jiritsu'"))
    return {
        "person": person_of(town, "山田 花子"),
        "answer": "given",
        "method": "written",
        "given_by": "curator",
        "asked_at": "2026-11-24T10:00",
        "purposes": ["sharing"],
        "agencies": [agency],
        "classes": ["general"],
        "valid_from": "2026-11-24",
    } | changed


def test_without_a_scope_on_record_the_curators_yes_is_refused(town: World) -> None:
    path = f"/cases/{case_of(town, '山田 花子')}/consents/new/"
    answer = town.client("tanaka").post(path, answered(town, giver_name="弁護士 大野 修"))
    assert answer.status_code == 422
    assert "審判で決められた範囲" in answer.content.decode()


def test_the_curator_on_record_is_offered_and_written_down_as_who_answered(town: World) -> None:
    acting = curator(town, "山田 花子")
    path = f"/cases/{case_of(town, '山田 花子')}/consents/new/"
    assert "弁護士 大野 修（範囲：福祉サービスの契約）" in town.client("tanaka").get(path).content.decode()
    chosen = answered(town, given_by="person", representative=acting)
    assert town.client("tanaka").post(path, chosen).status_code == 302
    stored = town.superuser.execute(
        "select given_by, giver_name from consents_consent where giver_name <> ''"
    ).fetchall()
    assert stored == [("curator", "弁護士 大野 修")]


def test_the_sons_curator_does_not_answer_for_the_mother(town: World) -> None:
    acting = curator(town, "山田 太郎")
    path = f"/cases/{case_of(town, '山田 花子')}/consents/new/"
    answer = town.client("tanaka").post(path, answered(town, representative=acting))
    assert answer.status_code == 422
    assert "この方を代理する人ではありません" in answer.content.decode()


@pytest.mark.parametrize("who", ["suzuki", "watanabe"])
def test_who_acts_for_her_is_not_told_to_whom_it_was_not_laid_open(town: World, who: str) -> None:
    curator(town, "山田 花子")
    page = town.client(who).get(f"/cases/{case_of(town, '山田 花子')}/").content.decode()
    assert "大野" not in page
