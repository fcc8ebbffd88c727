"""How Django knows this folder."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "kasane.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
