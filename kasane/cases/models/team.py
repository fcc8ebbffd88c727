"""Who works in a case: the team, the agency that leads, the roles taken on."""

from django.db import models

from kasane.access.ids import new_id
from kasane.rooms.models import Record, record_indexes


class TeamMember(models.Model):
    """A desk that works in the case; rows come only from accepting a つなぎ."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case_id = models.BigIntegerField()
    desk_id = models.BigIntegerField()
    agency_id = models.BigIntegerField()
    joined_at = models.DateTimeField("参加")
    left_at = models.DateTimeField("終了", null=True)
    # What the desk does in the team, as it or the coordinator says it: never anything of a person.
    role_text = models.CharField("チームでの役割", max_length=120, default="", db_default="")

    class Meta:
        verbose_name = "支援チーム"
        constraints = (
            models.UniqueConstraint(
                fields=["case_id", "desk_id"], condition=models.Q(left_at=None), name="one_seat_per_desk"
            ),
        )


class LeadAgency(models.Model):
    """主担当: offered by the coordinator, held from acceptance on; an open case always has one (P-4)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case_id = models.BigIntegerField()
    desk_id = models.BigIntegerField()
    agency_id = models.BigIntegerField()
    offered_at = models.DateTimeField("依頼")
    accepted_at = models.DateTimeField("承諾", null=True)
    ended_at = models.DateTimeField("終了", null=True)

    class Meta:
        verbose_name = "主担当"
        constraints = (
            models.UniqueConstraint(
                fields=["case_id"],
                condition=models.Q(accepted_at__isnull=False, ended_at=None),
                name="one_lead_agency",
            ),
            models.UniqueConstraint(
                fields=["case_id"],
                condition=models.Q(accepted_at=None, ended_at=None),
                name="one_lead_offered",
            ),
        )


class RoleAssignment(Record):
    """役割: what one agency does, for whom and by when; lives in that agency's own desk room."""

    agency_id = models.BigIntegerField()
    # For whom, as the sitting said it: the role-holder may hold no key to the person's own record.
    people_line = models.CharField("だれのため", max_length=300)
    text = models.TextField("役割")
    due_on = models.DateField("期限", null=True)
    done_on = models.DateField("済んだ日", null=True)
    sitting_id = models.BigIntegerField()
    # A role that comes from 支援会議 can never be laid open.
    is_from_sealed = models.BooleanField(default=False)

    class Meta:
        verbose_name = "役割"
        indexes = record_indexes("role")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(is_from_sealed=False) | models.Q(doors=[]),
                name="sealed_role_stays",
                violation_error_message="支援会議で決まった役割は、ほかの機関に開けません。",
            ),
        )
