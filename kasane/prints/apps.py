"""How Django knows this folder."""

from django.apps import AppConfig


class PrintsConfig(AppConfig):
    name = "kasane.prints"
    label = "prints"
    default_auto_field = "django.db.models.BigAutoField"
