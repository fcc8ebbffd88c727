"""How Django knows this folder."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kasane.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
