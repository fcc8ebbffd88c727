"""What was said about what waits, as the desk knows it."""

from kasane.tasks.queries.deputies import absent_for, deputies_of, deputy_of, ended_today
from kasane.tasks.queries.putting_off import came_back, put_off_of, put_offs_of
from kasane.tasks.queries.reading import NoticeKey, read_by

__all__ = [
    "NoticeKey",
    "absent_for",
    "came_back",
    "deputies_of",
    "deputy_of",
    "ended_today",
    "put_off_of",
    "put_offs_of",
    "read_by",
]
