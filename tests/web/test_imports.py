"""Bringing in a desk's ledger: looked through by who uploaded it, taken in whole or not at all, never twice."""

import json
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test import Client

from kasane.access.actor import Actor
from kasane.access.ids import encode_id
from kasane.cases.actions.notes import NoteWords, add_note
from kasane.cases.models import Consultation, Informant
from kasane.ledgers.actions import (
    begin_import,
    bringing_in,
    cancel_import,
    carry_on_import,
    files,
    map_import,
    start_import,
    take_back_import,
    take_import,
)
from kasane.ledgers.models import ImportBatch, PendingRow
from kasane.ledgers.queries.imports import batches_of, mapping_of
from kasane.people.models import Identity
from kasane.rules.ledgers import LedgerMapping
from kasane.rules.verdicts import Refused
from kasane.web.ledgers import imports
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
    real = files.write_files

    def fails_at_the_second(drawn: list[files.File], *, by: Actor) -> None:
        real(drawn[:1], by=by)
        drawn[1].home = drawn[0].home
        real(drawn[1:], by=by)

    monkeypatch.setattr(bringing_in, "write_files", fails_at_the_second)
    with pytest.raises(DatabaseError):
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


# --- A long ledger, a household, and taking one back ---

LONG = (*HEADINGS, "世帯番号", "来談者氏名", "続柄", "相談経路", "緊急度", "性別")


def begun_long(town: World, *rows: tuple[str, ...], ago: int = 1) -> int:
    with town.acting("kimura", ago) as kimura:
        return begin_import([(1, LONG), *enumerate(rows, start=2)], title="長い台帳", by=kimura)


def line(number: int, name: str, household: str = "", who: str = "", relation: str = "") -> tuple[str, ...]:
    return (str(number), f"R7.10.{number}", "電話", "本人", name, "", f"{name}のこと", household, who, relation, "", "今日", "")  # fmt: skip


def goes_on(town: World, batch: int, at: str, most: int = 2) -> bool:
    with town.acting("kimura", 1, at) as kimura:
        return carry_on_import(ImportBatch.objects.get(pk=batch), by=kimura, most=most)


def started(town: World, *rows: tuple[str, ...], at: str = "10:10") -> int:
    batch = begun_long(town, *rows)
    with town.acting("kimura", 1, at) as kimura:
        known = ImportBatch.objects.get(pk=batch)
        columns = mapping_of(known).columns
        map_import(known, LedgerMapping(columns, {"urgency": {"今日": "now"}}), by=kimura)
        start_import(ImportBatch.objects.get(pk=batch), by=kimura)
    return batch


FIVE = tuple(line(n, f"長田 {name}") for n, name in enumerate(("一", "二", "三", "四", "五"), start=1))
SEEN = "select count(*) from people_identity where name like '長田%%'"


def readable(town: World, at: str) -> set[int]:
    found = set()
    for who in ("kimura", "sato", "tanaka"):
        with town.acting(who, 1, at):
            found.add(Identity.objects.filter(name__startswith="長田").count())
    return found


def test_nobody_reads_a_row_until_the_last_is_written_and_then_all_of_them(town: World) -> None:
    batch = started(town, *FIVE)
    assert not goes_on(town, batch, "10:20")
    assert not goes_on(town, batch, "10:21")
    assert town.one(SEEN) == 4, "they are stored"
    assert readable(town, "10:22") == {0}, "kimura, who brings them in, no more than sato or tanaka"
    assert goes_on(town, batch, "10:23")
    with town.acting("sato", 1, "10:30"):
        assert Identity.objects.filter(name__startswith="長田").count() == 5
    with town.acting("tanaka", 1, "10:30"):
        assert not Identity.objects.filter(name__startswith="長田").exists()
    assert town.one("select taken from ledgers_importbatch where id = %s", batch) == 5


def test_giving_it_up_half_way_leaves_nothing_of_it(town: World) -> None:
    tables = ("cases_case", "rooms_grant", "people_identity", "people_matchkey", "search_searchentry")
    before = [count(town, table) for table in tables]
    batch = started(town, *FIVE)
    assert not goes_on(town, batch, "10:20")
    with town.acting("kimura", 1, "10:30") as kimura:
        cancel_import(ImportBatch.objects.get(pk=batch), by=kimura)
    assert [count(town, table) for table in tables] == before
    assert count(town, "ledgers_pendingrow") == 0


