"""What the lock files pin, with the licence each library declares, or that was read by hand."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
SHIPPED, DEVELOPED = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
TABLES: dict[str, Any] = tomllib.loads((ROOT / "tools" / "licences.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>\S+)(?: ; (?P<marker>[^\\]+?))?(?: \\)?$")
HASH = re.compile(r"^    --hash=(?P<kind>\w+):(?P<digest>[0-9a-f]+)(?: \\)?$")
# A universal lock serves all of these.
SYSTEMS = tuple(
    {"sys_platform": system, "platform_system": name, "os_name": kind, "implementation_name": "cpython"}
    for system, name, kind in (
        ("linux", "Linux", "posix"),
        ("win32", "Windows", "nt"),
        ("darwin", "Darwin", "posix"),
    )
)
# The words older metadata use for what SPDX names otherwise.
WORDS = {
    "MIT License": "MIT",
    "MIT license": "MIT",
    "BSD 2-Clause License": "BSD-2-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "PSFL": "PSF-2.0",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


@dataclass(frozen=True)
class Pin:
    """One library of a lock file: its exact version, on which systems, and the hashes of the files that may be it."""

    name: str
    version: str
    marker: str
    hashes: tuple[tuple[str, str], ...]

    @property
    def installed(self) -> Distribution | None:
        try:
            return distribution(self.name)
        except PackageNotFoundError:
            return None


def pins(lock: Path) -> list[Pin]:
    """Every pinned library; raises ValueError for a line that is neither a pin, nor its hash, nor a comment."""
    found: list[Pin] = []
    for line in lock.read_text(encoding="utf-8").splitlines():
        if pin := PIN.match(line):
            found.append(Pin(pin["name"], pin["version"], pin["marker"] or "", ()))
        elif digest := HASH.match(line):
            last = found.pop()
            more = (*last.hashes, (digest["kind"], digest["digest"]))
            found.append(Pin(last.name, last.version, last.marker, more))
        elif line.strip() and not line.lstrip().startswith("#"):
            raise ValueError(f"{lock.name}: {line}")
    return found


def licence_of(pin: Pin) -> str:
    """An SPDX expression; raises KeyError where the library says none and nobody has read it."""
    told = pin.installed
    said = said_of(told) if told else "-"
    if pin.name in TABLES["read"]:
        return str(TABLES["read"][pin.name]["licence"])
    if told and (expression := told.metadata.get("License-Expression")):
        return str(expression)
    if said in TABLES["allowed"]:
        return said
    return WORDS[said]


def said_of(told: Distribution) -> str:
    """What metadata without an expression say: one short word of theirs, or their classifiers."""
    word = (told.metadata.get("License") or "").strip()
    classes = [
        line.rpartition(" :: ")[2]
        for line in told.metadata.get_all("Classifier") or []
        if line.startswith("License :: ")
    ]
    is_short = word and word != "UNKNOWN" and len(word) < 60
    return word if is_short else ", ".join(classes)


def wanted(*, groups: tuple[str, ...]) -> set[str]:
    """Every library that the project's own list leads to, on any of the systems."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*told["project"]["dependencies"], *(one for g in groups for one in told["dependency-groups"][g])]
    seen: set[tuple[str, str]] = set()
    waiting = [(Requirement(one), "") for one in asked]
    while waiting:
        requirement, extra = waiting.pop()
        if not _applies(requirement, extra):
            continue
        name = str(canonicalize_name(requirement.name))
        for asked_extra in ("", *requirement.extras):
            if (name, asked_extra) not in seen:
                seen.add((name, asked_extra))
                waiting += [(one, asked_extra) for one in _required_by(name)]
    return {name for name, _ in seen}


def direct() -> list[str]:
    """The libraries the product itself asks for."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [str(canonicalize_name(Requirement(one).name)) for one in told["project"]["dependencies"]]


def _applies(requirement: Requirement, extra: str) -> bool:
    if requirement.marker is None:
        return True
    return any(requirement.marker.evaluate({**system, "extra": extra}) for system in SYSTEMS)


def _required_by(name: str) -> Iterator[Requirement]:
    try:
        told = distribution(name)
    except PackageNotFoundError:
        return
    yield from (Requirement(one) for one in told.requires or [])
