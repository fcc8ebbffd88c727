"""Where one's own daily mail goes."""

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.rooms.queries import call


@transaction.atomic
def keep_own_mail(address: str, *, by: Actor) -> None:
    """Say where the mail goes that tells how many notices wait; empty: nowhere. The database knows whose it is."""
    call("keep_own_mail", address)
    tell("keep_own_mail", detail={"staff": by.staff})
