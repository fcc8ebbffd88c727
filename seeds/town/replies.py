"""A doctor without an account cannot come: he says so, pledges on paper, and his opinion comes by letter."""

from kasane.cli.clock import Clock
from kasane.meetings.actions.guests import GuestWords, invite_by_name
from kasane.meetings.actions.pledges import PledgeWords, receive_pledge
from kasane.meetings.actions.replies import reply, take_in_opinion
from kasane.meetings.models import AgendaItem, Participant, Sitting
from kasane.rules.pledges import PledgeWay
from kasane.rules.replies import Answer
from seeds.town.paper import blank_sheet


def write_the_absent(clock: Clock, sitting: Sitting) -> None:
    with clock.acting("tanaka", 39, "11:00") as tanaka:
        known = Sitting.objects.get(pk=sitting.pk)
        made = invite_by_name(
            known,
            GuestWords(name="原 拓", kana="はら たく", title="医師", body="はまかぜ内科"),
            by=tanaka,
        )
        seat = Participant.objects.select_related("sitting").get(pk=made.seat)
        receive_pledge(
            seat,
            PledgeWords(PledgeWay.PAPER, tanaka.at, paper=blank_sheet(), is_for_the_year=True),
            by=tanaka,
        )
        reply(seat, Answer.ABSENT, note="診療のため", by=tanaka)
    with clock.acting("tanaka", 36, "15:00") as tanaka:
        item = AgendaItem.objects.select_related("sitting").get(sitting=sitting, is_anonymous=True)
        take_in_opinion(
            item,
            seat,
            text="Aさんは二年前まで膝の痛みで受診されていた。往診のご相談があれば、伺える。",
            by=tanaka,
        )
