"""The database's wall: every app's policies, applied in the order of the layers after each migration."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from kasane.cli.patience import patiently

PACKAGE = Path(__file__).resolve().parent.parent
ORDER = (
    "sign_in",
    "audit",
    "directory",
    "code_lists",
    "rooms",
    "search",
    "attachments",
    "prints",
    "drafts",
    "people",
    "cases",
    "assessments",
    "consents",
    "referrals",
    "ledgers",
    "support_plans",
    "meetings",
    "tasks",
)
# Reviewed: these hold nothing about a resident, and every signed-in person may read them.
REFERENCE_APPS = ("code_lists", "directory")
# Outside the walls because they hold no case content: accounts, sessions and Django's own bookkeeping.
RIGHTS = {"SELECT": "読む", "INSERT": "書き足す", "UPDATE": "書き直す", "DELETE": "消す"}
WALLS = """
    select c.relname, c.relrowsecurity, (select count(*) from pg_policy p where p.polrelid = c.oid),
           array(select r from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) r
                 where has_table_privilege(%(app)s, c.oid, r)
                    or r <> 'DELETE' and has_any_column_privilege(%(app)s, c.oid, r)),
           pg_get_userbyid(c.relowner) = %(app)s
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
    order by c.relname
"""
OUTSIDE = ("sign_in_", "django_", "auth_", "account_", "socialaccount_", "mfa_", "audit_")


def apply_walls(name: str) -> None:
    """Write roles' rights and policies; `name` is the municipality's schema and the stem of its roles."""
    roles = {role: f"{name}_{role}" for role in ("app", "door", "keeper")}
    for statement in _closed(roles):
        _apply(statement)
    for app in ORDER:
        for path in policies_of(app):
            _apply(_with_roles(path.read_text(encoding="utf-8"), roles))
    for table in _reference_tables():
        _apply(
            sql.SQL("grant select on {} to {}, {}").format(
                sql.Identifier(table), sql.Identifier(roles["app"]), sql.Identifier(roles["door"])
            )
        )


def _apply(statement: str | sql.Composed | sql.SQL) -> None:
    """One part of the wall, whole or not at all: between two parts people may go on."""

    def change() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    patiently(change)


def _reference_tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.tables where table_schema = current_schema() "
            "and table_type = 'BASE TABLE' and split_part(table_name, '_', 1) = any (%s)",
            [[app.split("_")[0] for app in REFERENCE_APPS]],
        )
        return [
            table
            for (table,) in cursor.fetchall()
            if table.startswith(tuple(f"{app}_" for app in REFERENCE_APPS))
        ]


@dataclass(frozen=True)
class WallLine:
    """One table of the schema: what guards it, and what is wrong with that (empty when nothing is)."""

    table: str
    guard: str
    fault: str


def walls() -> list[WallLine]:
    """Every table as the running database guards it; only the owner's role may ask."""
    with connection.cursor() as cursor:
        cursor.execute(WALLS, {"app": f"{settings.SCHEMA}_app"})
        return [_line(*row) for row in cursor.fetchall()]


def _line(table: str, is_walled: bool, policies: int, rights: list[str], is_owned: bool) -> WallLine:  # noqa: FBT001 - a row
    may = "・".join(RIGHTS[right] for right in rights) or "何もできない"
    if table.startswith(OUTSIDE):
        fault = "業務の役割が触れます" if rights else ""
        return WallLine(table, "ケースの内容を持たない（扉の外）", fault)
    if table.startswith(tuple(f"{app}_" for app in REFERENCE_APPS)):
        # What an office keeps on screen is written under policies of its own; nothing of it is taken away.
        is_kept = is_walled and policies > 1 and "DELETE" not in rights
        fault = "業務の役割が書き換えられます" if set(rights) - {"SELECT"} and not is_kept else ""
        return WallLine(table, "住民のことを持たない参照の表", fault)
    fault = "方針がありません" if not is_walled or (rights and not policies) else ""
    fault = fault or ("業務の役割が消せます" if "DELETE" in rights else "")
    return WallLine(table, f"方針{policies}、{may}", "業務の役割のものです" if is_owned else fault)


@dataclass(frozen=True)
class RoleLine:
    """One database role as the cluster has it; `is_free`: superuser or past the walls; `owned`: tables that are its own."""

    name: str
    exists: bool
    is_free: bool
    owned: int


def role_lines(names: Sequence[str]) -> list[RoleLine]:
    """What each role may that no policy holds back; anybody may ask."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select wanted, r.oid is not null, coalesce(r.rolsuper or r.rolbypassrls, false),"
            " (select count(*) from pg_tables t where t.tableowner = wanted)"
            " from unnest(%s::text[]) wanted left join pg_roles r on r.rolname = wanted",
            [list(names)],
        )
        return [RoleLine(*row) for row in cursor.fetchall()]


def policies_of(app: str) -> list[Path]:
    """An app's part of the wall: policies.sql, or the files of the folder policies in the order of their names."""
    return [*(PACKAGE / app).glob("policies.sql"), *sorted((PACKAGE / app / "policies").glob("*.sql"))]


def _closed(roles: dict[str, str]) -> list[sql.Composed | sql.SQL]:
    """Whatever the owner makes is closed to everybody until a policy opens it."""
    return [
        sql.SQL("alter default privileges revoke execute on functions from public"),
        sql.SQL("revoke execute on all functions in schema {} from public").format(
            sql.Identifier(roles["app"].removesuffix("_app"))
        ),
    ]


def _with_roles(text: str, roles: dict[str, str]) -> str:
    for role, name in roles.items():
        text = text.replace(f"{{{role}_text}}", f"'{name}'").replace(f"{{{role}}}", f'"{name}"')
    return text
