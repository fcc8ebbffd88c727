"""What this machine tells: disk, modes of the keys, whether its clock is kept, the certificate that people are shown."""

import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509

from kasane.cli.doctor import keeping, opening, standing
from kasane.cli.doctor.lines import Line
from kasane.cli.installation import Installation
from kasane.version import VERSION

SECONDS = 5


def lines(place: Installation) -> Iterator[Line]:
    yield standing.product(VERSION, sys.version_info[:2])
    yield _keys(place.home / "secrets")
    yield _disk("disk-home", "ディスク（ホーム）", place.home)
    if place.cluster is not None:
        yield _disk("disk-data", "ディスク（データ）", place.cluster.data)
    for line in (keeping.synchronised(is_synchronised()), _certificate()):
        if line is not None:
            yield line


def is_synchronised() -> bool | None:
    """As systemd's timedatectl tells it; None where there is none, or it cannot tell."""
    try:
        done = subprocess.run(
            ["/usr/bin/timedatectl", "show", "-p", "NTPSynchronized", "--value"],
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {"yes": True, "no": False}.get(done.stdout.strip())


def end_of_certificate(source: str) -> datetime | None:
    """Until when the certificate of a file or of an https address is good; None where it cannot be read."""
    try:
        if source.startswith("https://"):
            address = urlsplit(source)
            pem = ssl.get_server_certificate(
                (address.hostname or "", address.port or 443), timeout=SECONDS
            ).encode("ascii")
        else:
            pem = Path(source).read_bytes()
        return x509.load_pem_x509_certificate(pem).not_valid_after_utc
    except (OSError, ValueError):
        return None


def _keys(folder: Path) -> Line:
    return standing.keys(
        folder=folder.stat().st_mode & 0o777,
        files={path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()},
    )


def _disk(key: str, name: str, folder: Path) -> Line:
    usage = shutil.disk_usage(folder)
    return keeping.disk(key, name, free=usage.free, total=usage.total)


def _certificate() -> Line | None:
    address = os.environ.get("KASANE_ADDRESS", "")
    source = os.environ.get("KASANE_CERTIFICATE", "") or (address if address.startswith("https://") else "")
    until = end_of_certificate(source) if source else None
    return opening.certificate(until, source=source, now=datetime.now(UTC))
