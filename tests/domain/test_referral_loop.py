"""F-1, F-2 through the actions: 佐藤's つなぎ to 鈴木 comes back to her issue, and what is told to whom on the way."""

from dataclasses import replace

import pytest

from kasane.access.actor import Actor
from kasane.cases.models import Case, Issue
from kasane.cases.queries import holders_of
from kasane.code_lists.queries import deadline_days
from kasane.directory.models import Desk
from kasane.people.models import Identity
from kasane.referrals.actions import Outside, SheetWords, move, prepare, send
from kasane.referrals.models import Referral, ReferralMove, ReferralSheet
from kasane.referrals.queries import (
    loops_of,
    news_for,
    open_before,
    overdue_elsewhere,
    referral_of,
    waiting_for,
)
from kasane.rooms.queries import own_room
from kasane.rules.referrals import AWAITED, NamesBasis, ReferralState
from kasane.rules.referrals import ReferralMove as Move
from kasane.rules.timing import add_business_days
from kasane.rules.verdicts import Refused
from tests.world import World


def yamada() -> int:
    return Case.objects.filter(is_multi_agency=True).earliest("opened_at").pk


def mother() -> int:
    return Identity.objects.filter(name="山田 花子").values_list("person_id", flat=True)[0]


def desk(code: str) -> int:
    return Desk.objects.get(code=code).pk


def own_issue(by: Actor, field: str) -> Issue:
    return Issue.objects.get(home_id=own_room(yamada(), by), field=field)


def words(to_desk: int | None, **changed: object) -> SheetWords:
    complete = SheetWords(
        to_desk=to_desk,
        basis=NamesBasis.CONSENT,
        persons=frozenset({mother()}),
        content="膝の痛みが強くなっています。",
        asks_for="家計の見直し",
        keeps_doing="訪問を続けます",
        urgency="week",
    )
    return replace(complete, **changed)  # type: ignore[arg-type]


def sent_by_sato(town: World, **changed: object) -> int:
    with town.acting("sato", 20) as sato:
        return send(words(desk("jiritsu"), **changed), case=yamada(), by=sato)


def moves(town: World, who: str, number: int, wanted: Move, ago: int, **told: object) -> Referral:
    with town.acting(who, ago) as actor:
        move(Referral.objects.get(pk=number), wanted, by=actor, **told)  # type: ignore[arg-type]
        return Referral.objects.get(pk=number)


def test_every_step_has_its_day_and_the_result_comes_back_to_her_issue(town: World) -> None:
    with town.acting("sato") as sato:
        poor = own_issue(sato, "poverty")
        both = frozenset(poor.concerns)
    number = sent_by_sato(town, **(danger(poor) | {"persons": both}))
    for ago, wanted, told in (
        (19, Move.ACCEPT, {}),
        (15, Move.ARRIVE, {"happened_on": town.clock.day(17)}),
        (14, Move.RESPOND, {}),
    ):
        row = moves(town, "suzuki", number, wanted, ago, **told)
        _, deadline = AWAITED[ReferralState(row.state)]
        assert row.due_on == add_business_days(town.clock.day(ago), deadline_days(deadline)), wanted
    moves(town, "suzuki", number, Move.CLOSE, 5, said="家計簿をつけ始められました。", code="supported")
    with town.acting("sato") as sato:
        loop = next(loop for loop in loops_of(yamada(), sato) if loop.envelope.referral.pk == number)
        assert [m.move for m in loop.moves] == ["accept", "arrive", "respond", "close"]
        assert loop.moves[1].happened_on == town.clock.day(17)
        assert loop.moves[3].said == "家計簿をつけ始められました。"
        assert loop.sheet.issues == [poor.pk]
        assert number in {envelope.referral.pk for envelope, _ in news_for(sato)}


