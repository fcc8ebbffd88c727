"""wapiti as Debian 12 packs it, made to run under its Python 3.11, taught our form's mark, and counted.

Run by the machine's own Python, which knows wapiti and nothing of this project: FILE for the counts, then its words.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from requests import PreparedRequest, Response, Session
from wapitiCore.attack.mod_csrf import mod_csrf
from wapitiCore.main.wapiti import wapiti_main
from wapitiCore.net import crawler

COUNTS = {"requests": 0, "faults": 0}
send, post = Session.send, Session.post


def counted(session: Session, request: PreparedRequest, **named: Any) -> Response:
    answer = send(session, request, **named)
    COUNTS["requests"] += 1
    COUNTS["faults"] += answer.status_code >= 500
    return answer


def posted(session: Session, url: str, *, files: Any = None, **named: Any) -> Response:
    """A field of a form that takes files is no file; wapiti gives each the name of one, and its mark is lost."""
    whole = [(name, (None, value) if isinstance(value, str) else value) for name, value in files or []]
    return post(session, url, files=whole or None, **named)


def pattern_of(wildcard: str) -> "re.Pattern[str]":
    """As wapiti means it; its own puts a flag where Python 3.11 takes none."""
    return re.compile(".*".join(map(re.escape, wildcard.split("*"))) + r"\Z", re.DOTALL)


Session.send, Session.post = counted, posted
crawler.wildcard_translate = pattern_of
# Known by this name, wapiti also tries whether the mark is looked at.
mod_csrf.TOKEN_FORM_STRINGS.append("csrfmiddlewaretoken")
counts_file = Path(sys.argv.pop(1))
try:
    wapiti_main()
finally:
    counts_file.write_text(json.dumps(COUNTS), encoding="utf-8")
