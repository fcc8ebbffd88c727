"""How Django knows this folder."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "kasane.drafts"
    label = "drafts"
    default_auto_field = "django.db.models.BigAutoField"
