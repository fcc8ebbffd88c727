"""How the installation stands: each verdict at its limit, and just beside it."""

import pytest

from kasane.cli.doctor.lines import Mark
from kasane.cli.doctor.standing import keys, migrations, postgres, product, roles, walls
from kasane.cli.walls import RoleLine

NAMES = ("machi_owner", "machi_app", "machi_door", "machi_keeper")
KEYS = {"signing": 0o600, "fields": 0o600}


@pytest.mark.parametrize(("python", "mark"), [((3, 11), "○"), ((3, 10), "△"), ((3, 12), "△")])
def test_the_python_that_was_tried(python: tuple[int, int], mark: str) -> None:
    assert product("0.2.0", python).mark is Mark(mark)


@pytest.mark.parametrize(("version", "mark"), [(140_022, "×"), (150_000, "○"), (180_006, "○")])
def test_the_oldest_server(version: int, mark: str) -> None:
    line = postgres(version)
    assert line.mark is Mark(mark)
    assert line.told == f"PostgreSQL {version // 10_000}.{version % 100}"


def test_one_missing_migration_is_worse_than_any_unknown() -> None:
    assert migrations(applied=80, missing=[], unknown=[]).mark is Mark.GOOD
    assert migrations(applied=80, missing=[], unknown=["cases.0099"]).mark is Mark.LOOK
    line = migrations(applied=80, missing=["cases.0001"], unknown=["cases.0099"])
    assert (line.mark, line.todo) == (Mark.BAD, "kasane migrate")
    assert "cases.0001" in line.told


def test_of_many_the_first_three_are_named() -> None:
    told = migrations(applied=0, missing=["a", "b", "c", "d"], unknown=[]).told
    assert "（a、b、cほか）" in told
    assert "ほか" not in migrations(applied=0, missing=["a", "b", "c"], unknown=[]).told


def known(**changed: RoleLine) -> list[RoleLine]:
    return [
        changed.get(name.removeprefix("machi_"), RoleLine(name, exists=True, is_free=False, owned=0))
        for name in NAMES
    ]


def test_the_roles_as_they_are_made() -> None:
    owner = RoleLine("machi_owner", exists=True, is_free=False, owned=90)
    assert roles(known(owner=owner), "machi_owner").mark is Mark.GOOD


@pytest.mark.parametrize("role", ["owner", "app", "door", "keeper"])
@pytest.mark.parametrize(
    ("fault", "word"),
    [
        ({"exists": False}, "ありません"),
        ({"is_free": True}, "壁が働きません"),
        ({"owned": 1}, "表を持っています"),
    ],
)
def test_one_role_that_is_not_as_it_was_made(role: str, fault: dict[str, int], word: str) -> None:
    told = {"exists": True, "is_free": False, "owned": 0} | fault
    changed = {role: RoleLine(f"machi_{role}", **told)}  # type: ignore[arg-type]
    line = roles(known(**changed), "machi_owner")
    if role == "owner" and "owned" in fault:
        assert line.mark is Mark.GOOD, "tables are the owner's"
        return
    assert line.mark is Mark.BAD
    assert word in line.told
    assert f"machi_{role}" in line.told


def test_one_table_without_a_wall() -> None:
    assert walls(tables=90, faults=[]).mark is Mark.GOOD
    line = walls(tables=90, faults=["cases_note"])
    assert line.mark is Mark.BAD
    assert "cases_note" in line.told


def test_keys_only_their_owner_reads() -> None:
    assert keys(folder=0o700, files=KEYS).mark is Mark.GOOD
    assert keys(folder=0o500, files={"signing": 0o400}).mark is Mark.GOOD, "narrower is no fault"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o610, 0o700, 0o644])
def test_one_key_that_somebody_else_reads(mode: int) -> None:
    line = keys(folder=0o700, files=KEYS | {"metrics": mode})
    assert line.mark is Mark.BAD
    assert "metrics" in line.told


@pytest.mark.parametrize("mode", [0o750, 0o701, 0o755])
def test_a_folder_that_somebody_else_opens(mode: int) -> None:
    assert keys(folder=mode, files=KEYS).mark is Mark.BAD
