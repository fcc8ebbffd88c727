"""How Django knows this folder."""

from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "kasane.rooms"
    label = "rooms"
    default_auto_field = "django.db.models.BigAutoField"
