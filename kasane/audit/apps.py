"""How Django knows this folder."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "kasane.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
