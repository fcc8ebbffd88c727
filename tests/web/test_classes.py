"""Beside the room, the class: protected addresses, 税情報 and informants in every way out."""

from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test import Client

from kasane.access.ids import encode_id
from kasane.meetings.actions.items import PaperWords, add_paper
from kasane.meetings.models import AgendaItem
from kasane.people.actions.persons import correct_identity
from kasane.people.facts import PersonWords
from kasane.people.models import Identity, ProtectedAddress
from kasane.rules.tax import TaxOrigin
from kasane.rules.verdicts import Refused
from kasane.web.components.sealed import searched, unseal
from tests.world import World

PASSWORD = "kasane-no-machi"
WHERE_SHE_LIVES = ("松が丘", "090-0000-0021", "保育園は松が丘保育園", "森 健一")
INCOME = "住民税は非課税"
INFORMANT = "中山さん"


def case_of(town: World, name: str) -> int:
    return int(str(town.one("select case_id from people_identity where name = %s limit 1", name)))


def pages(town: World) -> list[str]:
    """The ways by which a case leaves on the screen: page, lists, notes, searches by every word."""
    ways = ["/", "/cases/", "/referrals/", "/sittings/", "/privacy/seeing/"]
    ways += [
        searched("/search/", word)
        for word in ("森 さくら", "もり", "松が丘", "0000-0021", "09000000021", "非課税")
    ]
    for name in ("森 さくら", "山田 花子"):
        case = encode_id(case_of(town, name))
        ways += [
            f"/cases/{case}/{way}" for way in ("", "notes/", "opening/", "referrals/new/", "consents/new/")
        ]
    ways += [
        f"/items/{encode_id(item)}/"
        for (item,) in town.superuser.execute("select id from meetings_agendaitem")
    ]
    return ways


def everything_shown(town: World, who: str) -> str:
    """All of it together; of a search what it finds, not the word that was typed."""
    client = town.client(who)
    told = []
    for path in pages(town):
        word = unseal(parse_qs(path.partition("?")[2]).get("of", [""])[0]) or "\0"
        told.append(client.get(path).content.decode().replace(word, ""))
    return "".join(told)


@pytest.mark.parametrize(
    "who", ["sato", "tanaka", "takahashi", "suzuki", "ito", "watanabe", "yamamoto", "kobayashi"]
)
def test_where_she_lives_and_what_she_earns_leave_by_no_way_not_even_to_who_wrote_it(
    town: World, who: str
) -> None:
    shown = everything_shown(town, who)
    assert [word for word in (*WHERE_SHE_LIVES, INCOME) if word in shown] == []
    assert who != "suzuki" or "森 さくら" in shown, "she herself is known to her own desk"


def test_suzuki_sees_her_address_after_giving_the_password_again(town: World) -> None:
    suzuki = Client()
    suzuki.post("/sign-in/", {"login": "suzuki", "password": PASSWORD})
    person = encode_id(
        int(
            str(
                town.one(
                    "select person_id from people_protectedaddress p join people_identity i using (person_id) where i.name = '森 さくら'"
                )
            )
        )
    )
    path = f"/cases/{encode_id(case_of(town, '森 さくら'))}/people/{person}/protection/"
    asked = suzuki.get(path)
    assert asked.status_code == 302
    assert asked["Location"].startswith("/sign-in/again/")
    assert suzuki.post(asked["Location"], {"password": "something else"}).status_code == 200
    assert suzuki.get(path).status_code == 302, "a wrong password opens nothing"
    assert suzuki.post(asked["Location"], {"password": PASSWORD})["Location"] == path
    shown = suzuki.get(path).content.decode()
    assert [word for word in WHERE_SHE_LIVES if word not in shown] == []
    assert town.one("select count(*) from audit_auditrow where what = 'step_up'") == 1


def test_ten_minutes_later_it_is_asked_again(town: World) -> None:
    person = encode_id(
        int(
            str(
                town.one(
                    "select person_id from people_protectedaddress p join people_identity i using (person_id) where i.name = '森 さくら'"
                )
            )
        )
    )
    path = f"/cases/{encode_id(case_of(town, '森 さくら'))}/people/{person}/protection/"
    suzuki = town.client("suzuki")
    town.step_up("suzuki")
    assert suzuki.get(path).status_code == 200
    town.superuser.execute("update sign_in_signin set stepped_up_at = now() - interval '10 minutes 1 second'")
    assert suzuki.get(path).status_code == 302
    town.superuser.execute("update sign_in_signin set stepped_up_at = now() + interval '1 hour'")
    assert suzuki.get(path).status_code == 302, "a clock set back gives nobody another hour"


def test_nobody_of_another_desk_sees_it_whatever_they_give(town: World) -> None:
    for who in ("tanaka", "sato", "watanabe"):
        town.step_up(who)
        with town.acting(who):
            assert not ProtectedAddress.objects.exists(), who