def test_the_issue_she_named_is_the_one_the_result_comes_back_to_and_travels_once(town: World) -> None:
    with town.acting("tanaka", 30) as tanaka:
        care, host = own_issue(tanaka, "care"), tanaka.agency
        assert holders_of([care])[care.pk] != host
        first = send(words(desk("shogai-sodan-1"), **danger(care)), case=yamada(), by=tanaka)
    moves(town, "watanabe", first, Move.ACCEPT, 29)
    with town.acting("tanaka", 28) as tanaka:
        again = send(words(desk("shogai-sodan-1"), **danger(care)), case=yamada(), by=tanaka)
    with town.acting("watanabe", 27) as watanabe:
        home = own_room(yamada(), watanabe)
        (copied,) = Issue.objects.filter(home_id=home)
        assert (copied.copied_from, copied.text) == (care.pk, care.text)
        assert holders_of([copied])[copied.pk] == host, "who sent it, whoever holds it there"
        sheets = ReferralSheet.objects.filter(referral_id__in=(first, again))
        assert [sheet.issues for sheet in sheets] == [[copied.pk], [copied.pk]]
    with town.acting("tanaka") as tanaka:
        assert [
            loop.sheet.issues for loop in loops_of(yamada(), tanaka) if loop.envelope.referral.pk == first
        ] == [[care.pk]]


def danger(issue: Issue) -> dict[str, object]:
    return {
        "basis": NamesBasis.DANGER,
        "reason": "倒れておられた",
        "issues": frozenset({issue.pk}),
    }


def test_an_issue_of_somebody_the_sheet_is_not_about_stays_at_home(town: World) -> None:
    """The son's withdrawal was ticked, he himself was not."""
    with town.acting("tanaka") as tanaka:
        alone, care = own_issue(tanaka, "withdrawal"), own_issue(tanaka, "care")
        named = frozenset({alone.pk, care.pk})
        sheet = prepare(
            words(desk("shogai-sodan-1"), **(danger(care) | {"issues": named})), case=yamada(), by=tanaka
        )
        assert sheet.issues == [care.pk]
        assert "ひきこもり" not in sheet.fields_line


