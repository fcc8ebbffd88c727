"""Verdicts on how the installation stands: versions, migrations, roles, walls, keys. Plain values in, a line out."""

from collections.abc import Mapping, Sequence

from kasane.cli.doctor.lines import Line, bad, good, look
from kasane.cli.walls import RoleLine

TRIED_PYTHON = (3, 11)
OLDEST_POSTGRES = 15
FOLDER_MODE, FILE_MODE = 0o700, 0o600
SHOWN = 3
UNREACHED = "データベースが動いているか、KASANE_DATABASE_URL が正しいかを見ます（06-troubles「データベースにつながらない」）。"


def product(version: str, python: tuple[int, int]) -> Line:
    told = f"{version}（Python {python[0]}.{python[1]}）"
    if python != TRIED_PYTHON:
        return look(
            "product", "製品", told, "試してあるのは Python 3.11 です。.venv を 3.11 で作り直します。"
        )
    return good("product", "製品", told)


def postgres(version: int) -> Line:
    """`version` as the server tells it, 150004 for 15.4."""
    told = f"PostgreSQL {version // 10_000}.{version % 10_000}"
    if version // 10_000 < OLDEST_POSTGRES:
        return bad(
            "postgres", "データベース", told, f"PostgreSQL {OLDEST_POSTGRES} 以上に上げます（05-update）。"
        )
    return good("postgres", "データベース", told)


def migrations(*, applied: int, missing: Sequence[str], unknown: Sequence[str]) -> Line:
    """`missing`: of this program, not applied; `unknown`: applied, but not of this program."""
    if missing:
        return bad(
            "migrations",
            "データベースの形",
            f"適用していないものが{len(missing)}あります（{_some(missing)}）",
            "kasane migrate",
        )
    if unknown:
        told = f"このプログラムの知らないものが{len(unknown)}あります（{_some(unknown)}）"
        return look(
            "migrations",
            "データベースの形",
            told,
            "更新の途中でなければ、プログラムが古いままです（05-update）。",
        )
    return good("migrations", "データベースの形", f"最新です（{applied}を適用）")


def roles(known: Sequence[RoleLine], owner: str) -> Line:
    """Every role there, none past the walls, and only the owner owns."""
    lacking = [role.name for role in known if not role.exists]
    free = [role.name for role in known if role.is_free]
    owning = [role.name for role in known if role.owned and role.name != owner]
    if lacking:
        return bad("roles", "役", f"{'、'.join(lacking)} がありません", "kasane migrate")
    if free:
        return bad(
            "roles",
            "役",
            f"{'、'.join(free)} に壁が働きません（superuser か bypassrls）",
            "kasane migrate（権限を元に戻します）",
        )
    if owning:
        return bad(
            "roles",
            "役",
            f"{'、'.join(owning)} が表を持っています",
            f"表の所有者を {owner} に戻し、だれが変えたかを調べます。",
        )
    return good("roles", "役", f"{len(known)}つの役に、要るだけの権限があります")


def walls(*, tables: int, faults: Sequence[str]) -> Line:
    if faults:
        return bad(
            "walls",
            "壁",
            f"壁のない表があります（{_some(faults)}）",
            "kasane check --walls で表を確かめ、kasane migrate で壁を張り直します。",
        )
    return good("walls", "壁", f"{tables}の表のすべてにあります")


def keys(*, folder: int, files: Mapping[str, int]) -> Line:
    """Modes of the folder of secrets and of what lies in it: nobody but the owner may read any of it."""
    wide = [name for name, mode in sorted(files.items()) if mode & ~FILE_MODE & 0o777]
    if folder & ~FOLDER_MODE & 0o777:
        return bad(
            "keys",
            "鍵",
            f"secrets を、ほかの人が開けます（{folder:04o}）",
            "chmod 700 secrets（だれが変えたかを調べ、kasane rotate）",
        )
    if wide:
        return bad(
            "keys",
            "鍵",
            f"{_some(wide)} を、ほかの人が読めます",
            "chmod 600 secrets/*（だれが変えたかを調べ、kasane rotate）",
        )
    return good("keys", "鍵", f"{len(files)}の鍵は、持ち主だけが読めます")


def _some(names: Sequence[str]) -> str:
    """The first few of them, and that there are more."""
    return "、".join(names[:SHOWN]) + ("ほか" if len(names) > SHOWN else "")
