"""今日 after an end: the follow-up that was planned, and what a death leaves to be ended."""

from datetime import timedelta

from django.test import Client

from kasane.access.ids import encode_id
from kasane.cases.actions.notes import NoteWords, add_note
from kasane.people.actions.life import DeathWords, record_death
from kasane.people.actions.striking import strike
from kasane.people.models import Death, Identity
from kasane.rooms.queries import own_room
from kasane.support_plans.actions.follow_ups import plan_follow_up
from kasane.support_plans.models import FollowUp, PlanPart
from tests.world import World


def today(client: Client) -> str:
    return client.get("/?view=desk").content.decode()


def planned(town: World, days: int = 3) -> int:
    """田中 plans to ask again how the mother is."""
    with town.acting("tanaka", at="00:00") as tanaka:
        part = PlanPart.objects.earliest("written_at")
        return plan_follow_up(
            part, due_on=tanaka.today + timedelta(days=days), what="電話で近況をたずねる", by=tanaka
        ).pk


def test_a_follow_up_waits_until_it_is_done_with_its_result(town: World) -> None:
    tanaka = town.client("tanaka")
    assert "電話で近況をたずねる" not in today(tanaka)
    path = f"/follow-ups/{encode_id(planned(town))}/done/"
    assert path in today(tanaka)
    assert "電話で近況をたずねる" in tanaka.get(path).content.decode()
    day = str(town.one("select day_in_japan(now())"))
    assert tanaka.post(path, {"done_on": day, "result": ""}).status_code == 422
    assert tanaka.post(path, {"done_on": "2099-01-01", "result": "元気"}).status_code == 422
    assert tanaka.post(path, {"done_on": day, "result": "元気に通っている"}).status_code == 302
    assert path not in today(tanaka)
    first = town.one("select id from support_plans_planpart order by written_at limit 1")
    part = tanaka.get(f"/parts/{encode_id(int(str(first)))}/")
    assert "元気に通っている" in part.content.decode()
    again = tanaka.post(path, {"done_on": day, "result": "もう一度"})
    assert again.status_code == 422
    assert "すでに済んでいます" in again.content.decode()


def test_it_shows_two_weeks_before_its_day_and_not_a_day_earlier(town: World) -> None:
    tanaka = town.client("tanaka")
    planned(town, days=15)
    assert "電話で近況をたずねる" not in today(tanaka)
    planned(town, days=14)
    assert "電話で近況をたずねる" in today(tanaka)


def test_sato_who_reads_the_plan_does_not_mark_the_coordinators_follow_up(town: World) -> None:
    path = f"/follow-ups/{encode_id(planned(town))}/done/"
    sato = town.client("sato")
    with town.acting("sato"):
        assert FollowUp.objects.filter(what="電話で近況をたずねる").count() == 1, "she may read it"
    assert path not in today(sato)
    assert sato.get(path).status_code == 403
    assert sato.post(path, {"done_on": "2026-11-01", "result": "元気"}).status_code == 403
    assert town.one("select done_at from support_plans_followup where what ~ '^電話で'") is None


def died(town: World, name: str, who: str = "sato", day: str = "") -> tuple[int, int]:
    """Somebody of the Yamadas died, as one desk writes down; returns the case and the person."""
    with town.acting(who, at="00:00") as actor:
        one = Identity.objects.filter(name=name, home__desk_id=actor.desk).earliest("written_at")
        home = own_room(one.case_id, actor)
        assert home is not None
        record_death(
            DeathWords(one.person_id, day or actor.today.isoformat()), case=one.case_id, home=home, by=actor
        )
        return one.case_id, one.person_id


MOTHER, SON = "山田 花子さんが亡くなりました", "山田 太郎さんが亡くなりました"


def test_the_mothers_plan_waits_at_the_coordinator_who_may_not_read_who_wrote_of_her_death(
    town: World,
) -> None:
    tanaka, sato = town.client("tanaka"), town.client("sato")
    assert MOTHER not in today(tanaka)
    died(town, "山田 花子")
    with town.acting("tanaka"):
        assert not Death.objects.filter(died__startswith="2026-1").exists()
    assert f"{MOTHER}。終結の手続き（多機関協働のプラン）" in today(tanaka)
    assert f"{MOTHER}。終結の手続きを経過に書く" in today(sato)
    town.superuser.execute(
        "update support_plans_partstatechange set state_after = 'ended' where part_id in"
        " (select id from support_plans_planpart)"
    )
    assert "多機関協働のプラン）" not in today(tanaka)


def test_the_son_has_no_plan_and_the_desk_is_reminded_until_it_wrote_of_him(town: World) -> None:
    sato = town.client("sato")
    case, son = died(town, "山田 太郎")
    assert SON in today(sato)
    with town.acting("sato", at="00:01") as actor:
        mother = Identity.objects.filter(name="山田 花子", home__desk_id=actor.desk).earliest("written_at")
        words = {"kind": "phone", "happened_at": actor.at, "text": "葬儀のあと、手続きを確かめる"}
        add_note(NoteWords(**words, concerns=frozenset({mother.person_id})), case=case, by=actor)
    assert SON in today(sato), "a note about the mother says nothing of him"
    with town.acting("sato", at="00:02") as actor:
        add_note(NoteWords(**words, concerns=frozenset({son})), case=case, by=actor)
    assert SON not in today(sato)


def test_a_death_that_was_struck_out_or_lies_before_the_file_leaves_nothing(town: World) -> None:
    sato = town.client("sato")
    died(town, "山田 太郎")
    assert SON in today(sato)
    with town.acting("sato", at="00:01") as actor:
        death = Death.objects.filter(home__desk_id=actor.desk).latest("written_at")
        strike(death, why="人ちがい", by=actor)
    assert SON not in today(sato)
    writer = str(town.one(
        "select k.username from people_death x join directory_staff s on s.id = x.written_by"
        " join sign_in_account k on k.id = s.account_id where x.died = '2018-02'"
    ))  # fmt: skip
    assert "山田 正雄さんが亡くなりました" not in today(town.client(writer))


def test_another_desk_is_told_nothing(town: World) -> None:
    died(town, "山田 太郎")
    for who in ("watanabe", "ito", "kobayashi"):
        assert "亡くなりました" not in today(town.client(who))
