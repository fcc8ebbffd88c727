"""`make bom`: the list of everything the product is made of, as CycloneDX, for whoever must watch for its faults.

Made from the lock file (versions and hashes), the installed metadata (licences, who needs whom), and the lists that
wheels carry of what was compiled into them. Nothing is asked of a network, and nothing is said about known faults:
without a database of them, a clean answer would mean nothing.
"""

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from kasane.version import VERSION
from tools.libraries import ROOT, SHIPPED, TABLES, Pin, direct, licence_of, pins

TARGET = ROOT / "var" / "bom" / "kasane.cdx.json"
ALGORITHMS = {"sha256": HashAlgorithm.SHA_256, "sha512": HashAlgorithm.SHA_512}


def main() -> int:
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(written(), encoding="utf-8")
    shipped = pins(SHIPPED)
    compiled = sum(len(compiled_into(pin)) for pin in shipped)
    print(
        f"{TARGET.relative_to(ROOT)} に、{len(shipped)}のライブラリと、その中の{compiled}の部品を書きました（CycloneDX 1.6）。"
    )
    return 0


def written() -> str:
    """The list as JSON; the same lock file gives the same serial number."""
    product = Component(
        name="kasane",
        version=VERSION,
        type=ComponentType.APPLICATION,
        bom_ref="kasane",
        description="重層的支援体制整備事業 (社会福祉法106条の4) を運営する市町村のための業務システム",
    )
    lock = SHIPPED.read_text(encoding="utf-8")
    metadata = BomMetaData(component=product, timestamp=datetime.now(UTC))
    bom = Bom(metadata=metadata, serial_number=uuid5(NAMESPACE_URL, f"kasane {VERSION} {lock}"))
    components = {pin.name: _component(pin) for pin in pins(SHIPPED)}
    bom.components.update(components.values())
    bom.register_dependency(product, [components[name] for name in direct()])
    for pin in pins(SHIPPED):
        needed = [components[name] for name in _needed_by(pin) if name in components]
        bom.register_dependency(components[pin.name], needed)
    return str(JsonV1Dot6(bom).output_as_string(indent=2)) + "\n"


def compiled_into(pin: Pin) -> list[dict[str, Any]]:
    """What a wheel says was compiled into it (PEP 770), as its own list tells it."""
    found = []
    for file in (pin.installed.files if pin.installed else None) or []:
        if ".dist-info/sboms/" in str(file) and file.suffix == ".json":
            told = json.loads(Path(str(file.locate())).read_text(encoding="utf-8"))
            found += [one for one in told.get("components", []) if canonicalize_name(one["name"]) != pin.name]
    return found


def licence_within(carried: dict[str, Any]) -> str:
    """What a wheel's list says of one part: an SPDX expression, or nothing."""
    if carried["name"] in TABLES["crates"]:
        return str(TABLES["crates"][carried["name"]])
    for told in carried.get("licenses", []):
        licence = told.get("license", {})
        return str(told.get("expression") or licence.get("id") or licence.get("name"))
    return ""


def _component(pin: Pin) -> Component:
    return Component(
        name=pin.name,
        version=pin.version,
        type=ComponentType.LIBRARY,
        bom_ref=f"{pin.name}=={pin.version}",
        purl=PackageURL("pypi", name=pin.name, version=pin.version),
        licenses=[LicenseExpression(licence_of(pin))],
        hashes=[HashType(alg=ALGORITHMS[kind], content=digest) for kind, digest in pin.hashes],
        properties=[Property(name="kasane:marker", value=pin.marker)] if pin.marker else None,
        components=_parts(pin),
    )


def _parts(pin: Pin) -> Iterable[Component]:
    for place, one in enumerate(compiled_into(pin)):
        said = licence_within(one)
        yield Component(
            name=one["name"],
            version=one.get("version"),
            type=ComponentType.LIBRARY,
            bom_ref=f"{pin.name}=={pin.version}#{place}",
            purl=PackageURL.from_string(one["purl"].split("?")[0]) if one.get("purl") else None,
            licenses=[LicenseExpression(said)] if said else None,
        )
    for one in TABLES["carried"]:
        if pin.name in one["within"].split("、"):
            yield Component(
                name=one["name"],
                type=ComponentType.LIBRARY,
                bom_ref=f"{pin.name}=={pin.version}#{one['name']}",
                licenses=[LicenseExpression(one["licence"])],
            )


def _needed_by(pin: Pin) -> set[str]:
    told = pin.installed
    return {str(canonicalize_name(Requirement(one).name)) for one in (told.requires if told else None) or []}


if __name__ == "__main__":
    sys.exit(main())
