"""Reading one's own sign-ins, through the door."""

from django.db import connections

from kasane.sign_in.actions import token_of
from kasane.sign_in.facts import OpenSignIn


def own_sign_ins(session_key: str) -> list[OpenSignIn]:
    """Where the account of this session is signed in, this one first; nothing of anybody else."""
    with connections["door"].cursor() as cursor:
        cursor.execute("select * from own_sign_ins(%s)", [token_of(session_key)])
        return [OpenSignIn(*row) for row in cursor.fetchall()]
