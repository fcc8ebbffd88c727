"""What was said about what waits, as the desk knows it."""

from kasane.tasks.queries.deputies import absent_for, deputies_of, deputy_of
from kasane.tasks.queries.putting_off import put_off_of, put_offs_of

__all__ = ["absent_for", "deputies_of", "deputy_of", "put_off_of", "put_offs_of"]
