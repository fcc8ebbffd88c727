"""Bringing in a desk's ledger: looked through by who uploaded it, taken in whole or not at all, never twice."""

import json
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from kasane.access.ids import encode_id
from kasane.ledgers import actions
from kasane.ledgers.actions import begin_import, cancel_import, map_import, take_import
from kasane.ledgers.models import ImportBatch, PendingRow
from kasane.ledgers.queries.imports import batches_of, mapping_of
from kasane.rules.ledgers import LedgerMapping, LedgerRow
from kasane.rules.verdicts import Refused
from tests.world import World

HEADINGS = ("番号", "受付日", "受付方法", "相談した人", "氏名", "電話", "相談内容")
SHIZUKA = ("1", "R7.9.30", "電話", "本人", "大野 静", "0467-00-0071", "配食のこと")
MINORU = ("2", "R7.10.1", "来所", "本人", "髙橋 実", "", "①家賃のこと")


def begun(town: World, *rows: tuple[str, ...], who: str = "kimura", ago: int = 1) -> int:
    with town.acting(who, ago) as actor:
        return begin_import([(1, HEADINGS), *enumerate(rows, start=2)], title="台帳", by=actor)


def taken(town: World, batch: int, who: str = "kimura", at: str = "10:30") -> tuple[int, int]:
    with town.acting(who, 1, at) as actor:
        return take_import(ImportBatch.objects.get(pk=batch), by=actor)


def count(town: World, table: str) -> int:
    return int(str(town.one(f"select count(*) from {table}")))


def test_nothing_is_stored_until_it_is_taken_in_and_then_dated_as_it_was(town: World) -> None:
    before = count(town, "cases_case")
    batch = begun(town, SHIZUKA, MINORU)
    assert count(town, "cases_case") == before
    assert taken(town, batch) == (2, 0)
    row = town.superuser.execute(
        "select (c.received_at at time zone 'Asia/Tokyo')::date, (k.opened_at at time zone 'Asia/Tokyo')::date,"
        " d.code, i.phone, c.content from people_identity i join cases_consultation c on c.case_id = i.case_id"
        " join cases_case k on k.id = i.case_id join rooms_compartment r on r.id = i.home_id"
        " join directory_desk d on d.id = r.desk_id where i.name = '大野 静'"
    ).fetchone()
    assert row == (date(2025, 9, 30), date(2025, 9, 30), "houkatsu-nango", "0467-00-0071", "配食のこと")
    assert count(town, "ledgers_pendingrow") == 0
    assert "髙橋 実" in town.client("sato").get("/ledgers/register/?year=2025&month=10").content.decode()


def test_the_same_ledger_again_changes_nothing_and_says_so(town: World) -> None:
    taken(town, begun(town, SHIZUKA, MINORU))
    before = count(town, "cases_consultation")
    other = ("3", "R7.10.2", "電話", "本人", "小川 実", "", "仕事のこと")
    changed = (*SHIZUKA[:6], "書き換えた内容")
    assert taken(town, begun(town, changed, MINORU, other), at="11:00") == (1, 2)
    assert count(town, "cases_consultation") == before + 1
    assert town.one("select count(*) from cases_consultation where content = '書き換えた内容'") == 0


def test_another_desk_may_use_the_same_numbers(town: World) -> None:
    taken(town, begun(town, SHIZUKA))
    assert taken(town, begun(town, SHIZUKA, who="shimizu"), who="shimizu", at="11:00") == (1, 0)


def test_one_faulty_row_keeps_all_of_them_out(town: World) -> None:
    before = count(town, "cases_case")
    batch = begun(town, SHIZUKA, (*MINORU[:1], "去年の秋", *MINORU[2:]))
    with pytest.raises(Refused, match="直すところが1か所"):
        taken(town, batch)
    assert count(town, "cases_case") == before
    assert count(town, "ledgers_pendingrow") == 2