def test_one_that_is_left_half_way_for_a_day_is_swept_whole(town: World) -> None:
    before = count(town, "cases_case")
    batch = started(town, *FIVE)
    assert not goes_on(town, batch, "10:20")
    town.superuser.execute(
        "update ledgers_importbatch set started_at = now() - interval '2 days' where id = %s", [batch]
    )
    town.superuser.execute("set role kasane_keeper")
    town.one("select clear_imports()")
    town.superuser.execute("reset role")
    assert count(town, "cases_case") == before


def test_a_mapping_no_longer_changes_once_rows_are_written(town: World) -> None:
    batch = started(town, *FIVE)
    assert not goes_on(town, batch, "10:20")
    with town.acting("kimura", 1, "10:21") as kimura, pytest.raises(Refused):
        map_import(ImportBatch.objects.get(pk=batch), LedgerMapping({}), by=kimura)
    with town.acting("sato", 1, "10:21") as sato, pytest.raises(Refused):
        carry_on_import(ImportBatch.objects.get(pk=batch), by=sato, most=2)


def test_a_second_ledger_of_the_desk_waits_for_the_first(town: World) -> None:
    first = started(town, *FIVE)
    town.superuser.execute("update ledgers_importbatch set started_at = now() where id = %s", [first])
    second = begun(town, SHIZUKA)
    assert not goes_on(town, first, "10:20")
    with pytest.raises(Refused, match="ほかの台帳を取り込んでいるところ"):
        taken(town, second)


def test_rows_of_one_household_number_become_one_household(town: World) -> None:
    """The mother twice and the son once; a neighbour without a number stays alone, though of one chunk."""
    rows = (
        line(1, "長田 花", "S-7"),
        line(2, "長田 外"),
        line(3, "長田 健", "S-7", "長田 花", "母"),
        line(4, "長田 花", "S-7"),
    )
    batch = started(town, *rows)
    assert not goes_on(town, batch, "10:20", most=1)
    assert goes_on(town, batch, "10:21")
    with town.acting("sato", 1, "10:30"):
        mother = Identity.objects.get(name="長田 花")
        assert {i.name for i in Identity.objects.filter(case_id=mother.case_id)} == {"長田 花", "長田 健"}
        consultations = Consultation.objects.filter(case_id=mother.case_id).order_by("received_at")
        son = Identity.objects.get(name="長田 健")
        about = [one.concerns for one in consultations]
        assert about == [[mother.person_id], [son.person_id], [mother.person_id]]
        assert {one.urgency for one in consultations} == {"now"}
        (who,) = Informant.objects.filter(case_id=mother.case_id)
        assert (who.name, who.relation) == ("長田 花", "母")
        assert Identity.objects.get(name="長田 外").case_id != mother.case_id


def takes_back(
    town: World, batch: int, who: str = "kimura", ago: int = 0, why: str = "列を取り違えた"
) -> None:
    with town.acting(who, ago, "11:00") as actor:
        take_back_import(ImportBatch.objects.get(pk=batch), why=why, by=actor)


def brought_in(town: World) -> int:
    batch = started(town, *FIVE[:2])
    assert goes_on(town, batch, "10:20")
    return batch


def test_a_whole_ledger_is_struck_and_not_erased(town: World) -> None:
    batch = brought_in(town)
    takes_back(town, batch, ago=1)
    assert town.one(SEEN) == 2, "kept"
    with town.acting("kimura", 1, "11:10"):
        assert not Identity.objects.filter(name__startswith="長田").exists()
    assert town.one("select count(*) from people_matchkey where name like '長田%%'") == 0, (
        "nobody is hinted at them"
    )
    told = town.one("select detail from audit_auditrow where what = 'take_back_import'")
    assert told == {"rows": 2, "why": "列を取り違えた"}
    again = started(town, *FIVE[:2], at="11:20")
    assert goes_on(town, again, "11:30")
    assert town.one("select known from ledgers_importbatch where id = %s", again) == 0


def test_what_was_written_on_top_stands_in_the_way_and_is_named(town: World) -> None:
    batch = brought_in(town)
    written_on_top(town)
    with pytest.raises(Refused) as refusal:
        takes_back(town, batch)
    assert refusal.value.verdict.details == ("2：経過記録",)
    assert town.one("select state from ledgers_importbatch where id = %s", batch) == "taken"


def written_on_top(town: World) -> None:
    """sato writes of one of the two."""
    with town.acting("sato", 0, "09:00") as sato:
        second = Identity.objects.get(name="長田 二")
        words = NoteWords(
            kind="phone",
            happened_at=town.clock.instant(0, "08:50"),
            text="電話",
            concerns=frozenset({second.person_id}),
        )
        add_note(words, case=second.case_id, by=sato)


