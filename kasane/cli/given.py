"""Passwords that somebody else gives: made, told once on paper or screen, and good for some days."""

import os
import secrets
from datetime import date, timedelta
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from kasane.directory.models import Staff
from kasane.documents.press import PRESS
from kasane.documents.slips import Slip, slips
from kasane.sign_in.actions import end_all, forget_second_factors, give_password
from kasane.sign_in.models import Account

# Without what is mistaken for one another on paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
# From the day somebody begins, and from a reset, whose holder waits at the telephone.
DAYS, DAYS_OF_RESET = 14, 3


def new_password() -> str:
    """Sixteen letters in fours, as they are read from paper."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def give(account: Account, *, days: int, since: date | None = None) -> str:
    """Give an account a password that opens nothing but choosing one's own; returns it, once."""
    password = new_password()
    wait = max((since - timezone.localdate()).days, 0) if since else 0
    give_password(account, password, until=timezone.now() + timedelta(days=days + wait))
    return password


def reset(username: str, *, is_password: bool, is_second_factor: bool) -> int:
    """Take back what somebody lost, ending all their sign-ins; returns the exit code."""
    account = Account.objects.filter(username=username).first()
    if refusal := _refusal(username, account):
        print(refusal)
        return 1
    assert account is not None  # noqa: S101 - refused above
    password = ""
    with transaction.atomic():
        if is_password:
            password = give(account, days=DAYS_OF_RESET)
        if is_second_factor:
            forget_second_factors(account.pk)
        ended = end_all(account.pk)
        _tell(account, is_password=is_password, is_second_factor=is_second_factor)
    print(f"{username} のサインインを終わらせました（{ended}件）。")
    if is_second_factor:
        print("確認コードとパスキー、回復コードを消しました。次のサインインで準備し直します。")
    if is_password:
        print(f"はじめのパスワード　{password}")
        print(
            f"{DAYS_OF_RESET}日のあいだ使えます。本人であることを確かめてから渡してください。もう一度は出ません。"
        )
    return 0


def write_slips(target: Path, given: list[Slip]) -> None:
    """One slip a person to cut and hand out, in a file only its maker reads; never over another."""
    content = PRESS.draw(slips(), {"slips": [vars(one) for one in given], "care": ""}).content
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(content)


def _refusal(username: str, account: Account | None) -> str:
    if account is None:
        return f"ユーザーID「{username}」のアカウントはありません。"
    if account.is_demo:
        return "見本のまちのアカウントは、準備し直せません。"
    if not account.password or account.password.startswith("!"):
        return "会議に招待した方です。招待のリンクを、会議の画面から出し直してください。"
    return ""


def _tell(account: Account, *, is_password: bool, is_second_factor: bool) -> None:
    staff = Staff.objects.filter(account_id=account.pk).values_list("pk", flat=True).first()
    with connection.cursor() as cursor:
        cursor.execute(
            "select audit_record('sign_in', 'reset_account', '{}', '{}'::jsonb, '{}', jsonb_build_object("
            "'staff', %s::bigint, 'password', %s::boolean, 'second_factor', %s::boolean))",
            [staff, is_password, is_second_factor],
        )
