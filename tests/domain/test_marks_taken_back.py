"""元に戻す for what a desk marks with one click: a call, a deputy's end, that somebody was tried again."""

from datetime import timedelta

import pytest

from kasane.cases.actions.messages import MemoWords, finish_memo, take_back_memo, take_memo
from kasane.cases.models import TakenBack, TelephoneMemo
from kasane.cases.queries import memo_of, open_memos
from kasane.rules.plans import PartState
from kasane.rules.verdicts import Refused
from kasane.support_plans.actions.pauses import SuspensionWords, prepare_suspension, take_back_try, try_again
from kasane.support_plans.facts import state_of
from kasane.support_plans.models import PlanPart, Suspension
from kasane.support_plans.queries import own_suspension
from kasane.tasks.actions.deputies import DeputyWords, end_deputy, stand_in, take_back_end_of_deputy
from kasane.tasks.models import Deputy
from kasane.tasks.queries import deputies_of, deputy_of, ended_today
from tests.world import World


def called(town: World, ago: int = 0) -> int:
    """A call that 佐藤 marked as answered."""
    with town.acting("sato", ago, "09:00") as sato:
        memo = take_memo(MemoWords("折り返してほしい", caller="小林さん"), by=sato)
        finish_memo(memo, by=sato)
        return memo.pk


def test_kimura_finds_the_call_unanswered_and_it_waits_again(town: World) -> None:
    number = called(town)
    with town.acting("kimura") as kimura:
        take_back_memo(TelephoneMemo.objects.get(pk=number), by=kimura)
        assert number in {view.memo.pk for view in open_memos(kimura)}
        with pytest.raises(Refused, match="すでに戻されています"):
            take_back_memo(TelephoneMemo.objects.get(pk=number), by=kimura)
    told = town.one(
        "select detail->>'done_by' from audit_auditrow where detail ? 'done_by' order by id desc limit 1"
    )
    assert told, "who had marked it stays in the record"


def test_a_call_stays_answered_from_the_next_day_on_and_once_a_consultation_was_taken(town: World) -> None:
    yesterday = called(town, ago=1)
    with town.acting("sato") as sato, pytest.raises(Refused, match="その日のうちだけ"):
        take_back_memo(TelephoneMemo.objects.get(pk=yesterday), by=sato)
    number = called(town)
    town.superuser.execute(
        "update cases_telephonememo set case_id = (select id from cases_case order by opened_at limit 1)"
        " where id = %s",
        [number],
    )
    with town.acting("sato") as sato, pytest.raises(Refused, match="新しいことが書かれています"):
        take_back_memo(TelephoneMemo.objects.get(pk=number), by=sato)


def test_another_desk_knows_of_no_such_call(town: World) -> None:
    number = called(town)
    with town.acting("tanaka") as tanaka:
        assert memo_of(number, tanaka) is None


def ended(town: World, ago: int = 0) -> int:
    """佐藤 was away this week with 木村 in her stead, and said too soon that she is back."""
    with town.acting("sato", ago, "09:00") as sato:
        week = sato.today + timedelta(days=7)
        kimura = int(str(town.one("select id from directory_staff where name = '木村 修'")))
        standing = stand_in(DeputyWords(sato.staff, kimura, sato.today, week), by=sato)
        end_deputy(standing, by=sato)
        return standing.pk


def test_a_deputy_stands_in_again(town: World) -> None:
    number = ended(town)
    with town.acting("sato") as sato:
        assert [one.pk for one in ended_today(sato)] == [number]
        take_back_end_of_deputy(Deputy.objects.get(pk=number), by=sato)
        assert number in {one.pk for one in deputies_of(sato)}
        assert ended_today(sato) == []
        with pytest.raises(Refused, match="すでに戻されています"):
            take_back_end_of_deputy(Deputy.objects.get(pk=number), by=sato)


def test_a_deputy_named_since_stays_alone(town: World) -> None:
    number = ended(town)
    with town.acting("sato", at="11:00") as sato:
        one = Deputy.objects.get(pk=number)
        stand_in(DeputyWords(sato.staff, one.deputy_id, sato.today, one.until_on), by=sato)
        with pytest.raises(Refused, match="新しいことが書かれています"):
            take_back_end_of_deputy(one, by=sato)


def test_the_next_day_the_end_of_a_deputy_stays(town: World) -> None:
    with town.acting("kimura", 1, "09:00") as kimura:
        sato = int(str(town.one("select id from directory_staff where name = '佐藤 恵'")))
        week = kimura.today + timedelta(days=7)
        standing = stand_in(DeputyWords(kimura.staff, sato, kimura.today, week), by=kimura)
        end_deputy(standing, by=kimura)
    with town.acting("kimura") as kimura:
        assert ended_today(kimura) == []
        with pytest.raises(Refused, match="その日のうちだけ"):
            take_back_end_of_deputy(Deputy.objects.get(pk=standing.pk), by=kimura)


def test_who_is_neither_away_nor_the_manager_takes_no_end_back(town: World) -> None:
    with town.acting("kimura", at="09:00") as kimura:
        sato = int(str(town.one("select id from directory_staff where name = '佐藤 恵'")))
        week = kimura.today + timedelta(days=7)
        standing = stand_in(DeputyWords(kimura.staff, sato, kimura.today, week), by=kimura)
        end_deputy(standing, by=kimura)
    with town.acting("sato") as sato_, pytest.raises(Refused, match="本人か窓口の管理者"):
        take_back_end_of_deputy(Deputy.objects.get(pk=standing.pk), by=sato_)
    with town.acting("tanaka") as tanaka:
        assert deputy_of(standing.pk, tanaka) is None


def tried(town: World, ago: int = 0) -> int:
    """A pause of the mother's part, and that 田中 called her again."""
    with town.acting("tanaka", ago, "09:00") as tanaka:
        part = next(
            one for one in PlanPart.objects.order_by("written_at") if state_of(one) is PartState.ACTIVE
        )
        sheet = prepare_suspension(
            part, SuspensionWords("long_stay", tanaka.today + timedelta(days=20)), by=tanaka
        )
        try_again(sheet, by=tanaka)
        return sheet.pk


def test_the_day_to_try_again_stands_as_before_and_the_mark_stays_known(town: World) -> None:
    number = tried(town)
    with town.acting("tanaka", at="11:00") as tanaka:
        take_back_try(Suspension.objects.get(pk=number), by=tanaka)
        assert Suspension.objects.get(pk=number).tried_again_at is None
        assert TakenBack.objects.get(of_record=number).said == "連絡したと記しました。"
        with pytest.raises(Refused, match="すでに戻されています"):
            take_back_try(Suspension.objects.get(pk=number), by=tanaka)


def test_the_next_day_who_was_tried_stays_tried_and_another_desk_takes_nothing_back(town: World) -> None:
    number = tried(town, ago=1)
    with town.acting("tanaka") as tanaka, pytest.raises(Refused, match="その日のうちだけ"):
        take_back_try(Suspension.objects.get(pk=number), by=tanaka)
    with town.acting("sato") as sato:
        assert own_suspension(number, sato) is None
