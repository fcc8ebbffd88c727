"""The pair of keys of the backups: the public half writes them and may lie anywhere, the private half alone opens them."""

from pathlib import Path

import pyrage

from kasane.cli.embedded import write_secret
from kasane.cli.installation import InstallationError


def make_pair(path: Path) -> Path:
    """Make the private key, and beside it the public one; returns where the public one is."""
    public = path.with_name(path.name + ".pub")
    for one in (path, public):
        if one.exists():
            raise InstallationError(f"{one} はすでにあります。別の名前にしてください。")
    made = pyrage.x25519.Identity.generate()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_secret(path, str(made))
    public.write_text(f"{made.to_public()}\n", encoding="ascii")
    return public


def private_key(path: Path) -> "pyrage.x25519.Identity":
    try:
        return pyrage.x25519.Identity.from_str(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise InstallationError(f"{path} が見つかりません。") from None
    except (pyrage.IdentityError, UnicodeDecodeError) as error:
        raise InstallationError(f"{path} は控えの鍵ではありません。") from error


def public_key(path: Path) -> "pyrage.x25519.Recipient":
    try:
        return pyrage.x25519.Recipient.from_str(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise InstallationError(f"{path} が見つかりません。") from None
    except (pyrage.RecipientError, UnicodeDecodeError) as error:
        raise InstallationError(
            f"{path} は控えの公開の鍵（.pub）ではありません。kasane backup-key で作ったものを指してください。"
        ) from error
