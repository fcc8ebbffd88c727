"""How Django knows this folder."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "kasane.attachments"
    label = "attachments"
    default_auto_field = "django.db.models.BigAutoField"
