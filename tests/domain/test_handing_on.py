"""Tanaka hands what arrived on to the fitting desk, or splits it; each desk reads its own part and nothing else."""

from dataclasses import replace

import pytest

from kasane.access.actor import Actor
from kasane.cases.models import Consultation, Issue
from kasane.cases.queries import holders_of
from kasane.directory.models import Desk
from kasane.people.models import Identity
from kasane.referrals.actions import SheetWords, hand_on, move, rehearse_hand_on, rehearse_split, send, split
from kasane.referrals.models import Referral, ReferralMove, ReferralSheet
from kasane.referrals.queries import handed_on
from kasane.rooms.queries import own_room
from kasane.rules.referrals import NamesBasis
from kasane.rules.referrals import ReferralMove as Move
from kasane.rules.verdicts import Refused
from tests.world import World


def hayashi(town: World) -> int:
    """The case 木村 sent to the coordinator with 【本人同意なし】: rent and debts of both, the son's work."""
    return int(
        str(
            town.one(
                "select r.case_id from referrals_referral r join people_identity i on i.case_id = r.case_id"
                " where i.name = '林 正夫' and r.state = 'sent' limit 1"
            )
        )
    )


def arrived(town: World) -> int:
    return int(str(town.one("select id from referrals_referral where case_id = %s", hayashi(town))))


def desk(code: str) -> int:
    return Desk.objects.get(code=code).pk


def issue(by: Actor, case: int, field: str) -> Issue:
    return Issue.objects.get(home_id=own_room(case, by), field=field)


def piece(code: str, issues: list[Issue], **changed: object) -> SheetWords:
    complete = SheetWords(
        to_desk=desk(code),
        basis=NamesBasis.DANGER,
        reason="食べるものがない",
        persons=frozenset(person for one in issues for person in one.concerns),
        issues=frozenset(one.pk for one in issues),
        content="借金と仕事が重なっています。",
        asks_for=f"{code}に頼むこと",
        keeps_doing="全体の調整を続けます",
        urgency="week",
    )
    return replace(complete, **changed)  # type: ignore[arg-type]


def pieces(by: Actor, case: int) -> list[SheetWords]:
    return [
        piece("jiritsu", [issue(by, case, "poverty")]),
        piece("shogai-sodan-1", [issue(by, case, "work")]),
    ]


def keys(town: World, case: int) -> set[tuple[str, str, bool]]:
    rows = town.superuser.execute(
        "select d.code, g.basis, g.may_write from rooms_grant g join rooms_compartment c on c.id = g.compartment_id"
        " join directory_desk d on d.id = g.desk_id where c.case_id = %s and c.kind = 'desk'"
        " and g.ended_at is null",
        [case],
    )
    return set(rows.fetchall())


def handed(town: World, ago: int = 1) -> list[int]:
    with town.acting("tanaka", ago) as tanaka:
        one = Referral.objects.get(pk=arrived(town))
        return hand_on(one, pieces(tanaka, one.case_id), by=tanaka)


def test_each_desk_reads_its_own_part_and_the_keys_are_those_of_the_two_sheets(town: World) -> None:
    case = hayashi(town)
    before = keys(town, case)
    handed(town)
    opened = keys(town, case) - before
    assert opened == {
        ("fukushi-sogo", "own_duty", True),
        ("jiritsu", "referral", False),
        ("shogai-sodan-1", "referral", False),
    }
    with town.acting("suzuki", 0):
        assert {one.name for one in Identity.objects.filter(case_id=case)} == {"林 正夫", "林 浩二"}
        assert {one.field for one in Issue.objects.filter(case_id=case)} == {"poverty"}
        (sheet,) = ReferralSheet.objects.filter(case_id=case)
        assert sheet.asks_for == "jiritsuに頼むこと"
    with town.acting("watanabe", 0):
        assert {one.name for one in Identity.objects.filter(case_id=case)} == {"林 浩二"}
        assert {one.field for one in Issue.objects.filter(case_id=case)} == {"work"}
        assert not Consultation.objects.filter(case_id=case).exists()