def test_no_room_takes_her_address_while_she_is_protected(town: World) -> None:
    with town.acting("suzuki") as suzuki:
        mother = Identity.objects.get(name="森 さくら")
        words = PersonWords(name=mother.name, kana=mother.kana, address="松が丘二丁目8-4")
        with pytest.raises(Refused, match="支援措置の期間中"):
            correct_identity(mother, words, edition=mother.edition, by=suzuki)


def test_the_day_after_the_protection_her_address_may_be_written_again(town: World) -> None:
    town.superuser.execute("update people_protectedaddress set valid_to = current_date - 2")
    with town.acting("suzuki") as suzuki:
        mother = Identity.objects.get(name="森 さくら")
        words = PersonWords(name=mother.name, kana=mother.kana, address="松が丘二丁目8-4")
        correct_identity(mother, words, edition=mother.edition, by=suzuki)
        assert Identity.objects.get(pk=mother.pk).address == "松が丘二丁目8-4"


def test_another_desks_copy_of_the_address_is_set_apart_too(town: World) -> None:
    person = town.one("select person_id from people_identity where name = '山田 花子' limit 1")
    case = case_of(town, "山田 花子")
    assert (
        town.one("select count(*) from people_identity where person_id = %s and address <> ''", person) == 3
    )
    sato, case_letters, letters = town.client("sato"), encode_id(case), encode_id(int(str(person)))
    town.step_up("sato")
    son = town.one("select person_id from people_identity where name = '山田 太郎' limit 1")
    form = {
        "together": str(son),
        "do": "protect",
        "address": "南湖一丁目2-3",
        "phone": "0467-00-0001",
        "places": "",
        "hidden_from": "元夫",
        "valid_from": town.clock.day(0).isoformat(),
        "valid_to": town.clock.day(-300).isoformat(),
    }
    path = f"/cases/{case_letters}/people/{letters}/protection/"
    assert sato.post(path, {**form, "valid_to": town.clock.day(-400).isoformat()}).status_code == 422
    assert sato.post(path, form).status_code == 302
    assert (
        town.one("select count(*) from people_identity where person_id = %s and address <> ''", person) == 0
    )
    homes = town.superuser.execute(
        "select count(distinct home_id) from people_protectedaddress where person_id = %s", [person]
    ).fetchone()
    assert homes == (3,), "each desk keeps what it wrote itself"
    assert town.one("select count(*) from people_identity where person_id = %s and address <> ''", son) == 0
    assert "南湖一丁目" not in everything_shown(town, "tanaka")


def test_suzuki_sees_the_tax_note_after_the_password_and_tanaka_never(town: World) -> None:
    path = f"/cases/{encode_id(case_of(town, '山田 花子'))}/notes/"
    suzuki, tanaka = town.client("suzuki"), town.client("tanaka")
    assert INCOME not in suzuki.get(path).content.decode()
    assert suzuki.get(path + "all/").status_code == 302
    town.step_up("suzuki")
    town.step_up("tanaka")
    assert INCOME in suzuki.get(path).content.decode()
    assert INCOME not in tanaka.get(path).content.decode()


def test_who_told_us_is_known_to_the_desk_that_was_told_and_to_nobody_else(town: World) -> None:
    path = f"/cases/{encode_id(case_of(town, '山田 花子'))}/"
    assert INFORMANT in town.client("sato").get(path).content.decode()
    for who in ("tanaka", "suzuki"):
        assert INFORMANT not in everything_shown(town, who), who
    seen = town.one(
        "select records -> 'cases.informant' from audit_auditrow where what = 'case' order by at limit 1"
    )
    assert seen, "reading it is told to the record of seeing"


def _item(town: World) -> AgendaItem:
    town.superuser.execute("update meetings_sitting set closed_at = null, state = 'open'")
    return (
        AgendaItem.objects.select_related("sitting")
        .filter(sitting__kind="support_conference")
        .earliest("written_at")
    )


def test_the_tax_offices_knowledge_enters_no_packet_without_the_persons_consent(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        item = _item(town)
        words = PaperWords("収入", "課税所得", tax_origin=TaxOrigin.TAX_OFFICE)
        with pytest.raises(Refused, match="地方税法22条"):
            add_paper(item, words, by=tanaka)
        mothers = int(str(town.one("select id from consents_consent where answer = 'given'")))
        with pytest.raises(Refused, match="地方税法22条"):
            add_paper(item, PaperWords("収入", "課税所得", TaxOrigin.CONSENTED, mothers), by=tanaka)


def test_what_he_says_himself_of_his_taxes_may_be_put_before_the_meeting(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        paper = add_paper(
            _item(town), PaperWords("収入", "申告はしていない", TaxOrigin.SELF_REPORT), by=tanaka
        )
    with connection.cursor() as cursor, town.acting("tanaka"):
        cursor.execute("select count(*) from meetings_packetpaper where id = %s", [paper.pk])
        assert cursor.fetchone() == (0,), "it shows itself only after the password"
