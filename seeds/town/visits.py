"""What visitors of the Yamadas must know, and the 包括's visits to come, put off, cancelled and made."""

from datetime import time

from kasane.cases.actions.cautions import CautionWords, agree_caution, end_caution, propose_caution
from kasane.cases.actions.notes import NoteWords
from kasane.cases.actions.visits import VisitWords, cancel_visit, plan_visit, put_off, record_visit
from kasane.cases.models import Caution, Visit
from kasane.cli.clock import Clock
from kasane.people.models import Identity
from kasane.rules.cautions import CautionKind
from kasane.rules.timing import add_months


def write_visits(clock: Clock) -> None:
    with clock.acting("sato", 100, "09:00") as sato:
        mother = Identity.objects.get(home__desk_id=sato.desk, name="山田 花子")
        son = Identity.objects.get(home__desk_id=sato.desk, name="山田 太郎").person_id
    _cautions(clock, mother.case_id, mother.person_id, son)
    _visits(clock, mother.case_id, mother.person_id)
    _letter(clock, mother.case_id, son)


def _cautions(clock: Clock, case: int, mother: int, son: int) -> None:
    safety = CautionWords(
        CautionKind.SAFETY,
        "数年前、ひとりで訪ねた配達の人に、長男が廊下の物を投げたと母から聞いた。けがはなかった。",
        "2名で訪問。玄関の外で声をかけ、廊下の奥へは進まない",
        frozenset({son}),
    )
    avoid = CautionWords(
        CautionKind.AVOID,
        "部屋の戸をたたき続けない。仕事の話を、こちらから先にしない。",
        concerns=frozenset({son}),
    )
    works = CautionWords(
        CautionKind.WORKS,
        "手紙を先に置いておく。火曜の昼過ぎが落ち着いている。",
        concerns=frozenset({mother, son}),
    )
    visitor = CautionWords(CautionKind.AVOID, "玄関の犬を先になでない。", concerns=frozenset({mother}))
    waiting = CautionWords(
        CautionKind.WORKS, "野球の話なら、ドア越しに返事があった。", concerns=frozenset({son})
    )
    with clock.acting("sato", 100, "09:30") as sato:
        first, second, third, former = (
            propose_caution(words, case=case, by=sato).pk for words in (safety, avoid, works, visitor)
        )
    with clock.acting("kimura", 99, "17:00") as kimura:
        for number, is_told, told_words, months in (
            (first, False, "伝えると長男との関係がこわれるおそれがあるため", 6),
            (second, True, "母に、訪問の折に口頭で伝えた", 6),
            (third, True, "母に、訪問の折に口頭で伝えた", 3),
            (former, True, "母に口頭で伝えた", 6),
        ):
            agree_caution(
                Caution.objects.get(pk=number),
                is_told=is_told,
                told_words=told_words,
                review_on=add_months(kimura.today, months),
                by=kimura,
            )
    with clock.acting("kimura", 40, "17:00") as kimura:
        end_caution(Caution.objects.get(pk=former), why="犬を知人にゆずられた", by=kimura)
    with clock.acting("sato", 11, "09:30") as sato:
        propose_caution(waiting, case=case, by=sato)


def _visits(clock: Clock, case: int, mother: int) -> None:
    def planned(ago: int, at: time, purpose: str, told: int) -> int:
        with clock.acting("sato", told, "08:45") as sato:
            words = VisitWords(
                clock.day(ago), at, frozenset({sato.staff}), purpose, "お母さん", frozenset({mother})
            )
            return plan_visit(words, case=case, by=sato).pk

    made = planned(8, time(13, 30), "デイサービスの契約に立ち会う", 15)
    with clock.acting("sato", 8, "15:00") as sato:
        record_visit(
            Visit.objects.get(pk=made),
            NoteWords(
                kind="home_visit",
                happened_at=clock.instant(8, "13:30"),
                minutes=60,
                met_with=("person", "agency"),
                met_words="デイサービスの相談員",
                place="自宅",
                result="met",
                text="デイサービスの契約に立ち会った。利用料は年金から払えることを、一緒に確かめた。",
                concerns=frozenset({mother}),
            ),
            by=sato,
        )
    moved = planned(1, time(10, 0), "デイサービスの初日の様子を聞く", 7)
    with clock.acting("sato", 2, "17:10") as sato:
        put_off(
            Visit.objects.get(pk=moved),
            planned_on=clock.day(-3),
            starts_at=time(13, 30),
            why="お母さんの通院と重なった",
            by=sato,
        )
    dropped = planned(0, time(16, 0), "配食の味を聞く", 6)
    with clock.acting("sato", 1, "12:00") as sato:
        cancel_visit(Visit.objects.get(pk=dropped), why="電話で済んだ", by=sato)


def _letter(clock: Clock, case: int, son: int) -> None:
    """Two go, as the safety line says."""
    with clock.acting("kimura", 1, "08:50") as kimura:
        colleague = kimura.staff
    with clock.acting("sato", 1, "09:00") as sato:
        words = VisitWords(
            clock.day(0),
            time(14, 0),
            frozenset({sato.staff, colleague}),
            "長男あての手紙を届ける",
            concerns=frozenset({son}),
        )
        plan_visit(words, case=case, by=sato)
