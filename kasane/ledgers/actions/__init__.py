"""Bringing in a desk's former ledger, and taking it back."""

from kasane.ledgers.actions.bringing_in import (
    begin_import,
    cancel_import,
    carry_on_import,
    clear_imports,
    map_import,
    may_take_back,
    start_import,
    take_back_import,
    take_import,
)

__all__ = [
    "begin_import",
    "cancel_import",
    "carry_on_import",
    "clear_imports",
    "map_import",
    "may_take_back",
    "start_import",
    "take_back_import",
    "take_import",
]
