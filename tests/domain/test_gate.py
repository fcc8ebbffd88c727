"""The one-way gate: what was said in a 支援会議 is opened to others only as written anew under everybody's consent."""

import pytest

from kasane.access.ids import encode_id
from kasane.cases.models import Note
from kasane.meetings.actions.gate import carry_over
from kasane.meetings.models import AgendaItem, CarriedOver, PacketPaper
from kasane.rules.verdicts import Refused
from tests.world import World

TEXT = "訪問は昼過ぎが落ち着いて話せる"


def person_of(town: World, name: str) -> int:
    return int(str(town.one("select person_id from people_identity where name = %s limit 1", name)))


def carries(town: World, *names: str) -> Note:
    with town.acting("tanaka", at="11:00") as tanaka:
        item = (
            AgendaItem.objects.select_related("sitting")
            .filter(sitting__kind="support_conference")
            .earliest("written_at")
        )
        persons = frozenset(person_of(town, name) for name in names)
        return carry_over(
            PacketPaper.objects.get(item=item), item=item, text=TEXT, persons=persons, by=tanaka
        )


def test_what_concerns_the_mother_is_carried_over_and_suzuki_reads_it_as_any_note(town: World) -> None:
    note = carries(town, "山田 花子")
    discussed = town.one("select item_id from meetings_carriedover where note_id = %s", note.pk)
    with town.acting("suzuki", at="12:00"):
        assert Note.objects.get(pk=note.pk).text == TEXT
        assert not CarriedOver.objects.exists(), "nothing tells suzuki that there was a 支援会議"
        assert not PacketPaper.objects.filter(item_id=discussed).exists()
    with town.acting("tanaka", at="12:00"):
        origin = CarriedOver.objects.get(note=note.pk)
        assert origin.note_id == note.pk
        assert origin.consents == [town.one("select id from consents_consent where answer = 'given'")]


@pytest.mark.parametrize("names", [("山田 太郎",), ("山田 花子", "山田 太郎"), ()])
def test_without_everybodys_consent_nothing_leaves(town: World, names: tuple[str, ...]) -> None:
    """The son refused; and what concerns nobody in particular may not leave either."""
    before = town.one("select count(*) from cases_note")
    with pytest.raises(Refused):
        carries(town, *names)
    assert town.one("select count(*) from cases_note") == before
    assert town.one("select count(*) from meetings_carriedover") == 1, "the one the town has"


def test_after_the_mother_took_it_back_nothing_leaves(town: World) -> None:
    town.superuser.execute(
        "update consents_consent set ended_at = now() - interval '1 day' where answer = 'given'"
    )
    with pytest.raises(Refused, match="山田 花子さん"):
        carries(town, "山田 花子")


def test_a_participant_has_no_such_door(town: World) -> None:
    item = encode_id(
        int(str(town.one("select item_id from meetings_packetpaper order by written_at limit 1")))
    )
    paper = encode_id(int(str(town.one("select id from meetings_packetpaper order by written_at limit 1"))))
    path = f"/items/{item}/carry/paper/{paper}/"
    assert town.client("tanaka").get(path).status_code == 200
    assert town.client("takahashi").get(path).status_code == 404
    decided = encode_id(int(str(town.one("select id from meetings_agendaitem where doors <> '{}' limit 1"))))
    assert town.client("tanaka").get(f"/items/{decided}/carry/paper/{paper}/").status_code == 404
