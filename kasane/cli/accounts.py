"""The people of the fictional town: their accounts, hats, and the free clocks its history is written with."""

import secrets
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from kasane.access.permissions import Role
from kasane.cli.installation import PROJECT
from kasane.cli.provision_file import demand_keys
from kasane.directory.models import Assignment, Desk, Municipality, Staff
from kasane.sign_in.models import Account

TOWN = PROJECT / "seeds" / "town"


@transaction.atomic
def load_accounts(folder: Path) -> None:
    """Make the town's people; the municipality becomes a demonstration, in which alone they may sign in."""
    told = tomllib.loads((folder / "people.toml").read_text(encoding="utf-8"))
    hashed = make_password(told["password"])
    for person in told["staff"]:
        _load_person(person, hashed=hashed, since=told["since"])
    Municipality.objects.update(is_demo=True)


def demo_lines() -> list[str]:
    """What a newcomer is told: who can sign in and what they are; empty in a real installation."""
    if not Municipality.objects.filter(is_demo=True).exists():
        return []
    told = tomllib.loads((TOWN / "people.toml").read_text(encoding="utf-8"))
    lines = [f"  {p['username']:<12}{p['name']}　{p['is']}" for p in told["staff"]]
    return [f"見本のアカウント（パスワードはどれも {told['password']}）", *lines]


def start_clocks() -> dict[str, dict[str, str]]:
    """A free-clock sign-in for every hat of the town's people; username → desk code → token."""
    tokens: dict[str, dict[str, str]] = {}
    until = timezone.now() + timedelta(hours=1)
    for hat in Assignment.objects.select_related("staff", "desk").order_by("sort_order"):
        account = Account.objects.filter(pk=hat.staff.account_id, is_demo=True).first()
        if account is None:
            continue
        token = secrets.token_hex(32)
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into sign_in_signin (id, token_hash, account_id, staff_id, desk_id, began_at, expires_at,"
                " has_free_clock) values (new_id(), sha256(convert_to(%s, 'UTF8')), %s, %s, %s, now(), %s, true)",
                [token, account.pk, hat.staff_id, hat.desk_id, until],
            )
        tokens.setdefault(account.username, {})[hat.desk.code] = token
    return tokens


def end_clocks() -> None:
    with connection.cursor() as cursor:
        cursor.execute("update sign_in_signin set ended_at = now() where has_free_clock and ended_at is null")


def _load_person(told: dict[str, Any], *, hashed: str, since: date) -> None:
    demand_keys(told.get("name", "職員"), told, ("username", "name", "kana", "title", "is", "hats"))
    account, _ = Account.objects.update_or_create(
        username=told["username"], defaults={"password": hashed, "is_demo": True, "is_active": True}
    )
    staff, _ = Staff.objects.update_or_create(
        account_id=account.pk,
        defaults={"name": told["name"], "kana": told["kana"], "title": told["title"]},
    )
    for order, hat in enumerate(told["hats"]):
        Assignment.objects.update_or_create(
            staff=staff,
            desk=_desk(hat["desk"]),
            valid_from=since,
            defaults={
                "role": Role(hat["role"]).value,
                "is_manager": hat.get("is_manager", False),
                "sort_order": order,
            },
        )


def _desk(code: str) -> Desk:
    desk = Desk.objects.filter(code=code).first()
    if desk is None:
        raise ValueError(
            f"窓口「{code}」がありません。先に kasane seed provision で提供体制を入れてください。"
        )
    return desk
