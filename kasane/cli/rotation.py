"""Rotating the installation's own keys while it runs: the newest signs and encrypts, the former still reads."""

import os
import secrets
import signal
from pathlib import Path

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from kasane.cli.embedded import write_secret
from kasane.cli.installation import Installation

KEPT = 2


def rotate(place: Installation) -> None:
    """New keys for sign-in, fields and the signing of the record of seeing; a running server takes them up."""
    folder = place.home / "secrets"
    _prepend(folder / "signing", secrets.token_urlsafe(48))
    _prepend(folder / "fields", Fernet.generate_key().decode("ascii"))
    _renew_audit_key(folder)
    _reload(place)
    place.step("owner", "rotate_fields")


def _prepend(path: Path, key: str) -> None:
    known = path.read_text(encoding="ascii").split()
    _replace(path, "\n".join([key, *known[: KEPT - 1]]))


def _renew_audit_key(folder: Path) -> None:
    """The former key's public half stays, because it proves the seals that it signed."""
    path, former = folder / "audit-key", folder / "audit-former"
    old = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    public = old.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    known = former.read_text(encoding="ascii").split() if former.exists() else []
    _replace(former, "\n".join([public, *known]))
    made = Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    _replace(path, made.hex())


def _replace(path: Path, text: str) -> None:
    """Written beside and moved over, so that nobody ever reads half a key."""
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    write_secret(beside, text)
    beside.replace(path)


def _reload(place: Installation) -> None:
    """Let the web process, if one runs, start its workers anew one after the other."""
    pid = place.home / "web.pid"
    if pid.exists():
        try:
            os.kill(int(pid.read_text(encoding="ascii")), signal.SIGHUP)
        except ProcessLookupError:
            pid.unlink()
