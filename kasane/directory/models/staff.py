"""Members of staff and their assignments (hats)."""

from django.db import models

from kasane.access.ids import new_id
from kasane.access.permissions import Role
from kasane.directory.models.agencies import Desk


class Staff(models.Model):
    """A person who works; `account_id` points at what they sign in with."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account_id = models.BigIntegerField(unique=True)
    name = models.CharField("氏名", max_length=80)
    kana = models.CharField("ふりがな", max_length=80)
    title = models.CharField("職名", max_length=80, blank=True)
    # Where the daily mail goes that says how many notices wait, and nothing else; empty: none is sent.
    mail = models.EmailField("メールアドレス", blank=True, db_default="")

    class Meta:
        verbose_name = "職員"

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """A hat: somebody works at a desk in a role, from a day to a day."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="assignments")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField("役割", max_length=32, choices=[(r.value, r.label) for r in Role])
    # 管理者: approves the desk's notes, agrees warnings, hands cases over within the desk.
    is_manager = models.BooleanField("管理者", default=False)
    valid_from = models.DateField("始期")
    valid_to = models.DateField("終期", null=True)
    # The hat somebody begins the day with comes first.
    sort_order = models.PositiveSmallIntegerField("順", default=0)

    class Meta:
        verbose_name = "配属"
        constraints = (
            models.UniqueConstraint(fields=["staff", "desk", "valid_from"], name="one_hat_at_a_time"),
        )