def test_kimura_who_sent_it_hears_where_it_went_and_where_it_stands(town: World) -> None:
    first = arrived(town)
    sent = handed(town, 2)
    with town.acting("suzuki", 1) as suzuki:
        move(Referral.objects.get(pk=sent[0]), Move.ACCEPT, by=suzuki)
    with town.acting("kimura", 0):
        one = Referral.objects.get(pk=first)
        assert one.state == "accepted"
        told = handed_on(one)
        assert [(o.to_desk, o.state.value, o.referral) for o in told] == [
            ("生活支援課 生活自立相談窓口", "accepted", None),
            ("障がい者相談支援事業所 第1", "sent", None),
        ]
        said = ReferralMove.objects.get(referral_id=first, move="accept").said
        assert said.startswith(
            "受け付けて、生活支援課 生活自立相談窓口、障がい者相談支援事業所 第1へつなぎました。"
        )
        assert not Referral.objects.filter(pk__in=sent).exists(), "the envelopes themselves are not hers"


def test_that_a_quiet_desk_was_asked_is_not_told_to_who_sent_it(town: World) -> None:
    """hoken-yobo (精神保健) is quiet; jiritsu beside it is not."""
    first = arrived(town)
    with town.acting("tanaka", 1) as tanaka:
        one = Referral.objects.get(pk=first)
        debts, work = (issue(tanaka, one.case_id, f) for f in ("poverty", "work"))
        hand_on(one, [piece("hoken-yobo", [work]), piece("jiritsu", [debts])], by=tanaka)
    with town.acting("kimura", 0):
        one = Referral.objects.get(pk=first)
        assert sorted(o.to_desk for o in handed_on(one)) == ["", "生活支援課 生活自立相談窓口"]
        assert "保健" not in ReferralMove.objects.get(referral_id=first, move="accept").said
    with town.acting("tanaka", 0):
        assert "保健予防課 保健対策担当" in {o.to_desk for o in handed_on(Referral.objects.get(pk=first))}


def test_who_has_no_part_in_it_hears_nothing(town: World) -> None:
    """suzuki received one of the two that went on, and not the one they came from."""
    handed(town)
    with town.acting("suzuki", 0):
        assert handed_on(Referral(pk=arrived(town))) == []


def test_who_holds_it_is_never_nobody(town: World) -> None:
    """Both desks give it back: the coordinator has it still, and 木村 too."""
    case, sent = hayashi(town), handed(town, 3)
    for who, number in zip(("suzuki", "watanabe"), sent, strict=True):
        with town.acting(who, 2) as actor:
            one = Referral.objects.get(pk=number)
            move(one, Move.RETURN, said="担当ではありません", code="other_desk", by=actor)
    assert {code for code, _, may_write in keys(town, case) if may_write} == {
        "fukushi-sogo",
        "houkatsu-nango",
    }
    lead = (
        "select d.code from cases_leadagency l join directory_desk d on d.id = l.desk_id where l.case_id = %s"
    )
    assert town.one(f"{lead} and l.ended_at is null and l.accepted_at is not null", case) == "fukushi-sogo"


def test_the_sheet_without_consent_goes_no_further_than_to_the_coordinator(town: World) -> None:
    """One of two parts rests on it: neither goes, and what arrived still waits."""
    first = arrived(town)
    with town.acting("tanaka", 1) as tanaka:
        one = Referral.objects.get(pk=first)
        good, other = pieces(tanaka, one.case_id)
        bad = replace(other, basis=NamesBasis.NO_CONSENT_SHEET)
        for ask in (hand_on, rehearse_hand_on):
            with pytest.raises(Refused, match="福祉総合相談担当だけ"):
                ask(one, [good, bad], by=tanaka)
    assert town.one("select state from referrals_referral where id = %s", first) == "sent"
    assert town.one("select count(*) from referrals_referral where case_id = %s", hayashi(town)) == 1


def test_what_is_rehearsed_is_what_arrives_and_leaves_nothing(town: World) -> None:
    case = hayashi(town)
    counted = "select count(*) from audit_auditrow"
    with town.acting("tanaka", 1) as tanaka:
        one, before = Referral.objects.get(pk=arrived(town)), town.one(counted)
        sheets = rehearse_hand_on(one, pieces(tanaka, case), by=tanaka)
    assert town.one(counted) == before
    assert town.one("select state from referrals_referral where id = %s", one.pk) == "sent"
    with town.acting("tanaka", 1, "11:00") as tanaka:
        sent = hand_on(Referral.objects.get(pk=one.pk), pieces(tanaka, case), by=tanaka)
        for sheet, number in zip(sheets, sent, strict=True):
            stored = ReferralSheet.objects.get(referral_id=number, home_id=own_room(case, tanaka))
            for name in ("people_line", "fields_line", "content", "asks_for", "keeps_doing"):
                assert getattr(stored, name) == getattr(sheet, name), name