def test_sato_of_the_same_desk_and_shimizu_of_another_take_nothing_back(town: World) -> None:
    batch = brought_in(town)
    for who in ("sato", "shimizu"):
        with pytest.raises((Refused, ImportBatch.DoesNotExist)):
            takes_back(town, batch, who)
        with (
            town.acting(who),
            pytest.raises(Exception, match="もう取り消せません"),
            connection.cursor() as cursor,
        ):
            cursor.execute("select take_back_import(%s, 'x')", [batch])
    with pytest.raises(Refused, match="わけ"):
        takes_back(town, batch, why=" ")


def test_after_the_citys_days_it_is_too_late(town: World) -> None:
    batch = brought_in(town)
    town.superuser.execute("update ledgers_importbatch set ended_at = ended_at - interval '20 days' where id = %s", [batch])  # fmt: skip
    with pytest.raises(Refused, match="14日を過ぎた"):
        takes_back(town, batch)
    with (
        town.acting("kimura"),
        pytest.raises(Exception, match="もう取り消せません"),
        connection.cursor() as cursor,
    ):
        cursor.execute("select take_back_import(%s, 'x')", [batch])


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
    ("content", "ending", "says"),
    [(b"", "csv", "ファイルが空です"), (b"PK\x03\x04x", "xlsx", "Excelのファイルとして読めません"),
     (b"a,b\n\x81\xff,x", "csv", "2行目に、読めない文字")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_gets_a_sentence_and_leaves_nothing(
    town: World, content: bytes, ending: str, says: str
) -> None:
    before = count(town, "ledgers_importbatch")
    answer = upload(town.client("kimura"), content, f"台帳.{ending}")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert says in answer.content.decode()  # type: ignore[attr-defined]
    assert count(town, "ledgers_importbatch") == before


def test_looking_through_it_is_recorded(town: World) -> None:
    kimura = town.client("kimura")
    kimura.get(upload(kimura, csv_of(SHIZUKA))["Location"])  # type: ignore[index]
    row = town.superuser.execute(
        "select kind, what, records ? 'ledgers.pendingrow' from audit_auditrow"
        " where at <= now() order by at desc limit 1"
    )
    assert row.fetchone() == ("view", "import", True)


@pytest.mark.parametrize("place", ["-1", "9999", "00019", "x", "²"])
def test_a_column_that_is_none_is_left_out(town: World, place: str) -> None:
    kimura = town.client("kimura")
    path = upload(kimura, csv_of(SHIZUKA))["Location"]  # type: ignore[index]
    assert kimura.post(path, {"do": "map", "column-name": place}).status_code == 302
    assert kimura.get(path).status_code == 200


def test_it_goes_on_by_itself_and_ends_on_the_page_of_what_was_taken_in(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "AT_ONCE", 1)
    kimura, by_itself = town.client("kimura"), {"HX-Request": "true"}
    path = upload(kimura, csv_of(SHIZUKA, MINORU, ("3", *MINORU[1:])))["Location"]  # type: ignore[index]
    assert kimura.post(path, {"do": "take"}).status_code == 302
    assert "3行のうち1行まで書き込みました。" in kimura.get(path).content.decode()
    assert "大野 静" not in kimura.get("/cases/").content.decode()
    step = kimura.post(path, {"do": "go"}, headers=by_itself)
    assert "3行のうち2行まで書き込みました。" in step.content.decode()
    assert "<html" not in step.content.decode()
    assert kimura.post(path, {"do": "go"}, headers=by_itself)["HX-Redirect"] == path
    assert "大野 静" in kimura.get("/cases/").content.decode()


def test_a_manager_takes_it_back_on_its_page_and_a_colleague_reads_why_not(town: World) -> None:
    kimura = town.client("kimura")
    path = upload(kimura, csv_of(SHIZUKA))["Location"]  # type: ignore[index]
    kimura.post(path, {"do": "take"})
    assert (
        "取り込みを取り消せるのは、窓口の管理者だけです。" in town.client("sato").get(path).content.decode()
    )
    assert "取り消すわけが書かれていません。" in kimura.post(path, {"do": "back", "why": ""}).content.decode()
    assert kimura.post(path, {"do": "back", "why": "列を取り違えた"}).status_code == 302
    page = kimura.get(path).content.decode()
    assert "この取り込みは、丸ごと取り消しました。" in page
    assert "列を取り違えた" in page
    assert "大野 静" not in kimura.get("/cases/").content.decode()
