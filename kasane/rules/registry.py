"""The list of rules: each verdict says which rule it is, where it comes from, and what it demands."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

import kasane.rules

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class RuleEntry:
    """One function that holds a rule."""

    id: str
    source: str
    says: str
    module: str
    name: str


_entries: dict[tuple[str, str, str], RuleEntry] = {}


def rule(number: str, *, source: str, says: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Declare that a function holds a rule; the function stays as it is."""

    def declare(function: Callable[P, T]) -> Callable[P, T]:
        entry = RuleEntry(number, source, says, function.__module__, function.__qualname__)
        _entries[number, entry.module, entry.name] = entry
        return function

    return declare


def load_all() -> None:
    for module in pkgutil.iter_modules(kasane.rules.__path__):
        importlib.import_module(f"kasane.rules.{module.name}")


def registered() -> tuple[RuleEntry, ...]:
    """Every declared rule, by id and place."""
    return tuple(entry for _, entry in sorted(_entries.items()))
