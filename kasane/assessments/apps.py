"""How Django knows this folder."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "kasane.assessments"
    label = "assessments"
    default_auto_field = "django.db.models.BigAutoField"
