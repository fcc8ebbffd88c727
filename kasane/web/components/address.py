"""The address of a page as others reach it."""

from django.conf import settings
from django.http import HttpRequest


def full_address(request: HttpRequest, path: str) -> str:
    """By the installation's own address where it has one, else by the one this request came to."""
    return f"{settings.ADDRESS.rstrip('/')}{path}" if settings.ADDRESS else request.build_absolute_uri(path)
