"""A ledger's rows are stored a table at a time, and leave what the same words leave when they are taken one by one."""

import json

from kasane.cases.actions.consultations import TakenWith, take, take_again
from kasane.cases.actions.notes import NoteWords, add_note
from kasane.cases.actions.rooms import add_person
from kasane.ledgers.actions import begin_import, take_import
from kasane.ledgers.facts import (
    consultation_words,
    informant_words,
    issue_words,
    person_words,
    persons_of,
    received_at,
)
from kasane.ledgers.models import ImportBatch
from kasane.ledgers.queries.imports import draft_of
from kasane.people.models import Identity
from kasane.rules.intake import Disposition
from kasane.rules.ledgers import LedgerRow
from tests.world import World

HEADINGS = [
    "番号",
    "受付日",
    "受付方法",
    "相談した人",
    "氏名",
    "ふりがな",
    "生年月日",
    "電話",
    "分野",
    "相談内容",
    "対応",
    "世帯番号",
    "来談者の氏名",
    "来談者の続柄",
]
ROWS = (
    ("1", "R7.9.30", "電話", "本人", "大野 静", "おおの しずか", "S20.1.2", "0467-00-0071", "高齢", "配食のこと",
     "この場でお答えした", "5", "", ""),
    ("2", "R7.10.2", "来所", "家族・親族", "大野 実", "", "", "", "住まい、生活困窮", "家賃のこと",
     "情報の受付のみ", "5", "大野 静", "母"),
    ("3", "R7.10.4", "電話", "本人", "大野 静", "おおの しずか", "S20.1.2", "", "", "もう一度、配食のこと", "", "5", "", ""),
)  # fmt: skip
# What tells one writing from another: ids, the case and room of each, and the instant.
APART = ["id", "case_id", "home_id", "person_id", "consultation_id", "concerns", "written_at", "record_id",
         "identity_id", "since_on", "held_since"]  # fmt: skip
TABLES = [
    "people_identity",
    "people_membership",
    "people_kinship",
    "cases_consultation",
    "cases_issue",
    "cases_disposition",
    "cases_informant",
    "cases_note",
    "cases_workerincharge",
    "search_searchentry",
]


def one_by_one(town: World, rows: list[LedgerRow]) -> int:
    """The same household as somebody writes it down at the desk; returns the case."""
    first = rows[0]
    with town.acting("kimura", 2) as kimura:
        case = take(
            consultation_words(first),
            people=[person_words(first, kimura.today)],
            issues=issue_words(first),
            dispositions=[Disposition(code) for code in first.dispositions],
            informant=informant_words(first),
            by=kimura,
        )
        known = {0: Identity.objects.values_list("person_id", flat=True).get(case_id=case)}
        for row, place in list(zip(rows, persons_of(rows), strict=True))[1:]:
            if place not in known:
                known[place] = add_person(person_words(row, kimura.today), case=case, by=kimura)
            taken = TakenWith(
                tuple(issue_words(row)), tuple(Disposition(c) for c in row.dispositions), informant_words(row)
            )
            take_again(
                consultation_words(row),
                taken,
                case=case,
                people=[known[place]],
                order=[known[place]],
                by=kimura,
            )
        return case


def left_in(town: World, case: int) -> dict[str, list[str]]:
    """Every record of a case without what tells one writing from another, and how its writing was recorded."""
    found = {}
    for table in TABLES:
        rows = town.superuser.execute(
            f"select to_jsonb(t) - %s::text[] from {table} t where case_id = %s", [APART, case]
        )
        found[table] = sorted(json.dumps(row, sort_keys=True) for (row,) in rows)
    keys = "select to_jsonb(k) - %s::text[] from people_matchkey k join people_identity i on i.id = k.identity_id where i.case_id = %s"
    found["compared"] = sorted(
        json.dumps(row, sort_keys=True) for (row,) in town.superuser.execute(keys, [APART, case])
    )
    whom = "select unnest(concerns) from {} where case_id = %s"
    for table in (
        "cases_consultation",
        "cases_issue",
        "cases_disposition",
        "cases_informant",
        "search_searchentry",
    ):
        order = town.superuser.execute(
            f"select array_agg(n order by n) from (select count(*) as n from ({whom.format(table)}) p group by unnest) c",
            [case],
        ).fetchone()
        found[f"whom {table}"] = [str(order)]
    written = "select what, count(*) from audit_auditrow where %s = any (cases) and kind = 'write' group by 1 order by 1"
    found["recorded"] = [str(row) for row in town.superuser.execute(written, [case])]
    return found


def test_a_household_of_a_ledger_is_what_it_would_be_if_it_were_taken_by_hand(town: World) -> None:
    with town.acting("kimura", 3) as kimura:
        number = begin_import([(1, HEADINGS), *enumerate(ROWS, start=2)], title="台帳", by=kimura)
        rows = draft_of(ImportBatch.objects.get(pk=number), kimura).reading.rows
        assert len(rows) == len(ROWS)
        assert received_at(rows[0]) < received_at(rows[1])
    by_hand = left_in(town, one_by_one(town, list(rows)))
    with town.acting("kimura", 3, "11:00") as kimura:
        assert take_import(ImportBatch.objects.get(pk=number), by=kimura) == (3, 0)
    case = int(str(town.one("select distinct case_id from ledgers_importedrow where batch_id = %s", number)))
    brought_in = left_in(town, case)
    assert set(by_hand) == set(brought_in)
    for what, rows_by_hand in by_hand.items():
        assert brought_in[what] == rows_by_hand, what
    assert [len(by_hand[t]) for t in ("people_identity", "cases_consultation", "cases_informant")] == [
        2,
        3,
        1,
    ]


def test_a_rows_remark_is_the_note_it_would_be_by_hand(town: World) -> None:
    headings, row = [*HEADINGS, "経過・備考"], (*ROWS[0], "配食を試した")
    with town.acting("kimura", 3) as kimura:
        number = begin_import([(1, headings), (2, row)], title="台帳", by=kimura)
        batch = ImportBatch.objects.get(pk=number)
    town.superuser.execute(
        "update ledgers_importbatch set words = %s where id = %s",
        [json.dumps({"note": {"（経過・備考の列）": "home_visit"}}), number],
    )
    with town.acting("kimura", 3, "11:00") as kimura:
        batch.refresh_from_db()
        (read,) = draft_of(batch, kimura).reading.rows
        assert take_import(batch, by=kimura) == (1, 0)
    case = int(str(town.one("select case_id from ledgers_importedrow where batch_id = %s", number)))
    by_hand = one_by_one(town, [read])
    with town.acting("kimura", 2, "12:00") as kimura:
        person = Identity.objects.values_list("person_id", flat=True).get(case_id=by_hand)
        words = NoteWords("home_visit", received_at(read), "配食を試した", concerns=frozenset({person}))
        add_note(words, case=by_hand, by=kimura)
    assert left_in(town, case) == left_in(town, by_hand)
