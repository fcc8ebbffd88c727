"""A packet's pictures and its numbered copies in the town."""

import pytest
from django.db import DatabaseError, connection, transaction

from kasane.meetings.actions.copies import make_copies, move_copy
from kasane.meetings.actions.packets import put_pictures
from kasane.meetings.facts.pictures import pictures_of
from kasane.meetings.facts.preparation import seats_at
from kasane.meetings.models import AgendaItem, CopyMove, PacketCopy, PacketPicture
from kasane.meetings.queries import astray_copies, copies_of, may_read_packet
from kasane.rules.copies import CopyMove as Move
from kasane.rules.verdicts import Refused
from tests.domain.test_preparation import TOPIC
from tests.domain.test_sittings import seat
from tests.world import World


def item_about(topic: str) -> AgendaItem:
    return AgendaItem.objects.select_related("sitting").get(topic=topic)


def anonymous() -> AgendaItem:
    return AgendaItem.objects.select_related("sitting").get(is_anonymous=True)


def test_an_anonymous_picture_has_letters_and_no_birthday(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        drawn = pictures_of(anonymous(), tanaka)
        told = "".join(one.svg + str(one.lines) for one in drawn)
        assert "Aさん（80代）" in told
        assert "Bさん（50代）" in told
        for name in ("三橋", "節", "明", "昭和16年11月3日", "昭和42年5月20日"):
            assert name not in told
        named = "".join(one.svg + str(one.lines) for one in pictures_of(item_about(TOPIC), tanaka))
        assert "三橋" in named
        assert "昭和16年11月3日" in named


def test_the_picture_of_who_consented_shows_nobody_else(town: World) -> None:
    """The mother consented; her son, who is known to the host, is neither drawn nor named."""
    with town.acting("tanaka") as tanaka:
        item = AgendaItem.objects.select_related("sitting").filter(sitting__kind="multilayered").first()
        assert item is not None
        told = "".join(one.svg + str(one.lines) for one in pictures_of(item, tanaka))
        assert "花子" in told
        assert "太郎" not in told


def test_a_picture_is_a_copy_beside_the_item(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        item = item_about(TOPIC)
        put_pictures(item, by=tanaka)
        kept = PacketPicture.objects.filter(item=item).order_by("-written_at").first()
        assert kept is not None
        assert (kept.home_id, kept.information_class) == (item.home_id, "general")
    with town.acting("suzuki"):
        assert PacketPicture.objects.filter(item__topic=TOPIC).count() == 6, "he pledged"
    with town.acting("ito"):
        assert not PacketPicture.objects.filter(item__topic=TOPIC).exists(), "she has not"


def test_the_packet_is_read_until_its_last_day(town: World) -> None:
    with town.acting("takahashi") as takahashi:
        item = item_about(TOPIC)
        until = (item.sitting.packet_until - takahashi.today).days
        assert may_read_packet(item, takahashi)
    with town.acting("takahashi", -until, at="18:00") as takahashi:
        assert may_read_packet(item_about(TOPIC), takahashi)
    with town.acting("takahashi", -until - 5) as takahashi:
        assert not AgendaItem.objects.filter(topic=TOPIC).exists()
        assert not may_read_packet(item, takahashi)


def test_copies_are_numbered_on_and_only_for_who_takes_part(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        item = anonymous()
        (sato, *_) = [one for one in seats_at(item) if one.desk_id != tanaka.desk]
        (made,) = make_copies(item, frozenset({sato.pk}), by=tanaka)
        assert made.number == 4
        left = item_about("介護の様子の確かめ方について")
        suzuki = seat(left.sitting, "鈴木 大輔", town)
        assert suzuki.pk not in {one.pk for one in seats_at(left)}
        with pytest.raises(Refused, match="出席する方の分だけ"):
            make_copies(left, frozenset({suzuki.pk}), by=tanaka)


def test_a_copy_that_did_not_come_back_is_missed_until_it_is_found(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        item = anonymous()
        assert [view.copy.number for view in astray_copies(tanaka, 3)] == [3]
        assert astray_copies(tanaka, 400) == [], "so many days it may be out"
        out = PacketCopy.objects.get(item=item, number=3)
        move_copy(out, Move.MISS, by=tanaka)
        assert [view.is_astray for view in copies_of(item, days=400, today=tanaka.today)] == [
            False,
            False,
            True,
        ]
        with pytest.raises(Refused, match="所在不明"):
            move_copy(PacketCopy.objects.get(pk=out.pk), Move.DESTROY, by=tanaka)
        move_copy(PacketCopy.objects.get(pk=out.pk), Move.COLLECT, by=tanaka)
        assert astray_copies(tanaka, 3) == []
        log = [one.move for one in CopyMove.objects.filter(copy=out).order_by("made_at", "id")]
        assert sorted(log) == ["collect", "hand_out", "miss"]


def test_nobody_but_the_host_keeps_the_copies(town: World) -> None:
    number = town.one("select id from meetings_packetcopy where number = 3")
    with town.acting("sato"):
        assert not PacketCopy.objects.exists()
        with pytest.raises(DatabaseError, match="見つかりません"), transaction.atomic():
            connection.cursor().execute("select move_copy(%s, 'collect', 5)", [number])
    with town.acting("tanaka"), pytest.raises(DatabaseError, match="状態"), transaction.atomic():
        connection.cursor().execute("select move_copy(%s, 'hand_out', 5)", [number])
