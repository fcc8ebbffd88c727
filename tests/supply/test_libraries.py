"""The lock files hold what is needed and no more, each line by its hash; every licence is one that may be used."""

import ast
import json
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from tools import bom, libraries, licences
from tools.libraries import DEVELOPED, ROOT, SHIPPED, TABLES, direct, licence_of, pins, said_of, wanted

LOCKS = {SHIPPED: ("build",), DEVELOPED: ("build", "dev")}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_line_names_one_version_by_its_hash(lock: Path) -> None:
    found = pins(lock)
    assert len(found) > 20
    assert [pin.name for pin in found if not any(kind == "sha256" for kind, _ in pin.hashes)] == []


@pytest.mark.parametrize("line", ["evil @ file:///tmp/evil", "--extra-index-url elsewhere", "evil>=1"])
def test_a_line_that_pins_nothing_is_no_line_of_a_lock_file(tmp_path: Path, line: str) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"argon2-cffi==25.1.0 \\\n    --hash=sha256:{'0' * 64}\n    # via kasane\n{line}\n")
    with pytest.raises(ValueError, match=r"requirements\.lock"):
        pins(lock)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_library_is_locked_that_nobody_needs_and_none_is_missing(lock: Path) -> None:
    assert {pin.name for pin in pins(lock)} == wanted(groups=LOCKS[lock])


def test_what_is_developed_with_holds_what_is_shipped_at_the_same_version() -> None:
    shipped = {(pin.name, pin.version) for pin in pins(SHIPPED)}
    assert shipped <= {(pin.name, pin.version) for pin in pins(DEVELOPED)}


def test_what_is_installed_is_what_is_locked() -> None:
    locked = {pin.name: pin.version for pin in pins(DEVELOPED)}
    other = {
        pin.name: pin.installed.version
        for pin in pins(DEVELOPED)
        if pin.installed and pin.installed.version != locked[pin.name]
    }
    assert other == {}


def test_every_library_the_product_asks_for_is_used_by_it() -> None:
    used = {canonicalize_name(one) for name in _imported() for one in packages_distributions().get(name, [])}
    idle = [name for name in direct() if name not in used]
    assert sorted(idle) == sorted(TABLES["unimported"]), (
        "an unused library goes; a named reason that is none, too"
    )


def test_every_licence_may_be_used() -> None:
    shipped = {pin.name for pin in pins(SHIPPED)}
    refused = {
        pin.name: licences.refused_in(licence_of(pin), is_shipped=pin.name in shipped)
        for pin in pins(DEVELOPED)
    }
    assert {name: words for name, words in refused.items() if words} == {}
    assert all(not licences.refused_in(one["licence"]) for one in TABLES["carried"])


def test_every_licence_compiled_into_a_shipped_library_may_be_used() -> None:
    compiled = [one for pin in pins(SHIPPED) for one in bom.compiled_into(pin)]
    assert len(compiled) > 100
    assert licences.refused_within() == {}


def test_what_was_read_by_hand_was_read_of_these_words() -> None:
    pinned = {pin.name: pin for pin in pins(DEVELOPED)}
    assert set(TABLES["read"]) <= set(pinned)
    for name, read in TABLES["read"].items():
        told = pinned[name].installed
        assert told is None or read["said"] in ("-", said_of(told)), name


@pytest.mark.parametrize("expression", ["GPL-3.0-only", "MIT AND GPL-2.0-only", "SSPL-1.0 OR AGPL-3.0-only"])
def test_a_licence_that_is_not_named_stands_in_the_way(expression: str) -> None:
    assert licences.refused_in(expression)


def test_what_developers_run_may_not_be_shipped_for_that() -> None:
    assert licences.refused_in("GPL-3.0-or-later", is_shipped=False) == set()
    assert licences.refused_in("GPL-3.0-or-later") == {"GPL-3.0-or-later"}


def test_of_two_licences_to_choose_from_one_is_enough() -> None:
    assert licences.refused_in("MIT OR GPL-3.0-only") == set()


def test_a_library_that_says_nothing_is_nobodys_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(libraries.TABLES, "read", {})
    (silent,) = [pin for pin in pins(SHIPPED) if pin.name == "pyrage"]
    with pytest.raises(KeyError):
        licence_of(silent)


def test_the_list_of_parts_names_every_shipped_library_with_its_hash_and_licence() -> None:
    told = json.loads(bom.written())
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    parts = {(one["name"], one["version"]): one for one in told["components"]}
    assert set(parts) == {(pin.name, pin.version) for pin in pins(SHIPPED)}
    assert all(one["hashes"] and one["licenses"] and one["purl"] for one in parts.values())
    assert "PostgreSQL、pgvector" in [
        part["name"] for one in parts.values() for part in one.get("components", [])
    ]


def _imported() -> set[str]:
    """The first name of everything the product imports."""
    names: set[str] = set()
    for folder in ("kasane", "config", "seeds"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {one.name.partition(".")[0] for one in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names.add(node.module.partition(".")[0])
    return names
