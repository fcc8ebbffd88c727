"""Somebody of a university, without an account, is invited by name to the 重層的支援会議 to come."""

from kasane.cli.clock import Clock
from kasane.meetings.actions.guests import GuestWords, invite_by_name
from kasane.meetings.models import Sitting


def write_guests(clock: Clock) -> None:
    with clock.acting("tanaka", 2, "16:00") as tanaka:
        sitting = Sitting.objects.get(kind="multilayered", state="invited")
        invite_by_name(
            sitting,
            GuestWords(
                name="松本 茜",
                kana="まつもと あかね",
                title="准教授（居場所づくり）",
                body="湘南みどり大学 地域連携センター",
            ),
            by=tanaka,
        )
