"""How Django knows this folder."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "kasane.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
