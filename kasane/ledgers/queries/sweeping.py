"""What the keeper has still to sweep."""

from kasane.rooms.queries import call


def unswept_imports() -> int:
    """How many ledgers lie undecided for more than a day; whose, nobody is told."""
    return int(call("unswept_imports"))