def test_a_row_the_database_refuses_takes_the_others_back_with_it(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (count(town, "cases_case"), count(town, "audit_auditrow"))
    batch = begun(town, SHIZUKA, MINORU)
    began = count(town, "audit_auditrow") - before[1]
    real = actions._take_row

    def fails_at_the_second(row: LedgerRow, *rest: object) -> None:
        if row.number == 3:
            raise ConnectionError
        real(row, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(actions, "_take_row", fails_at_the_second)
    with pytest.raises(ConnectionError):
        taken(town, batch)
    assert (count(town, "cases_case"), count(town, "audit_auditrow") - began) == before


def test_only_a_manager_of_a_desk_brings_a_ledger_in(town: World) -> None:
    """sato works at kimura's own desk, and is no manager of it."""
    with pytest.raises(Refused, match="窓口の管理者だけ"):
        begun(town, SHIZUKA, who="sato")
    with (
        town.acting("sato", 1),
        pytest.raises(Exception, match="相談窓口の管理者だけ"),
        connection.cursor() as cursor,
    ):
        cursor.execute("select begin_import(5, 'x', array['a'], '[]'::jsonb)")
    page = town.client("sato").get("/ledgers/imports/").content.decode()
    assert "台帳を取り込めるのは、窓口の管理者だけです。" in page


@pytest.mark.parametrize("who", ["sato", "shimizu", "tanaka"])
def test_what_was_uploaded_is_seen_by_who_uploaded_it_alone(town: World, who: str) -> None:
    batch = begun(town, SHIZUKA)
    with town.acting(who, 1, "11:00") as actor:
        assert not PendingRow.objects.exists()
        assert batch not in [one.pk for one in batches_of(actor)]
        with pytest.raises(Refused):
            cancel_import(ImportBatch(pk=batch), by=actor)
    assert "大野" not in town.client(who).get(f"/ledgers/imports/{encode_id(batch)}/").content.decode()
    assert count(town, "ledgers_pendingrow") == 1


def test_a_day_later_the_rows_are_gone(town: World) -> None:
    batch = begun(town, SHIZUKA, ago=4)
    with town.acting("kimura", 1) as kimura:
        assert not PendingRow.objects.exists(), "not seen"
        with pytest.raises(Refused, match="もう終わっているか"):
            take_import(ImportBatch.objects.get(pk=batch), by=kimura)
    begun(town, MINORU, ago=0)
    assert town.one("select count(*) from ledgers_pendingrow where batch_id = %s", batch) == 0, "not kept"
    assert town.one("select state from ledgers_importbatch where id = %s", batch) == "cancelled"


def test_the_keeper_sweeps_what_nobody_decided_upon(town: World) -> None:
    begun(town, SHIZUKA, ago=4)
    town.superuser.execute("set role kasane_keeper")
    assert town.one("select clear_imports()") == 1
    town.superuser.execute("reset role")
    assert count(town, "ledgers_pendingrow") == 0


def test_giving_it_up_leaves_nothing(town: World) -> None:
    batch = begun(town, SHIZUKA)
    with town.acting("kimura", 1, "10:30") as kimura:
        cancel_import(ImportBatch.objects.get(pk=batch), by=kimura)
    assert count(town, "ledgers_pendingrow") == 0
    assert (
        town.one("select words::text || state from ledgers_importbatch where id = %s", batch) == "{}cancelled"
    )
    with pytest.raises(Refused):
        taken(town, batch, at="11:00")


def test_what_the_words_meant_is_remembered_for_the_desks_next_ledger(town: World) -> None:
    odd = (*SHIZUKA[:2], "ＴＥＬ", *SHIZUKA[3:])
    batch = begun(town, odd)
    with town.acting("kimura", 1, "10:10") as kimura:
        known = ImportBatch.objects.get(pk=batch)
        map_import(
            known, LedgerMapping(mapping_of(known).columns, {"channel": {"ＴＥＬ": "phone"}}), by=kimura
        )
    taken(town, batch)
    assert taken(town, begun(town, ("9", *odd[1:])), at="11:00") == (1, 0)


def test_blind_matching_runs_as_at_any_registration(town: World) -> None:
    """She is known at the desk of suzuki; kimura's import makes the coordinator's task."""
    before = count(town, "people_matchtask")
    same = ("7", "R7.9.30", "電話", "本人", "中村 由美", "080-0000-0033", "配食のこと")
    batch = begun(town, same)
    taken(town, batch)
    assert count(town, "people_matchtask") > before


def test_it_is_recorded_who_took_in_how_many(town: World) -> None:
    batch = begun(town, SHIZUKA)
    taken(town, batch)
    told = town.one("select detail from audit_auditrow where what = 'take_import' order by at desc limit 1")
    assert told == {"known": 0, "taken": 1}
    assert town.one("select count(*) from audit_auditrow where what = 'take_consultation' and at > now() - interval '4 days'")  # fmt: skip


# --- By the screens ---


def upload(client: Client, content: bytes, name: str = "山田太郎の台帳.csv") -> object:
    file = SimpleUploadedFile(name, content)
    return client.post("/ledgers/imports/", {"title": "令和7年度の台帳", "ledger": file})


def csv_of(*rows: tuple[str, ...]) -> bytes:
    return "\r\n".join(",".join(row) for row in (HEADINGS, *rows)).encode("cp932")


def test_the_whole_way_by_the_screens_with_a_cp932_file(town: World) -> None:
    kimura = town.client("kimura")
    odd = (*SHIZUKA[:2], "窓口で", *SHIZUKA[3:])
    answer = upload(kimura, csv_of(odd, MINORU))
    path = answer["Location"]  # type: ignore[index]
    page = kimura.get(path).content.decode()
    assert "髙橋 実" in page
    assert "①家賃のこと" in page
    assert "「窓口で」が、どの選択肢かわかりません。" in page
    assert re.search(r"<button[^>]*disabled[^>]*>取り込む", page)
    refused = kimura.post(path, {"do": "take"})
    assert refused.status_code == 422
    form = dict(re.findall(r'<select id="(column-\w+)".*?value="(\d+)" selected', page))
    form |= {"do": "map", "word-channel-0": "窓口で", "means-channel-0": "visit"}
    assert kimura.post(path, form).status_code == 302
    assert kimura.post(path, {"do": "take"}).status_code == 302
    done = kimura.get(path).content.decode()
    assert "2件" in done
    assert "木村 修" in done
    assert town.client("sato").get(path).status_code == 200, "the desk can look at it afterwards"
    assert town.client("suzuki").get(path).status_code == 404
    stored = json.dumps(
        town.one("select to_jsonb(b) from ledgers_importbatch b where title like '%%7年度の台帳'")
    )
    assert "山田太郎" not in stored, "the file's name is not kept"


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "ファイルが空です"), (b"PK\x03\x04x", "Excelのファイルとして読めません"), (b"a,b\n\x81\xff,x", "2行目に、読めない文字")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_gets_a_sentence_and_leaves_nothing(
    town: World, content: bytes, says: str
) -> None:
    before = count(town, "ledgers_importbatch")
    answer = upload(town.client("kimura"), content)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert says in answer.content.decode()  # type: ignore[attr-defined]
    assert count(town, "ledgers_importbatch") == before


def test_looking_through_it_is_recorded(town: World) -> None:
    kimura = town.client("kimura")
    kimura.get(upload(kimura, csv_of(SHIZUKA))["Location"])  # type: ignore[index]
    row = town.superuser.execute(
        "select kind, what, records ? 'ledgers.pendingrow' from audit_auditrow order by at desc limit 1"
    )
    assert row.fetchone() == ("view", "import", True)


@pytest.mark.parametrize("place", ["-1", "9999", "00019", "x", "²"])
def test_a_column_that_is_none_is_left_out(town: World, place: str) -> None:
    kimura = town.client("kimura")
    path = upload(kimura, csv_of(SHIZUKA))["Location"]  # type: ignore[index]
    assert kimura.post(path, {"do": "map", "column-name": place}).status_code == 302
    assert kimura.get(path).status_code == 200
