"""無かった資源: one tap, the record in its room, and a city-wide row that leads nowhere."""

import pytest
from django.db import connection

from kasane.cases.actions.gaps import GapWords, record_gap
from kasane.cases.models import GapRow, ResourceGap
from kasane.cases.queries.gaps import gaps_of, gaps_of_city
from kasane.directory.queries import districts
from kasane.rooms.queries import call, own_room
from kasane.rules.verdicts import Refused
from tests.world import World

COLUMNS = "select array_agg(column_name::text order by column_name) from information_schema.columns where table_name = 'cases_gaprow'"


def own_case(town: World) -> int:
    """A case of 佐藤's desk with 山田花子 in it."""
    return int(
        str(
            town.one(
                "select i.case_id from people_identity i join rooms_compartment c on c.id = i.home_id"
                " join directory_desk d on d.id = c.desk_id where i.name = '山田 花子' and d.code = 'houkatsu-nango'"
            )
        )
    )


def test_sato_records_one_and_the_city_learns_kind_district_and_month(town: World) -> None:
    case = own_case(town)
    with town.acting("sato") as sato:
        home, district = own_room(case, sato), next(iter(districts()))
        assert home is not None
        before = town.one("select count(*) from cases_gaprow")
        record_gap(GapWords("transport", "夜の通院の足", district), case=case, home=home, by=sato)
        assert [(kind, gap.text) for kind, gap in gaps_of(case)] == [("移動の手段", "夜の通院の足")]
        assert GapRow.objects.count() == 0, "the rows are the host's"
    assert town.one("select count(*) from cases_gaprow") == int(str(before)) + 1
    with town.acting("tanaka"):
        assert [line.count for line in gaps_of_city() if line.kind == "移動の手段"] == [1]
    assert town.one(COLUMNS) == ["district_id", "id", "kind", "month"], "nothing leads back to the case"


def test_a_name_of_the_household_is_refused(town: World) -> None:
    case = own_case(town)
    with town.acting("sato") as sato:
        home = own_room(case, sato)
        assert home is not None
        for text in ("山田 花子さんの通院の足", "山田花子さんの通院の足"):
            with pytest.raises(Refused, match="個人の名前を書けません"):
                record_gap(GapWords("transport", text), case=case, home=home, by=sato)
        with pytest.raises(Refused, match="資源の種類が選ばれていません"):
            record_gap(GapWords("nonsense", "通院の足"), case=case, home=home, by=sato)
        assert not ResourceGap.objects.filter(case_id=case).exists()


def test_what_was_noticed_at_the_conference_stays_in_its_packet(town: World) -> None:
    with town.acting("tanaka"):
        assert ResourceGap.objects.filter(text__contains="見守り").exists()
    with town.acting("suzuki"):
        assert not ResourceGap.objects.filter(text__contains="見守り").exists()


def test_a_row_is_not_made_twice_nor_from_somebody_elses_record(town: World) -> None:
    case = own_case(town)
    with town.acting("sato", at="10:00") as sato:
        home = own_room(case, sato)
        assert home is not None
        gap = record_gap(GapWords("transport", "夜の通院の足"), case=case, home=home, by=sato)
    for who, at in (("kimura", "10:00"), ("sato", "11:00")):
        with town.acting(who, at=at), pytest.raises(Refused, match="見つかりません"):
            call("note_gap", gap.pk)
    with (
        town.acting("sato"),
        connection.cursor() as cursor,
        pytest.raises(Exception, match="permission denied"),
    ):
        cursor.execute("insert into cases_gaprow values (77, 'transport', null, '2026-11-01')")
