"""Asking an action, and showing its refusal where it was asked."""

from collections.abc import Callable
from typing import TypeVar

from kasane.rules.verdicts import Refused, Verdict

T = TypeVar("T")


def asked(do: Callable[[], T]) -> tuple[T | None, Verdict | None]:
    """What an action answers, or the verdict by which it refused; nothing is half-done then."""
    try:
        return do(), None
    except Refused as refusal:
        return None, refusal.verdict
