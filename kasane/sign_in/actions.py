"""Beginning and ending sign-ins, and presenting one to the database at the start of a transaction."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.utils import url_str_to_user_pk
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection, connections, router, transaction
from django.utils import timezone

from kasane.access.actor import Actor
from kasane.access.permissions import Role
from kasane.sign_in.models import Account


def token_of(session_key: str) -> str:
    """What a session presents to the database; the session's key itself never reaches that connection."""
    return hashlib.sha256(f"kasane sign-in {session_key}".encode()).hexdigest()


def begin(session_key: str, account: int, *, by_city: bool = False, device: str = "") -> bool:
    """Begin a sign-in for an account; False when nobody may act with it today.

    `by_city`: the city's own sign-on said who it is, so that no password of ours was used.
    """
    with connections["door"].cursor() as cursor:
        cursor.execute(
            "select begin_sign_in(%s, %s, %s, %s)", [token_of(session_key), account, by_city, device]
        )
        return bool(cursor.fetchone()[0])


def is_begun(session_key: str) -> bool:
    """Whether this session's sign-in has begun already."""
    with connections["door"].cursor() as cursor:
        cursor.execute("select is_begun(%s)", [token_of(session_key)])
        return bool(cursor.fetchone()[0])


def end(session_key: str) -> None:
    with connections["door"].cursor() as cursor:
        cursor.execute("select end_sign_in(%s)", [token_of(session_key)])


def renew(former: str, session_key: str) -> None:
    """The same sign-in goes on under a new session key; the former one opens nothing any more."""
    with connections["door"].cursor() as cursor:
        cursor.execute("select renew_sign_in(%s, %s)", [token_of(former), token_of(session_key)])


def end_all(account: int, *, but: str = "") -> int:
    """End every sign-in and every session of an account, those half-way through the door too; how many were signed in.

    `but` is the key of the session that goes on.
    """
    door = router.db_for_write(Session)
    with transaction.atomic(using=door):
        with connections[door].cursor() as cursor:
            cursor.execute("select end_sign_ins(%s, %s)", [account, token_of(but) if but else ""])
            ended = int(cursor.fetchone()[0])
        for session in Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=but):
            if account in _accounts_of(session):
                session.delete()
    return ended


def end_own(session_key: str, which: int | None) -> int | None:
    """End one of one's own sign-ins with its session, or all but this one; how many, None where there is no such one."""
    with transaction.atomic(using="door"):
        with connections["door"].cursor() as cursor:
            cursor.execute("select * from end_own_sign_ins(%s, %s)", [token_of(session_key), which])
            hashes = {bytes(row[0]) for row in cursor.fetchall()}
        if which is not None and not hashes:
            return None
        for session in Session.objects.filter(expire_date__gt=timezone.now()):
            if hashlib.sha256(token_of(session.session_key).encode()).digest() in hashes:
                session.delete()
        tell_own("end_sign_in", session_key, ended=len(hashes))
    return len(hashes)


def _accounts_of(session: Session) -> set[int]:
    """Whose session it is, or who gave their password in it and not yet the second factor."""
    told = session.get_decoded()
    accounts = {int(told[SESSION_KEY])} if SESSION_KEY in told else set()
    half_way = (told.get(LOGIN_SESSION_KEY) or {}).get("user_pk")
    return accounts | {url_str_to_user_pk(half_way)} if half_way else accounts


def step_up(session_key: str) -> None:
    """The secret was asked for again: for ten minutes protected classes may be read."""
    with connections["door"].cursor() as cursor:
        cursor.execute("select step_up(%s)", [token_of(session_key)])


def is_locked(session_key: str) -> bool:
    """Whether a session's sign-in was left alone for a quarter of an hour."""
    with connections["door"].cursor() as cursor:
        cursor.execute("select is_locked(%s)", [token_of(session_key)])
        return bool(cursor.fetchone()[0])


def tell_own(what: str, session_key: str, **detail: object) -> None:
    """Record what somebody did to their own account, in the door's transaction that does it."""
    with transaction.atomic(using="door"), connections["door"].cursor() as cursor:
        cursor.execute("select set_config('kasane.token', %s, true)", [token_of(session_key)])
        cursor.execute(
            "select audit_record('sign_in', %s, '{}', '{}'::jsonb, '{}', %s::jsonb)",
            [what, json.dumps(detail)],
        )


def tell_failure(address: str) -> None:
    """Record that somebody failed at the door, and from which address."""
    with connections["door"].cursor() as cursor:
        cursor.execute(
            "select audit_record('sign_in', 'failed', '{}', '{}'::jsonb, '{}', jsonb_build_object('from', %s::text))",
            [address],
        )


def act(
    token: str, *, at: datetime | None = None, is_reading: bool = False, is_quiet: bool = False
) -> Actor | None:
    """Present a token to the current transaction; who then acts, or None when the sign-in is not live.

    `at` counts only for sign-ins of the fictional town and of tests; everybody else acts now. A
    quiet act does not keep the sign-in awake.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from act(%s, %s, %s, %s)", [token, at, is_reading, is_quiet])
        row = cursor.fetchone()
    if row is None:
        return None
    (
        staff,
        desk,
        agency,
        role,
        name,
        desk_name,
        duty,
        instant,
        is_host,
        is_csw,
        is_manager,
        is_stepped_up,
        is_demo,
    ) = row
    return Actor(
        staff=staff,
        desk=desk,
        agency=agency,
        role=Role(role),
        name=name,
        desk_name=desk_name,
        duty=duty,
        at=instant,
        is_host=is_host,
        is_csw=is_csw,
        is_manager=is_manager,
        is_stepped_up=is_stepped_up,
        is_demo=is_demo,
    )


def choose_hat(desk: int, *, by: Actor) -> bool:
    """Act for another of one's own desks from the next page on."""
    with connection.cursor() as cursor:
        cursor.execute("select choose_hat(%s)", [desk])
        return bool(cursor.fetchone()[0]) and by.staff > 0


def give_password(account: Account, password: str, *, until: datetime) -> None:
    """A password that its giver knows too: until then it opens nothing but choosing one's own."""
    account.set_password(password)
    account.has_given_password, account.given_password_until = True, until
    account.save()


def forget_second_factors(account: int) -> None:
    """Take away an account's codes, passkeys and recovery codes; the next sign-in sets one up anew."""
    Authenticator.objects.filter(user_id=account).delete()


def rotate_second_factors(keys: Sequence[str]) -> None:
    """Encrypt every stored second factor under the newest of the field keys; the others still read."""
    ring = MultiFernet([Fernet(key) for key in keys])
    with transaction.atomic(using=router.db_for_write(Authenticator)):
        for known in Authenticator.objects.select_for_update():
            known.data = {
                name: ring.rotate(value.encode()).decode("ascii") if isinstance(value, str) else value
                for name, value in known.data.items()
            }
            known.save(update_fields=["data"])
