"""How many notices wait for each of some people, counted in their name and under their walls; only numbers leave."""

import json
import sys

from django.db import transaction

from kasane.sign_in.actions import act
from kasane.tasks.queries import NoticeKey
from kasane.web.today.news import unread


def count(tokens: list[str]) -> int:
    """What somebody has not read under any of their hats, each thing once."""
    waiting: set[NoticeKey] = set()
    for token in tokens:
        with transaction.atomic():
            actor = act(token, is_reading=True, is_quiet=True)
            if actor is not None:
                waiting |= unread(actor)
    return len(waiting)


def main() -> None:
    json.dump({staff: count(tokens) for staff, tokens in json.load(sys.stdin).items()}, sys.stdout)


if __name__ == "__main__":
    main()
