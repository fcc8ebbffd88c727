"""How Django knows this folder."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "kasane.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"
