"""A doctor without an account cannot come: he says so, pledges on paper, and his opinion comes by letter."""

from kasane.cli.clock import Clock
from kasane.meetings.actions.guests import GuestWords, invite_by_name
from kasane.meetings.actions.replies import reply
from kasane.meetings.models import Participant, Sitting
from kasane.rules.replies import Answer


def write_the_absent(clock: Clock, sitting: Sitting) -> None:
    with clock.acting("tanaka", 39, "11:00") as tanaka:
        known = Sitting.objects.get(pk=sitting.pk)
        made = invite_by_name(
            known,
            GuestWords(name="原 拓", kana="はら たく", title="医師", body="はまかぜ内科"),
            by=tanaka,
        )
        seat = Participant.objects.select_related("sitting").get(pk=made.seat)
        reply(seat, Answer.ABSENT, note="診療のため", by=tanaka)
