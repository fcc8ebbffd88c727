"""Finding: ids of readable records that hold every gram of what was typed."""

from kasane.japanese.grams import query_grams
from kasane.rooms.queries import rows_of

MOST = 50
SHORTEST = 2


def persons_like(typed: str) -> list[int]:
    """Ids of readable identities with what was typed in their name or number; none for less than two characters."""
    return [record for record, _ in found("person", typed)] if len(typed) >= SHORTEST else []


def found(kind: str, typed: str) -> list[tuple[int, int]]:
    """(record, case) ids of at most 50 readable records of a kind; none for less than two characters."""
    grams = query_grams(typed)
    return rows_of("find_entries", kind, list(grams), MOST) if grams else []
