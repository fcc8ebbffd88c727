"""Writing at a sitting: each field by itself, nobody over somebody else's words unseen."""

import pytest

from kasane.cases.models import RoleAssignment
from kasane.meetings.actions.agenda import ItemWords, leave_out, put_on_agenda
from kasane.meetings.actions.conducting import settle_matter, write_contribution, write_draft
from kasane.meetings.actions.items import assign_role
from kasane.meetings.actions.proceeding import conclude, open_sitting, send_notice
from kasane.meetings.actions.sittings import pledge
from kasane.meetings.models import AgendaItem, AgreedRole, Contribution, Participant, Sitting
from kasane.meetings.queries import fields_of, seats_of
from kasane.rules.verdicts import Refused
from tests.domain.test_sittings import about, anew, conference, seat
from tests.world import World


@pytest.fixture
def running(town: World) -> tuple[Sitting, AgendaItem]:
    """A 支援会議 about 三橋明 that has been opened with 佐藤; 鈴木 was called too and left the item."""
    case, son = about(town, "三橋 明")
    with town.acting("tanaka") as tanaka:
        sitting = conference(tanaka, "佐藤 恵", "鈴木 大輔")
        words = ItemWords(case, frozenset({son}), "息子さんの様子")
        item = put_on_agenda(words, sitting=sitting, by=tanaka)
        leave_out(item, seat(sitting, "鈴木 大輔", town), by=tanaka)
        send_notice(sitting, by=tanaka)
    with town.acting("sato") as sato:
        pledge(anew(sitting), by=sato)
    with town.acting("tanaka") as tanaka:
        seats = frozenset(Participant.objects.filter(sitting=sitting).values_list("id", flat=True))
        open_sitting(anew(sitting), present=seats, by=tanaka)
    return sitting, item


def again(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_related("sitting").get(pk=item.pk)


def test_two_write_their_own_fields_and_nothing_is_lost(
    town: World, running: tuple[Sitting, AgendaItem]
) -> None:
    sitting, item = running
    with town.acting("tanaka") as tanaka:
        sato, takahashi = seat(sitting, "佐藤 恵", town), seat(sitting, "高橋 健", town)
        assert write_contribution(again(item), sato, "声は聞こえた", edition=0, by=tanaka) == 1
        assert write_contribution(again(item), takahashi, "会えていない", edition=0, by=tanaka) == 1
        assert write_contribution(again(item), sato, "声は聞こえた。物音も", edition=1, by=tanaka) == 2
        texts = {one.text for one in Contribution.objects.filter(item=item)}
        assert texts == {"声は聞こえた。物音も", "会えていない"}


def test_who_was_slower_is_refused_and_reads_what_the_other_wrote(
    town: World, running: tuple[Sitting, AgendaItem]
) -> None:
    sitting, item = running
    with town.acting("tanaka") as tanaka:
        sato = seat(sitting, "佐藤 恵", town)
        write_contribution(again(item), sato, "先に書いた", edition=0, by=tanaka)
    with town.acting("tanaka") as tanaka:
        with pytest.raises(Refused, match="ほかの人がこの欄を書き直しました"):
            write_contribution(again(item), sato, "あとから書いた", edition=0, by=tanaka)
        attending = [one for one in seats_of(anew(sitting), tanaka) if one.participant.pk == sato.pk]
        (field,) = [one for one in fields_of(again(item), attending) if "佐藤" in one.label]
        assert (field.text, field.edition, field.by) == ("先に書いた", 1, "田中 和子")


def test_the_database_lets_no_text_change_without_its_edition(
    town: World, running: tuple[Sitting, AgendaItem]
) -> None:
    sitting, item = running
    with town.acting("tanaka") as tanaka:
        write_contribution(again(item), seat(sitting, "佐藤 恵", town), "書いた", edition=0, by=tanaka)
    one = town.one("select id from meetings_contribution where item_id = %s", item.pk)
    with pytest.raises(Exception, match="ほかの人が書き直しました"):
        town.superuser.execute("update meetings_contribution set text = 'x' where id = %s", [one])
    town.superuser.execute("update meetings_contribution set text = 'x', edition = 2 where id = %s", [one])


def test_who_left_the_item_says_nothing_on_it(town: World, running: tuple[Sitting, AgendaItem]) -> None:
    sitting, item = running
    with town.acting("tanaka") as tanaka, pytest.raises(Refused, match="この議題に出席していません"):
        write_contribution(again(item), seat(sitting, "鈴木 大輔", town), "発言", edition=0, by=tanaka)


def test_a_matter_of_another_occasion_is_not_settled_here(
    town: World, running: tuple[Sitting, AgendaItem]
) -> None:
    _, item = running
    with town.acting("tanaka") as tanaka, pytest.raises(Refused, match="確認する事項ではありません"):
        settle_matter(again(item), "attainment", "達成", edition=0, by=tanaka)


def test_sato_who_may_only_read_writes_nothing(town: World, running: tuple[Sitting, AgendaItem]) -> None:
    sitting, item = running
    with town.acting("tanaka"):
        own = seat(sitting, "佐藤 恵", town)
    with town.acting("sato") as sato, pytest.raises(Exception, match="row-level security"):
        write_contribution(again(item), own, "わたしの発言", edition=0, by=sato)


def test_minutes_go_on_after_the_close_and_matters_too(
    town: World, running: tuple[Sitting, AgendaItem]
) -> None:
    sitting, item = running
    with town.acting("tanaka") as tanaka:
        write_draft(again(item), "会うことを急がない。", edition=0, by=tanaka)
        conclude(anew(sitting), by=tanaka)
        assert write_draft(again(item), "会うことを急がない。様子を見る。", edition=1, by=tanaka) == 2


def test_an_urgent_measure_is_due_the_same_day_and_reaches_the_desk(
    town: World, running: tuple[Sitting, AgendaItem]
) -> None:
    sitting, item = running
    with town.acting("tanaka") as tanaka:
        desk = seat(sitting, "佐藤 恵", town).desk_id
        assign_role(again(item), desk=desk, text="今夜訪ねる", due_on=None, is_urgent=True, by=tanaka)
        assign_role(again(item), desk=desk, text="手紙を届ける", due_on=None, by=tanaka)
        told = AgreedRole.objects.filter(item=item).values_list("text", "due_on", "is_urgent")
        assert set(told) == {("今夜訪ねる", sitting.held_on, True), ("手紙を届ける", None, False)}
    with town.acting("sato"):
        assert RoleAssignment.objects.get(text="今夜訪ねる").due_on == sitting.held_on
