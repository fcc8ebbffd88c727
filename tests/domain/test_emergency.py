"""緊急の閲覧: one person, named by name and address, for 72 hours, and looked into afterwards."""

from dataclasses import replace

import pytest

from kasane.access.ids import encode_id
from kasane.cases.models import Consultation, Informant, Note
from kasane.meetings.models import SupportPolicy
from kasane.people.actions.emergency import EmergencyWords, begin_emergency, review_emergency
from kasane.people.models import Identity, ProtectedAddress
from kasane.rooms.models import EmergencyAccess
from kasane.rules.emergency import Finding
from kasane.rules.verdicts import Refused
from tests.world import World

COLLAPSED = EmergencyWords(
    name="山田 花子",
    kana="",
    address="南湖一丁目2番3号",
    danger="life",
    reason="公園で倒れているのを見つけ、持病を救急隊に伝えたい",
)
FORM = {
    "name": COLLAPSED.name,
    "kana": "",
    "address": COLLAPSED.address,
    "danger": "life",
    "reason": COLLAPSED.reason,
}


def begins(
    town: World, who: str = "watanabe", words: EmergencyWords = COLLAPSED, desk: str = ""
) -> list[int]:
    with town.acting(who, desk=desk) as actor:
        return begin_emergency(words, by=actor)


def opens(town: World, who: str = "watanabe") -> str:
    """The same on the screen, now; the address of the case it leads to."""
    answer = town.client(who).post("/emergency/", FORM)
    assert answer.status_code == 302
    return str(answer["Location"])


def test_watanabe_sees_what_the_desks_know_and_nothing_that_never_opens(town: World) -> None:
    with town.acting("watanabe"):
        assert not Consultation.objects.filter(content__contains="民生委員から電話").exists()
    (case,) = begins(town)
    town.step_up("watanabe")
    with town.acting("watanabe"):
        assert Identity.objects.filter(case_id=case).exists()
        assert Consultation.objects.filter(content__contains="民生委員から電話").exists()
        assert Note.objects.filter(case_id=case).exists()
        assert not Note.objects.filter(case_id=case, information_class="tax").exists()
        assert not Informant.objects.filter(case_id=case).exists()
        assert not SupportPolicy.objects.exists()
        assert not ProtectedAddress.objects.exists()


def test_it_shows_why_and_who_is_helping(town: World) -> None:
    page = town.client("watanabe").get(opens(town)).content.decode()
    assert "緊急に閲覧しています" in page
    assert "生活支援課 生活自立相談窓口" in page
    assert "経過を書く" not in page, "it reads and never writes"


def test_after_seventy_two_hours_it_is_as_if_nothing_had_been(town: World) -> None:
    path = opens(town)
    assert town.client("watanabe").get(path).status_code == 200
    town.superuser.execute(
        "update rooms_grant set valid_from = valid_from - interval '72 hours', valid_to = valid_to - interval '72 hours'"
        " where basis = 'emergency'"
    )
    assert town.client("watanabe").get(path).status_code == 404


@pytest.mark.parametrize(
    "missing",
    [
        {"address": "南湖一丁目2番4号"},
        {"name": "山田 花代"},
        {"name": "", "kana": ""},
        {"address": ""},
        {"danger": ""},
        {"reason": "見たい"},
        {"name": "森 さくら", "address": "松が丘二丁目8-4 コーポ松 201"},
    ],
)
def test_without_one_thing_nothing_opens(town: World, missing: dict[str, str]) -> None:
    before = town.one("select count(*) from rooms_grant")
    with pytest.raises(Refused):
        begins(town, words=replace(COLLAPSED, **missing))
    assert town.one("select count(*) from rooms_grant") == before


def test_a_resident_run_desk_cannot_and_the_same_person_under_the_other_hat_can(town: World) -> None:
    with pytest.raises(Refused, match="この役割では"):
        begins(town, "takahashi", desk="chiku-vc-nango")
    assert begins(town, "takahashi", desk="shakyo")


def test_an_attempt_in_vain_is_recorded_too(town: World) -> None:
    watanabe = town.client("watanabe")
    assert watanabe.post("/emergency/", {**FORM, "address": "南湖9-9-9"}).status_code == 409
    assert town.one("select count(*) from audit_auditrow where kind = 'refused' and what = 'emergency'") == 1
    assert town.client("ito").get("/emergency/").status_code == 403


def test_the_coordinator_hears_of_it_at_once_and_other_desks_do_not(town: World) -> None:
    assert town.client("watanabe").post("/emergency/", FORM).status_code == 302
    assert COLLAPSED.reason in town.client("tanaka").get("/").content.decode()
    assert COLLAPSED.reason in town.client("yamamoto").get("/privacy/emergencies/").content.decode()
    for who in ("sato", "suzuki", "kobayashi"):
        assert COLLAPSED.reason not in town.client(who).get("/").content.decode(), who


def test_what_was_not_needed_ends_at_once(town: World) -> None:
    path = opens(town)
    access = town.one("select id from rooms_emergencyaccess where reason = %s", COLLAPSED.reason)
    review = f"/privacy/emergencies/{encode_id(int(str(access)))}/"
    yamamoto = town.client("yamamoto")
    assert yamamoto.post(review, {"finding": "unjustified", "words": " "}).status_code == 422
    assert town.client("watanabe").get(path).status_code == 200
    assert yamamoto.post(review, {"finding": "unjustified", "words": "知人に頼まれて見た"}).status_code == 302
    assert town.client("watanabe").get(path).status_code == 404
    assert yamamoto.post(review, {"finding": "justified", "words": "やはり"}).status_code == 422


@pytest.mark.parametrize("who", ["tanaka", "watanabe", "kobayashi"])
def test_only_the_privacy_officer_judges(town: World, who: str) -> None:
    begins(town)
    with town.acting("yamamoto"):
        access = EmergencyAccess.objects.get(finding="", reason=COLLAPSED.reason)
    with town.acting(who) as actor, pytest.raises(Refused):
        review_emergency(access, Finding.JUSTIFIED, words="確かめた", by=actor)
