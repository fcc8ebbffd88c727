"""How Django knows this folder."""

from django.apps import AppConfig


class SupportPlansConfig(AppConfig):
    name = "kasane.support_plans"
    label = "support_plans"
    default_auto_field = "django.db.models.BigAutoField"
