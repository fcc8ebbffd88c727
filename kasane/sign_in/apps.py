"""How Django knows this folder."""

from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "kasane.sign_in"
    label = "sign_in"
    default_auto_field = "django.db.models.BigAutoField"
