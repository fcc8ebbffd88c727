"""Acting as somebody of the town at some instant of its past."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from kasane.access.actor import TOKYO, Actor
from kasane.rules.timing import is_business_day
from kasane.sign_in.actions import act


@dataclass(frozen=True)
class Clock:
    """Tokens with free clocks: username → desk → token."""

    tokens: dict[str, dict[str, str]]

    def day(self, ago: int) -> date:
        """The business day that many days ago, or the one before it."""
        day = timezone.now().astimezone(TOKYO).date() - timedelta(days=ago)
        while not is_business_day(day):
            day -= timedelta(days=1)
        return day

    def instant(self, ago: int, at: str) -> datetime:
        return datetime.combine(self.day(ago), time.fromisoformat(at), TOKYO)

    @contextmanager
    def acting(self, username: str, ago: int, at: str, desk: str = "") -> Iterator[Actor]:
        """One transaction as somebody, at a time of a past day."""
        hats = self.tokens[username]
        token = hats[desk] if desk else next(iter(hats.values()))
        with transaction.atomic():
            actor = act(token, at=self.instant(ago, at))
            if actor is None:
                raise ValueError(f"{username}は、その日に働いていません。people.tomlを確かめてください。")
            yield actor
