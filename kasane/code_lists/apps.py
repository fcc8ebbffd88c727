"""How Django knows this folder."""

from django.apps import AppConfig


class CodeListsConfig(AppConfig):
    name = "kasane.code_lists"
    label = "code_lists"
    default_auto_field = "django.db.models.BigAutoField"
