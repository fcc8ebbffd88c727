"""How Django knows this folder."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "kasane.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"
