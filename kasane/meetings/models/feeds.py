"""予定表の購読: an address by which a calendar reads one's sittings without signing in; of no person and no case."""

from django.db import models

from kasane.access.ids import new_id


class CalendarFeed(models.Model):
    """One address of one member of staff under one hat; making another out ends it."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    staff_id = models.BigIntegerField()
    desk_id = models.BigIntegerField()
    # Of the address's secret part; the address itself is told once and kept nowhere.
    link_hash = models.BinaryField(unique=True)
    made_at = models.DateTimeField("出した日時")
    read_at = models.DateTimeField("さいごに読まれた日時", null=True)
    ended_at = models.DateTimeField("終わり", null=True)

    class Meta:
        verbose_name = "予定表の購読"
        constraints = (
            models.UniqueConstraint(
                fields=["staff_id", "desk_id"],
                condition=models.Q(ended_at=None),
                name="one_live_feed_a_hat",
            ),
        )
