"""伝言 between Sato and Kimura, one to the coordinator, and calls the 包括 took."""

from kasane.cases.actions.messages import (
    MemoWords,
    MessageWords,
    finish_memo,
    leave_message,
    read_message,
    take_memo,
)
from kasane.cases.models import Message
from kasane.cli.clock import Clock
from kasane.people.models import Identity


def write_messages(clock: Clock) -> None:
    with clock.acting("sato", 3, "08:40") as sato:
        mother = Identity.objects.get(home__desk_id=sato.desk, name="山田 花子")
        desk = sato.desk
        asked = leave_message(
            MessageWords("来週の訪問、同行をお願いできますか。水曜の午前です。", to_desk=sato.desk),
            case=mother.case_id,
            by=sato,
        ).pk
    with clock.acting("kimura", 2, "17:50") as kimura:
        message = Message.objects.get(pk=asked)
        read_message(message, by=kimura)
        leave_message(
            MessageWords(
                "水曜、行けます。10時に出ましょう。", to_desk=desk, to_staff=frozenset({message.written_by})
            ),
            case=message.case_id,
            by=kimura,
            reply_to=message,
        )
    _calls(clock)


def _calls(clock: Clock) -> None:
    with clock.acting("kimura", 1, "11:20") as kimura:
        take_memo(
            MemoWords(
                about="母の物忘れのことで相談したい。日中は仕事なので夕方に。",
                caller="小川と名乗る女性",
                phone="0467-00-0123",
                call_back="きょう17時すぎ",
                is_urgent=True,
            ),
            by=kimura,
        )
    with clock.acting("kimura", 1, "15:05") as kimura:
        done = take_memo(MemoWords(about="体操教室の日程を聞きたい", caller="南湖の方"), by=kimura)
    with clock.acting("sato", 1, "15:40") as sato:
        finish_memo(done, by=sato)
