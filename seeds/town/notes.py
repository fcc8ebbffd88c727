"""The 包括's visits to the Yamadas, written, corrected, approved, added to, and one that was misfiled."""

from kasane.cases.actions.consultations import InformantWords
from kasane.cases.actions.notes import (
    NoteWording,
    NoteWords,
    add_note,
    add_to_note,
    approve_notes,
    correct_note,
    move_note,
)
from kasane.cases.models import Note
from kasane.cli.clock import Clock
from kasane.people.models import Identity
from seeds.town.paper import blank_sheet


def write_notes(clock: Clock) -> None:
    with clock.acting("sato", 34, "09:00") as sato:
        mother = Identity.objects.get(home__desk_id=sato.desk, name="山田 花子")
        son = Identity.objects.get(home__desk_id=sato.desk, name="山田 太郎").person_id
    case = mother.case_id
    visit = _a_visit(clock, case, mother.person_id)
    _corrected_and_approved(clock, visit, mother.person_id)
    _attempts(clock, case, son)
    _misfiled(clock, case, mother.person_id)


def _a_visit(clock: Clock, case: int, mother: int) -> int:
    with clock.acting("sato", 33, "16:20") as sato:
        return add_note(
            NoteWords(
                kind="home_visit",
                happened_at=clock.instant(33, "13:30"),
                minutes=40,
                met_with=("person",),
                place="自宅",
                result="met",
                text="介護保険証の写しを預かった。デイサービスは来月から週1回。食事の支度がつらい日があるとのこと。",
                finding="膝の痛みより、気持ちの落ち込みのほうが気になる。",
                next_on=clock.day(4),
                next_words="デイサービスに通いはじめてからの様子を聞く",
                concerns=frozenset({mother}),
                papers=(blank_sheet(),),
                informant=InformantWords(
                    name="二軒先の奥さん",
                    relation="近所の人",
                    told="夜中に大きな声がすることがある、と立ち話で。名前は出さないでほしいとのこと。",
                ),
            ),
            case=case,
            by=sato,
        ).pk


def _corrected_and_approved(clock: Clock, visit: int, mother: int) -> None:
    with clock.acting("sato", 32, "09:10") as sato:
        note = Note.objects.get(pk=visit)
        correct_note(
            note,
            NoteWording(
                kind=note.kind,
                happened_at=note.happened_at,
                minutes=note.minutes,
                met_with=tuple(note.met_with),
                place=note.place,
                result=note.result,
                text="介護保険証の写しを預かった。デイサービスは来月から週2回。食事の支度がつらい日があるとのこと。",
                finding=note.finding,
                next_on=note.next_on,
                next_words=note.next_words,
                concerns=frozenset({mother}),
            ),
            edition=note.edition,
            by=sato,
        )
    with clock.acting("kimura", 31, "11:00") as kimura:
        approve_notes({visit: Note.objects.get(pk=visit).edition}, by=kimura)
    with clock.acting("sato", 26, "10:00") as sato:
        add_to_note(
            Note.objects.get(pk=visit),
            "送迎の時刻が決まった。火曜と金曜の9時半。",
            by=sato,
        )


def _attempts(clock: Clock, case: int, son: int) -> None:
    """Three ways an attempt to meet the son may end."""
    for ago, result, text in (
        (19, "absent", "長男の部屋の前で声をかけた。返事はない。"),
        (12, "through_door", "長男がドア越しに「手紙は読んだ」と一言。すぐに失礼した。"),
        (
            5,
            "refused",
            "声をかけると、ドアの内側から物を置く音。きょうは話したくない様子で、すぐに引き上げた。",
        ),
    ):
        with clock.acting("sato", ago, "15:30") as sato:
            add_note(
                NoteWords(
                    kind="home_visit",
                    happened_at=clock.instant(ago, "14:00"),
                    met_with=("person",),
                    place="自宅",
                    result=result,
                    text=text,
                    concerns=frozenset({son}),
                ),
                case=case,
                by=sato,
            )


def _misfiled(clock: Clock, case: int, mother: int) -> None:
    with clock.acting("sato", 2, "17:00") as sato:
        other = Identity.objects.get(home__desk_id=sato.desk, name="中村 由美")
        note = add_note(
            NoteWords(
                kind="phone",
                happened_at=clock.instant(2, "16:40"),
                met_with=("person",),
                result="met",
                text="電話。デイサービスの初日は楽しかったとのこと。",
                concerns=frozenset({other.person_id}),
            ),
            case=other.case_id,
            by=sato,
        )
    with clock.acting("sato", 1, "09:00") as sato:
        move_note(
            Note.objects.get(pk=note.pk),
            to_case=case,
            concerns={mother},
            why="山田さんの電話を、中村さんのケースに書いた",
            by=sato,
        )
