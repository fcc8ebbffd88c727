"""Invitations by name: a link and a code for somebody without an account; no case content."""

from django.db import models

from kasane.access.ids import new_id
from kasane.meetings.models.sittings import Participant


class Invitation(models.Model):
    """招待: one link made out for one seat; another one made out ends it."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="invitations")
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField("出した日時")
    entered_at = models.DateTimeField("はじめに開いた日時", null=True)
    ended_at = models.DateTimeField("終わり", null=True)
    ended_why = models.CharField("終わったわけ", max_length=40, blank=True)

    class Meta:
        verbose_name = "招待"
        indexes = (models.Index(fields=["participant", "made_at"], name="invitation_of_seat"),)


class InvitationKey(models.Model):
    """What an invitation is opened by, as hashes; only the door asks, and nobody reads it.

    The code's hash is salted with the link, and from the first use with the secret of the browser that used it,
    so that whoever saw this table could not try codes against it.
    """

    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, primary_key=True)
    link_hash = models.BinaryField(unique=True)
    code_hash = models.BinaryField()
    browser_hash = models.BinaryField(null=True, unique=True)
    wrong = models.PositiveSmallIntegerField("続けて違った回数", default=0)

    class Meta:
        verbose_name = "招待の鍵"
