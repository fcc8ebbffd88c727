"""How Django knows this folder."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "kasane.tasks"
    label = "tasks"
    default_auto_field = "django.db.models.BigAutoField"