def test_what_is_prepared_is_not_stored_and_is_what_is_sent(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        before = ReferralSheet.objects.count()
        told = words(desk("shogai-sodan-1"), **danger(own_issue(tanaka, "care")))
        sheet = prepare(told, case=yamada(), by=tanaka)
        assert ReferralSheet.objects.count() == before
        number = send(told, case=yamada(), by=tanaka)
    with town.acting("watanabe"):
        arrived = ReferralSheet.objects.get(referral_id=number)
        for name in ("title", "people_line", "fields_line", "content", "asks_for", "keeps_doing", "reason"):
            assert getattr(arrived, name) == getattr(sheet, name), name


def test_nameless_says_field_age_band_and_urgency_and_not_what_was_written(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        told = words(desk("shogai-sodan-1"), basis=NamesBasis.NAMELESS)
        with pytest.raises(Refused, match="その方とわかることば"):
            prepare(replace(told, asks_for="山田さんの家計"), case=yamada(), by=tanaka)
        with pytest.raises(Refused, match="要ることが書かれていません"):
            prepare(replace(told, urgency=""), case=yamada(), by=tanaka)
        number = send(told, case=yamada(), by=tanaka)
    with town.acting("watanabe"):
        sheet = ReferralSheet.objects.get(referral_id=number)
        assert (sheet.people_line, sheet.fields_line, sheet.content) == ("80歳代", "介護・世話", "")
        assert not Identity.objects.filter(case_id=sheet.case_id).exists()
        assert not Issue.objects.filter(case_id=sheet.case_id).exists()


def test_who_returns_names_the_reason_and_another_desk(town: World) -> None:
    number = sent_by_sato(town, basis=NamesBasis.DANGER, reason="倒れておられた")
    with pytest.raises(Refused, match="区分が選ばれていません"):
        moves(town, "suzuki", number, Move.RETURN, 19, said="担当ではありません")
    told = {"said": "住まいの相談から", "code": "other_desk", "alternative_desk": desk("sumai")}
    moves(town, "suzuki", number, Move.RETURN, 19, **told)
    with town.acting("sato"):
        made = ReferralMove.objects.get(referral_id=number)
        assert (made.reason, made.alternative_desk_id) == ("other_desk", desk("sumai"))


def test_a_step_cannot_have_been_made_before_it_was_sent_or_tomorrow(town: World) -> None:
    number = sent_by_sato(town, basis=NamesBasis.DANGER, reason="倒れておられた")
    moves(town, "suzuki", number, Move.ACCEPT, 19)
    for ago in (21, -4):
        with pytest.raises(Refused, match="あった日"):
            moves(town, "suzuki", number, Move.ARRIVE, 18, happened_on=town.clock.day(ago))


def test_she_is_told_since_when_her_own_waits_and_the_coordinator_of_it_too(town: World) -> None:
    sent_by_sato(town, basis=NamesBasis.DANGER, reason="倒れておられた")
    since = town.clock.day(20)
    says = f"{since.month}月{since.day}日から回答待ちです"
    with town.acting("sato") as sato, pytest.raises(Refused, match=says):
        send(words(desk("jiritsu")), case=yamada(), by=sato)
    with town.acting("tanaka"):
        case = yamada()
        (known,) = open_before(case, desk("jiritsu"))
        assert (known.from_desk, known.is_own) == ("地域包括支援センター（南湖地区）", False)
    with town.acting("watanabe"):
        assert open_before(case, desk("jiritsu")) == []


def test_a_volunteer_is_told_by_hand_and_the_sender_writes_down_every_step(town: World) -> None:
    told = Outside("南湖の民生委員 中山さん", "welfare_volunteer", town.clock.day(10))
    with town.acting("sato", 10) as sato:
        by_hand = words(None, outside=told, basis=NamesBasis.DANGER, reason="倒れておられた")
        number = send(by_hand, case=yamada(), by=sato)
        with pytest.raises(Refused, match="福祉総合相談担当だけ"):
            send(replace(by_hand, basis=NamesBasis.NO_CONSENT_SHEET), case=yamada(), by=sato)
        with pytest.raises(Refused, match="理由が書かれていません"):
            send(replace(by_hand, basis=NamesBasis.CONSENT, reason=""), case=yamada(), by=sato)
    with pytest.raises(Referral.DoesNotExist):
        moves(town, "tanaka", number, Move.ACCEPT, 9)
    moves(town, "sato", number, Move.ACCEPT, 9)
    moves(town, "sato", number, Move.CLOSE, 5, said="毎朝声をかけてくださる", code="supported")
    with town.acting("sato"):
        sheet = ReferralSheet.objects.get(referral_id=number)
        assert (sheet.outside_name, sheet.told_on) == (told.name, told.told_on)
    for who in ("tanaka", "suzuki", "watanabe"):
        with town.acting(who) as other:
            assert not ReferralSheet.objects.filter(referral_id=number).exists()
            assert referral_of(number, other) is None


def test_the_coordinators_own_word_to_a_clinic_makes_no_team(town: World) -> None:
    """Accepting what goes to 福祉総合相談担当 makes a case 多機関協働; a clinic's yes does not."""
    before = town.one("select count(*) from cases_teammember")
    with town.acting("tanaka", 10) as tanaka:
        told = Outside("みなみ診療所", "clinic", town.clock.day(10))
        by_hand = words(None, outside=told, basis=NamesBasis.DANGER, reason="倒れておられた")
        number = send(by_hand, case=yamada(), by=tanaka)
    moves(town, "tanaka", number, Move.ACCEPT, 9)
    assert town.one("select count(*) from cases_teammember") == before


def test_a_late_arrival_shows_to_both_desks_and_as_an_envelope_to_the_coordinator(town: World) -> None:
    """岡本さん was accepted by 生活自立 three weeks ago and never came."""
    late = int(str(town.one("select id from referrals_referral where state = 'accepted'")))
    for who in ("takahashi", "suzuki"):
        with town.acting(who) as actor:
            assert late in {envelope.referral.pk for envelope in waiting_for(actor)}, who
    with town.acting("tanaka") as tanaka:
        assert late in {envelope.referral.pk for envelope in overdue_elsewhere(tanaka)}
        assert referral_of(late, tanaka) is None
        assert not ReferralSheet.objects.filter(referral_id=late).exists()
        assert not ReferralMove.objects.filter(referral_id=late).exists()
    with town.acting("sato") as sato:
        assert late not in {envelope.referral.pk for envelope in overdue_elsewhere(sato)}
