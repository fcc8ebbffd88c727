"""What is so from some day to some day: it ends, or is struck out as a mistake, and is never written over."""

from datetime import date

from django.db import models

from kasane.japanese.partial import earliest, spoken
from kasane.rooms.models import Record


class Struck(Record):
    """A record that a mistake of ours is struck out of, with the reason; it stays readable where it is.

    The database lets nobody change what is struck out (`keep_struck`).
    """

    struck_at = models.DateTimeField("取り消した日時", null=True)
    struck_why = models.CharField("取り消したわけ", max_length=200, blank=True, default="", db_default="")

    class Meta:
        abstract = True


class Lasting(Struck):
    """`since` and `until` are days known in part (`japanese/partial.py`); empty: not known, and still so."""

    since = models.CharField("いつから", max_length=12, blank=True, default="", db_default="")
    until = models.CharField("いつまで", max_length=12, blank=True, default="", db_default="")
    ended_why = models.CharField("終わったわけ", max_length=200, blank=True, default="", db_default="")

    class Meta:
        abstract = True

    def is_current(self, on: date) -> bool:
        """Whether it is so on a day, as far as it is known; what was struck out never is.

        An end known in part counts from its first day: it was only recorded once it had come.
        """
        has_begun = not self.since or earliest(self.since) <= on
        return self.struck_at is None and has_begun and (not self.until or earliest(self.until) > on)

    @property
    def span(self) -> str:
        """昭和60年頃から平成10年まで; empty when neither is known."""
        begins = f"{spoken(self.since)}から" if self.since else ""
        return f"{begins}{spoken(self.until)}まで" if self.until else begins
