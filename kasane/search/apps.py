"""How Django knows this folder."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "kasane.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
