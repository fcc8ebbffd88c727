"""A database of one test, and acting in it as the people of the town."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from django.test import Client

from config.settings import connection as connection_settings
from kasane.access.actor import Actor
from kasane.cli.clock import Clock
from kasane.sign_in.actions import begin
from kasane.sign_in.models import Account
from tests import cluster as clusters


@dataclass
class World:
    """`clock` acts as the town's people at past days; `superuser` is stopped by no wall."""

    name: str
    clock: Clock
    superuser: psycopg.Connection

    @classmethod
    @contextmanager
    def opened(cls, name: str) -> Iterator["World"]:
        place = clusters.installation(name)
        told = {role: place.connection(role) for role in ("app", "door")}
        for role, alias in (("app", "default"), ("door", "door")):
            point(alias, told[role])
        with clusters.admin(name) as superuser:
            try:
                yield cls(name, Clock(_tokens(superuser)), superuser)
            finally:
                for alias in ("default", "door"):
                    connections[alias].close()

    @contextmanager
    def acting(self, who: str, ago: int = 0, at: str = "10:00", desk: str = "") -> Iterator[Actor]:
        """One transaction as somebody; their sign-in says what time it is."""
        with self.clock.acting(who, ago, at, desk) as actor:
            yield actor

    def token(self, who: str, desk: str = "") -> str:
        hats = self.clock.tokens[who]
        return hats[desk] if desk else next(iter(hats.values()))

    def step_up(self, who: str) -> None:
        """Whoever it is was asked for their secret again just now, under every sign-in they have."""
        self.superuser.execute(
            "update sign_in_signin set stepped_up_at = now() where account_id = (select id from sign_in_account"
            " where username = %s)",
            [who],
        )

    def client(self, who: str) -> Client:
        """A browser that has signed in, as far as Django's client is one."""
        session = SessionStore()
        session.save()
        assert begin(str(session.session_key), Account.objects.get(username=who).pk)
        client = Client(raise_request_exception=True)
        client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
        return client

    def one(self, query: str, *values: object) -> object:
        """A single value, read past the walls."""
        row = self.superuser.execute(query, values).fetchone()
        return row[0] if row else None


def point(alias: str, address: str) -> None:
    """Lead one of Django's connections to the database of this test."""

    os.environ[f"KASANE_CONNECTION_{'APP' if alias == 'default' else 'DOOR'}"] = address
    told = connection_settings("app" if alias == "default" else "door")
    connections[alias].close()
    connections[alias].settings_dict.update(told)


def _tokens(superuser: psycopg.Connection) -> dict[str, dict[str, str]]:
    """A free-clock sign-in for every hat: username → desk → token. Guests have none: they come by their link."""
    hats = superuser.execute(
        "select k.username, k.id, h.staff_id, h.desk_id, d.code from directory_assignment h"
        " join directory_staff s on s.id = h.staff_id join sign_in_account k on k.id = s.account_id"
        " join directory_desk d on d.id = h.desk_id and not d.is_guest order by h.sort_order, h.valid_from"
    ).fetchall()
    tokens: dict[str, dict[str, str]] = {}
    for username, account, staff, desk, code in hats:
        token = tokens.setdefault(username, {})[code] = secrets.token_hex(16)
        superuser.execute(
            "insert into sign_in_signin (id, token_hash, account_id, staff_id, desk_id, began_at, expires_at,"
            " has_free_clock) values (new_id(), sha256(convert_to(%s, 'UTF8')), %s, %s, %s, now(),"
            " now() + interval '1 hour', true)",
            [token, account, staff, desk],
        )
    return tokens
