"""Logs that an operator may keep and send on: one JSON object a line, and in it nothing anybody wrote or looked up.

An exception's own words may quote a row of the database; only its kind and where it arose are told. Addresses carry
record ids and searches; only the name of the page is told.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

DEEPEST = 12


class PrivateFormatter(logging.Formatter):
    """A record as JSON: when, how grave, which part, what its author wrote as a constant, the page, the error's kind."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "what": _constant(record),
        }
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        if match is not None:
            told["page"] = match.view_name
        if hasattr(record, "status_code"):
            told["status"] = record.status_code
        if record.exc_info and record.exc_info[1] is not None:
            told |= _error(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False)


def _constant(record: logging.LogRecord) -> str:
    """The sentence as it stands in the code: what is filled in may speak of somebody."""
    return record.msg if isinstance(record.msg, str) else type(record.msg).__name__


def _error(error: BaseException) -> dict[str, Any]:
    """The kind of an error and of what caused it, and the places in the code, the innermost last."""
    kinds: list[str] = []
    one: BaseException | None = error
    while one is not None and len(kinds) < DEEPEST:
        kinds.append(f"{type(one).__module__}.{type(one).__qualname__}")
        one = one.__cause__ or one.__context__
    frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
    return {"error": kinds, "where": [f"{f.filename}:{f.lineno} {f.name}" for f in frames]}
