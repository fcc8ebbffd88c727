"""準備シート in the town: who reads a part before and after it is handed in, and who may hand one in."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from kasane.access.actor import Actor
from kasane.meetings.actions.agenda import ItemWords, leave_out, put_on_agenda
from kasane.meetings.actions.preparation import (
    ask_parts,
    keep_part,
    remind_part,
    send_part_back,
    submit_part,
    submit_tax_part,
)
from kasane.meetings.actions.proceeding import cancel, postpone
from kasane.meetings.actions.sittings import invite, pledge, withdraw_invitation
from kasane.meetings.models import AgendaItem, PartRequest, SheetPart, Sitting, SubmittedPart
from kasane.meetings.queries import late_parts, parts_asked, parts_handed_in, parts_to_fill
from kasane.people.models import Identity
from kasane.rooms.models import Compartment
from kasane.rules.preparation import PartState
from kasane.rules.tax import TaxOrigin
from kasane.rules.verdicts import Refused
from tests.domain.test_sittings import about, anew, called, conference, seat, seat_numbers
from tests.world import World

__all__ = ["called"]
TOPIC = "お母さんに会うための訪ね方について"


def request_of(desk: str) -> PartRequest:
    wanted = PartRequest.objects.filter(item__topic=TOPIC, desk_id=desk)
    return wanted.select_related("sitting", "item").get()


def desk_id(town: World, code: str) -> str:
    return str(town.one("select id from directory_desk where code = %s", code))


@pytest.fixture
def coming(town: World) -> int:
    """The sitting to come: 佐藤 has handed in, 鈴木 is writing, 高橋 has pledged, 伊藤 has not."""
    return int(str(town.one("select sitting_id from meetings_agendaitem where topic = %s", TOPIC)))


def to_fill(actor: Actor, sitting: int) -> list[PartRequest]:
    return [one for one in parts_to_fill(actor) if one.sitting_id == sitting]


def asked_of(town: World, sitting: int, code: str) -> int:
    wanted = "select id from meetings_partrequest where sitting_id = %s and desk_id = %s"
    return int(str(town.one(wanted, sitting, desk_id(town, code))))


def sent_by(town: World, who: str, code: str, text: str = "様子") -> int:
    with town.acting(who) as actor:
        return submit_part(request_of(desk_id(town, code)), {"grasped": text}, by=actor)


def test_the_host_does_not_read_what_has_not_been_handed_in(town: World, coming: int) -> None:
    with town.acting("suzuki"):
        assert SheetPart.objects.filter(request__sitting=coming).count() == 1
    for who in ("tanaka", "takahashi", "ito", "sato"):
        with town.acting(who):
            assert not SheetPart.objects.exclude(home__desk_id=desk_id(town, "houkatsu-nango")).exists(), who


def test_what_was_handed_in_is_read_by_who_pledged_and_by_nobody_else(town: World, coming: int) -> None:
    sent_by(town, "suzuki", "jiritsu")
    for who, count in (("tanaka", 2), ("sato", 2), ("takahashi", 2), ("ito", 0), ("watanabe", 0)):
        with town.acting(who):
            assert SubmittedPart.objects.filter(item__sitting=coming).count() == count, who
    with town.acting("tanaka", -30):
        assert SubmittedPart.objects.filter(item__sitting=coming).count() == 2
    with town.acting("sato", -30):
        assert not SubmittedPart.objects.filter(item__sitting=coming).exists(), "the packet's days are over"


def test_a_desk_with_no_file_gets_a_place_that_opens_nothing_else(town: World, coming: int) -> None:
    """鈴木's desk knows nothing of 三橋家; 高橋's may write in no room of it either."""
    with town.acting("suzuki") as suzuki:
        place = SheetPart.objects.get(request__sitting=coming).home_id
        kept = Compartment.objects.get(pk=place)
        assert (kept.kind, kept.desk_id) == ("sealed", suzuki.desk)
        assert not Identity.objects.filter(case_id=kept.case_id).exists()
        with connection.cursor() as cursor:
            cursor.execute("select holds_case(%s)", [kept.case_id])
            assert cursor.fetchone() == (False,)
    with town.acting("suzuki", -30):
        assert not SheetPart.objects.filter(request__sitting=coming).exists()
    with town.acting("sato"):
        own = SheetPart.objects.get(request__sitting=coming)
        assert own.home.kind == "desk", "佐藤's desk has its own file"


def test_handed_in_anew_it_is_another_version(town: World, coming: int) -> None:
    assert sent_by(town, "sato", "houkatsu-nango", "会えました") == 2
    with town.acting("tanaka"):
        item = AgendaItem.objects.get(topic=TOPIC)
        (shown,) = [one for one in parts_handed_in(item) if one.part.number == 2]
        assert shown.texts == {"把握している世帯像": "会えました"}
        assert SubmittedPart.objects.filter(item=item).count() == 2, "the first version is kept"


def test_who_has_not_pledged_neither_writes_nor_hands_in(town: World, coming: int) -> None:
    with town.acting("ito") as ito:
        wanted = PartRequest.objects.get(sitting=coming)
        for statement in (
            "select place_for_part(%s)",
            """select submit_part(5, %s, '{"grasped": "x"}', '', null)""",
        ):
            with pytest.raises(DatabaseError, match="誓約"), transaction.atomic():
                connection.cursor().execute(statement, [wanted.pk])
        pledge(Sitting.objects.get(pk=coming), by=ito)
    assert sent_by(town, "ito", "byoin") == 1


def test_who_left_the_item_has_no_part_in_it(town: World, coming: int) -> None:
    with town.acting("tanaka") as tanaka:
        item = AgendaItem.objects.get(topic=TOPIC)
        leave_out(item, seat(item.sitting, "鈴木 大輔", town), by=tanaka)
    with town.acting("suzuki") as suzuki:
        assert to_fill(suzuki, coming) == []
        number = asked_of(town, coming, "jiritsu")
        with pytest.raises(DatabaseError, match="見つかりません"), transaction.atomic():
            connection.cursor().execute(
                """select submit_part(5, %s, '{"grasped": "x"}', '', null)""", [number]
            )


def test_whose_call_was_taken_back_has_no_part_in_it(town: World, coming: int) -> None:
    with town.acting("tanaka") as tanaka:
        sitting = Sitting.objects.get(pk=coming)
        withdraw_invitation(seat(sitting, "伊藤 理恵", town), by=tanaka)
    with town.acting("ito") as ito:
        assert to_fill(ito, coming) == []


def test_after_the_sitting_was_called_off_nothing_is_handed_in(town: World, coming: int) -> None:
    with town.acting("tanaka") as tanaka:
        cancel(Sitting.objects.get(pk=coming), reason="台風のため", by=tanaka)
    with town.acting("takahashi") as takahashi:
        assert to_fill(takahashi, coming) == []
        number = asked_of(town, coming, "shakyo")
        with pytest.raises(DatabaseError, match="開催通知から閉会まで"), transaction.atomic():
            connection.cursor().execute(
                """select submit_part(5, %s, '{"grasped": "x"}', '', null)""", [number]
            )


def test_an_empty_part_is_not_taken(town: World, coming: int) -> None:
    with pytest.raises(Refused, match="どの欄も書かれていません"):
        sent_by(town, "sato", "houkatsu-nango", "  ")


def test_from_the_tax_office_it_comes_only_by_a_consent(town: World, coming: int) -> None:
    with town.acting("takahashi") as takahashi:
        wanted = request_of(desk_id(town, "shakyo"))
        with pytest.raises(Refused) as refusal:
            submit_tax_part(wanted, "非課税", origin=TaxOrigin.TAX_OFFICE, consent=None, by=takahashi)
        assert refusal.value.verdict.basis == "地方税法22条"
        with pytest.raises(DatabaseError, match="地方税法22条"), transaction.atomic():
            connection.cursor().execute(
                """select submit_part(5, %s, '{"tax": "x"}', 'tax_office', null)""", [wanted.pk]
            )
        submit_tax_part(
            wanted, "年金だけと話された", origin=TaxOrigin.SELF_REPORT, consent=None, by=takahashi
        )
    with town.acting("tanaka"):
        assert not SubmittedPart.objects.filter(tax_origin="self_report").exists(), (
            "asked for the secret first"
        )
    town.step_up("tanaka")
    with town.acting("tanaka"):
        assert SubmittedPart.objects.get(tax_origin="self_report").information_class == "tax"


def test_an_anonymous_item_takes_no_name_its_writer_knows(town: World, coming: int) -> None:
    town.superuser.execute("update meetings_agendaitem set is_anonymous = true where topic = %s", [TOPIC])
    with pytest.raises(Refused) as refusal:
        sent_by(town, "sato", "houkatsu-nango", "三橋さんは買い物に出ています")
    assert refusal.value.verdict.rule == "M-7"
    assert sent_by(town, "sato", "houkatsu-nango", "Bさんは買い物に出ています") == 2
    # Who does not know the name learns nothing by trying it.
    assert sent_by(town, "takahashi", "shakyo", "三橋さんのことでしょうか") == 1


def test_the_host_sees_who_is_late_and_reminds(town: World, coming: int) -> None:
    with town.acting("tanaka") as tanaka:
        item = AgendaItem.objects.get(topic=TOPIC)
        stands = {line.desk: line.state for line in parts_asked(item, tanaka.today)}
        assert list(stands.values()).count(PartState.SUBMITTED) == 1
        assert list(stands.values()).count(PartState.LATE) == 3
        assert sum(one.sitting_id == coming for one in late_parts(tanaka)) == 3
        remind_part(request_of(desk_id(town, "jiritsu")), by=tanaka)
        with pytest.raises(Refused, match="提出されています"):
            remind_part(request_of(desk_id(town, "houkatsu-nango")), by=tanaka)
    with town.acting("suzuki") as suzuki:
        (own,) = to_fill(suzuki, coming)
        assert own.reminded_at is not None
        with pytest.raises(Refused):
            remind_part(own, by=suzuki)


def test_nobody_is_asked_twice_and_another_day_gives_another_date(town: World, coming: int) -> None:
    with town.acting("tanaka") as tanaka:
        sitting = Sitting.objects.get(pk=coming)
        assert ask_parts(sitting, by=tanaka) == 0
        before = request_of(desk_id(town, "jiritsu")).due_on
        postpone(sitting, to=sitting.held_on + timedelta(days=21), reason="会場の都合", by=tanaka)
        assert request_of(desk_id(town, "jiritsu")).due_on > before


def test_who_is_called_and_what_is_put_on_after_the_notice_is_asked_for_without_a_hand(
    town: World, called: tuple[Sitting, AgendaItem]
) -> None:
    """伊藤 called after the notice; a second item; and the near miss: while it is only prepared nobody is asked."""
    sitting, item = called
    (ito,) = seat_numbers("伊藤 理恵")
    byoin = int(desk_id(town, "byoin"))
    case, son = about(town, "三橋 明")
    with town.acting("tanaka") as tanaka:
        prepared = conference(tanaka, "佐藤 恵")
        invite(anew(prepared), ito, by=tanaka)
        put_on_agenda(ItemWords(case, frozenset({son}), "はじめの話"), sitting=anew(prepared), by=tanaka)
        assert not PartRequest.objects.filter(sitting=prepared).exists()
        assert not PartRequest.objects.filter(item=item, desk_id=byoin).exists()
        invite(anew(sitting), ito, by=tanaka)
        assert PartRequest.objects.filter(item=item, desk_id=byoin).count() == 1
        other = put_on_agenda(
            ItemWords(case, frozenset({son}), "もう一つの話"), sitting=anew(sitting), by=tanaka
        )
        asked = set(PartRequest.objects.filter(item=other).values_list("desk_id", flat=True))
        assert {byoin, int(desk_id(town, "jiritsu"))} <= asked
        assert ask_parts(anew(sitting), by=tanaka) == 0, "nothing is left to ask for by hand"


def test_what_is_kept_is_not_handed_in(town: World, coming: int) -> None:
    with town.acting("takahashi") as takahashi:
        wanted = request_of(desk_id(town, "shakyo"))
        keep_part(wanted, {"grasped": "まだ"}, by=takahashi)
        keep_part(wanted, {"grasped": "もう少し", "asks": " "}, by=takahashi)
        assert SheetPart.objects.get(request=wanted).texts == {"grasped": "もう少し"}
        assert PartRequest.objects.get(pk=wanted.pk).submitted_at is None


def test_a_part_sent_back_is_out_of_the_packet_until_it_is_handed_in_anew(town: World, coming: int) -> None:
    """田中 asks 佐藤 for another version; 高橋, who reads the packet, finds the part again once it has come."""
    code = "houkatsu-nango"
    with town.acting("tanaka", at="11:00") as tanaka:
        send_part_back(request_of(desk_id(town, code)), "lacking", by=tanaka)
        item = AgendaItem.objects.get(topic=TOPIC)
        lines = {line.request.desk_id: line.state for line in parts_asked(item, tanaka.today)}
        assert lines[int(desk_id(town, code))] in (PartState.SENT_BACK, PartState.LATE)
    with town.acting("takahashi", at="11:10"):
        assert not parts_handed_in(AgendaItem.objects.get(topic=TOPIC))
    with town.acting("sato", at="11:20") as sato:
        assert [one.sent_back_why for one in to_fill(sato, coming)] == ["lacking"]
        assert submit_part(request_of(desk_id(town, code)), {"grasped": "書き足した"}, by=sato) == 2
        assert not to_fill(sato, coming)
    with town.acting("takahashi", at="11:30"):
        (found,) = parts_handed_in(AgendaItem.objects.get(topic=TOPIC))
        assert found.texts == {"把握している世帯像": "書き足した"}


def test_who_sends_a_part_back_and_which(town: World, coming: int) -> None:
    """Neither the agency itself, nor a part that has not come, nor without a reason, nor after the closing."""
    handed_in, waiting = desk_id(town, "houkatsu-nango"), desk_id(town, "jiritsu")
    with town.acting("sato") as sato, pytest.raises(Refused, match="主催する窓口だけ"):
        send_part_back(request_of(handed_in), "lacking", by=sato)
    with town.acting("tanaka") as tanaka:
        with pytest.raises(Refused, match="提出されていません"):
            send_part_back(request_of(waiting), "lacking", by=tanaka)
        with pytest.raises(Refused, match="わけが選ばれて"):
            send_part_back(request_of(handed_in), "", by=tanaka)
        with pytest.raises(Refused, match="見つかりません"), transaction.atomic():
            send_part_back(request_of(handed_in), "三橋さんのこと", by=tanaka)
    town.superuser.execute("update meetings_sitting set state = 'concluded' where id = %s", [coming])
    with town.acting("tanaka") as tanaka, pytest.raises(Refused, match="「閉会」の会議"):
        send_part_back(request_of(handed_in), "lacking", by=tanaka)


def test_tax_information_handed_in_by_itself_stays_when_the_rest_is_sent_back(
    town: World, coming: int
) -> None:
    code = "houkatsu-nango"
    with town.acting("sato", at="11:00") as sato:
        wanted = request_of(desk_id(town, code))
        submit_tax_part(wanted, "年金だけ", origin=TaxOrigin.SELF_REPORT, consent=None, by=sato)
    with town.acting("tanaka", at="11:10") as tanaka:
        send_part_back(request_of(desk_id(town, code)), "lacking", by=tanaka)
    town.step_up("takahashi")
    with town.acting("takahashi", at="11:20"):
        (found,) = parts_handed_in(AgendaItem.objects.get(topic=TOPIC))
        assert found.part.tax_origin == "self_report"
