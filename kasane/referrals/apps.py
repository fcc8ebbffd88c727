"""How Django knows this folder."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "kasane.referrals"
    label = "referrals"
    default_auto_field = "django.db.models.BigAutoField"