def test_a_receiver_who_is_not_the_coordinator_gives_it_back_instead(town: World) -> None:
    """suzuki holds an arrived つなぎ of 岡本さん as tanaka holds hers."""
    with town.acting("suzuki", 0) as suzuki:
        one = Referral.objects.get(to_desk_id=suzuki.desk, state="asked")
        words = piece("sumai", [], basis=NamesBasis.NAMELESS)
        with pytest.raises(Refused, match="回せるのは、福祉総合相談担当だけ"):
            hand_on(one, [words], by=suzuki)


def test_what_came_without_names_goes_on_as_it_stood(town: World) -> None:
    with town.acting("takahashi", 2) as takahashi:
        case = Issue.objects.get(text="短い時間から、また働きたい", home__desk_id=takahashi.desk).case_id
        host = SheetWords(
            to_desk=Desk.objects.get(is_host=True).pk,
            basis=NamesBasis.NAMELESS,
            persons=frozenset(Identity.objects.filter(case_id=case).values_list("person_id", flat=True)),
            content="",
            asks_for="どこに相談すればよいか",
            keeps_doing="相談を続けます",
            urgency="week",
        )
        first = send(host, case=case, by=takahashi)
    with town.acting("tanaka", 1) as tanaka:
        words = piece("sumai", [], basis=NamesBasis.NAMELESS)
        hand_on(Referral.objects.get(pk=first), [words], by=tanaka)
        (mine,) = ReferralSheet.objects.filter(case_id=case, home__desk_id=tanaka.desk).exclude(
            referral_id=first
        )
        assert (mine.people_line, mine.content) == ("30歳代", "")
        assert "仕事・就労" in mine.fields_line
    assert not town.one(
        "select count(*) from people_identity i join rooms_compartment c on c.id = i.home_id"
        " join directory_desk d on d.id = c.desk_id where i.case_id = %s and d.code in ('sumai', 'fukushi-sogo')",
        case,
    )


# --- One's own matter, split ---


def test_sato_splits_her_own_matter_and_the_consultation_is_decided_by_it(town: World) -> None:
    """小川さん of the ごみ出し: undecided for twelve days, then help is asked at two desks at once."""
    with town.acting("sato", 1) as sato:
        one = Consultation.objects.get(content__startswith="一人暮らしの女性から電話")
        held = issue(sato, one.case_id, "aged")
        two = [piece("jiritsu", [held]), piece("sumai", [held])]
        assert [s.people_line for s in rehearse_split(two, case=one.case_id, by=sato)] == [
            f"小川 ふみ（{sato.today.year - 1946}歳）"
        ] * 2
        assert len(split(two, case=one.case_id, by=sato)) == 2
        assert set(one.dispositions.values_list("kind", flat=True)) == {"referral"}


def test_one_part_that_may_not_go_keeps_the_other_back(town: World) -> None:
    with town.acting("sato", 1) as sato:
        one = Consultation.objects.get(content__startswith="一人暮らしの女性から電話")
        held = issue(sato, one.case_id, "aged")
        before = Referral.objects.count()
        two = [piece("jiritsu", [held]), piece("sumai", [held], reason="")]
        with pytest.raises(Refused, match="理由が書かれていません"):
            split(two, case=one.case_id, by=sato)
        assert Referral.objects.count() == before
        assert not one.dispositions.exists()


def test_what_the_coordinator_keeps_is_held_by_her_agency_from_that_day(town: World) -> None:
    with town.acting("tanaka", 1) as tanaka:
        one = Referral.objects.get(pk=arrived(town))
        work, debts = (issue(tanaka, one.case_id, f) for f in ("work", "poverty"))
        assert holders_of([work]).get(work.pk) != tanaka.agency
        hand_on(one, [piece("jiritsu", [debts])], kept=[work.pk], by=tanaka)
        work.refresh_from_db()
        assert (holders_of([work])[work.pk], work.held_since) == (tanaka.agency, tanaka.today)
        debts.refresh_from_db()
        assert holders_of([debts]).get(debts.pk) != tanaka.agency
