"""The verbs of backup, restore and their keys."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from kasane.cli.backup.keys import make_pair, private_key, public_key
from kasane.cli.backup.making import backup
from kasane.cli.backup.restoring import restore
from kasane.cli.installation import Installation, InstallationError

NAMED = "kasane-%Y%m%d-%H%M%S.age"
PATTERN = "kasane-????????-??????.age"


def parse_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="控えのファイル。フォルダーなら、日時の名で、その中に書く")
    keys = parser.add_mutually_exclusive_group(required=True)
    keys.add_argument(
        "--to",
        type=Path,
        action="append",
        metavar="KEY.pub",
        help="控えの公開の鍵。この機械に秘密の鍵は要らない（二つ書けば、どちらの鍵でも開く）",
    )
    keys.add_argument("--key", type=Path, help="控えの鍵（なければ作る。別の場所に保管する）")
    parser.add_argument(
        "--keep",
        type=_number,
        metavar="N",
        help="フォルダーに書くとき、新しいほうからN個を残し、古いものを消す",
    )
    parser.set_defaults(verb=make_backup)


def parse_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", type=Path, required=True, help="控えの秘密の鍵")
    parser.set_defaults(verb=put_back)


def parse_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.set_defaults(alone=make_key)


def make_key(given: argparse.Namespace) -> int:
    public = make_pair(given.file)
    print(
        f"控えの鍵を作りました。\n  開く鍵（秘密）  {given.file}\n  書く鍵（公開）  {public}\n"
        "開く鍵は、この機械とは別の場所に二つ保管し、ここからは消してください。なくすと、控えは二度と開けません。"
    )
    return 0


def make_backup(installation: Installation, given: argparse.Namespace) -> None:
    is_folder = given.file.is_dir()
    if given.keep and not is_folder:
        raise InstallationError("--keep は、フォルダーに控えるときに使います。")
    is_new = given.key is not None and not given.key.exists()
    if is_new:
        make_pair(given.key)
    recipients = (
        [private_key(given.key).to_public()] if given.key else [public_key(path) for path in given.to]
    )
    target = given.file / f"{datetime.now(UTC).astimezone():{NAMED}}" if is_folder else given.file
    installation.run_once("keeper", "kasane.worker.keep", "--once")
    counts = backup(installation, target, recipients)
    print(f"{target} に控えました（{len(counts)}の表、{sum(counts.values()):,}行）。")
    if given.keep:
        _forget(given.file, given.keep)
    if is_new:
        print(
            f"控えの鍵 {given.key} を作りました。この機械とは別の場所に保管してください。鍵がないと戻せません。"
        )


def put_back(installation: Installation, given: argparse.Namespace) -> int:
    counts = restore(installation, given.file, given.key)
    print(f"戻しました（{len(counts)}の表、{sum(counts.values()):,}行）。数は控えと同じです。")
    return installation.code_of("keeper", "verify")


def _forget(folder: Path, kept: int) -> None:
    """Take away what is older than the newest so many; only what has the name that a backup is given here."""
    known = sorted(folder.glob(PATTERN))
    for path in known[:-kept]:
        path.unlink()
        print(f"古い控え {path.name} を消しました。")
    # What one that was killed left half-written is older than the one that was just made.
    for half in folder.glob(f"{PATTERN}.part"):
        if half.name < known[-1].name:
            half.unlink()


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(text)
    return number
