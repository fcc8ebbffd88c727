"""Accounts and live sign-ins; only the `door` role of the database can read these tables."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now

from kasane.access.ids import new_id


class AccountManager(BaseUserManager["Account"]):
    """What Django's authentication asks of a manager."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=username)


class Account(AbstractBaseUser):
    """What somebody signs in with; it says nothing of who they are or may see."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    username = models.CharField("ユーザーID", max_length=64, unique=True)
    is_active = models.BooleanField(default=True)
    # An account of the fictional town; no real installation lets it in.
    is_demo = models.BooleanField(default=False)
    # Somebody else gave the password: its holder chooses their own before anything opens.
    has_given_password = models.BooleanField(db_default=False, default=False)
    # Until when a given password opens the door to choosing one's own; without an end for those of old.
    given_password_until = models.DateTimeField(null=True)
    # The last day on which a mail said how many notices wait; one a day.
    mailed_on = models.DateField(null=True)

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "アカウント"


class SignIn(models.Model):
    """One live sign-in: the hash of its token, who it is, and the desk they act for (the hat)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    token_hash = models.BinaryField(unique=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    staff_id = models.BigIntegerField()
    desk_id = models.BigIntegerField()
    began_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # When it was last used; after a quarter of an hour without use it acts only once the secret is given again.
    seen_at = models.DateTimeField(db_default=Now())
    # When the password or code was last asked again; only shortly after it are protected classes read.
    stepped_up_at = models.DateTimeField(null=True)
    # A telephone, a tablet or a computer, in words; nothing finer is kept of it.
    device = models.CharField(max_length=20, db_default="")
    # The fictional town is written at past instants; only there may a sign-in say what time it is.
    has_free_clock = models.BooleanField(default=False)
    # Begun by the keeper to count for a mail: it acts in nothing but a READ ONLY transaction.
    only_counts = models.BooleanField(db_default=False)

    class Meta:
        verbose_name = "サインイン"


class ThrottleEntry(models.Model):
    """Counts of failed attempts, shared by all web processes (Django's database cache)."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "sign_in_throttle"
        verbose_name = "試行回数"
