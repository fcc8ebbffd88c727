"""Verdicts on how the installation is reached: hosts, HTTPS, certificate, the way to the database, demonstration."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from kasane.cli.doctor.lines import Line, bad, good, look

HOME_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]", ""})
CERTIFICATE_SOON = timedelta(days=30)
# Only these prove that the server is the right one.
PROVEN = frozenset({"verify-full", "verify-ca"})


def demonstration(*, is_provided: bool, is_demo: bool, demo_accounts: int) -> Line:
    """In a real city nobody signs in with a password that stands in a file of the product."""
    key, name = "city", "市町村"
    if not is_provided:
        return look(
            key, name, "提供体制がまだ入っていません", "kasane seed provision フォルダー（01-install）"
        )
    if is_demo:
        return look(
            key,
            name,
            "見本のまちです",
            "実際の相談には使えません。使いはじめるときは、空の設置から始めます（01-install）。",
        )
    if demo_accounts:
        return bad(
            key,
            name,
            f"見本のアカウントが{demo_accounts}あります",
            "この設置は見本から作られています。空の設置から始めます（01-install）。",
        )
    return good(key, name, "実際の市町村で、見本のアカウントはありません")


def hosts(known: Sequence[str], *, is_demo: bool) -> Line:
    key, name = "hosts", "ホスト名"
    told = "、".join(known) or "（なし）"
    if "*" in known:
        return bad(key, name, "どの名前にも答えます（*）", "KASANE_HOSTS に、使う名前だけを書きます。")
    if not set(known) - HOME_NAMES and not is_demo:
        return bad(key, name, f"この機械だけです（{told}）", "KASANE_HOSTS に、職員が開く名前を書きます。")
    return good(key, name, told)


def https(is_on: bool, *, is_demo: bool) -> Line:  # noqa: FBT001 - the setting itself
    if is_on:
        return good("https", "HTTPS", "使っています（Cookie を保護し、HSTS を出します）")
    judged = look if is_demo else bad
    return judged(
        "https",
        "HTTPS",
        "使っていません",
        "前に置くサーバーでHTTPSにし、KASANE_HTTPS=1 にします（01-install）。",
    )


def proxies(number: int, *, is_https: bool) -> Line | None:
    """HTTPS ends at a server in front; without their number everybody has its address. None where nothing is in front."""
    key, name = "proxies", "前に置くサーバー"
    if number:
        return good(key, name, f"{number}つ（端末のアドレスは X-Forwarded-For から）")
    if not is_https:
        return None
    return look(
        key,
        name,
        "数が決まっていないので、どの端末も同じアドレスに見えます",
        "KASANE_PROXIES に、前に置くサーバーの数を書きます（01-install）。",
    )


def certificate(until: datetime | None, *, source: str, now: datetime) -> Line | None:
    """`source` is the file or address it was looked for at; empty where none is given."""
    key, name = "certificate", "証明書"
    if not source:
        return None
    if until is None:
        return look(
            key,
            name,
            f"{source} の証明書を読めません",
            "KASANE_CERTIFICATE（ファイル）か KASANE_ADDRESS を確かめます。",
        )
    told = f"{until.astimezone():%Y-%m-%d} まで（{source}）"
    if until <= now:
        return bad(key, name, f"期限が切れています。{told}", "証明書を入れ替えます（02-operate「証明書」）。")
    if until - now < CERTIFICATE_SOON:
        return look(key, name, told, "証明書を入れ替えます（02-operate「証明書」）。")
    return good(key, name, told)


def way_to_database(*, is_local: bool, is_encrypted: bool, sslmode: str) -> Line:
    key, name = "sslmode", "データベースまで"
    if is_local:
        return good(key, name, "同じ機械の中です")
    if not is_encrypted:
        return bad(
            key,
            name,
            "暗号化されていません",
            "KASANE_DATABASE_URL に sslmode=verify-full と sslrootcert=… を書きます。",
        )
    if sslmode not in PROVEN:
        return look(
            key,
            name,
            f"暗号化されていますが、相手を確かめていません（sslmode={sslmode}）",
            "KASANE_DATABASE_URL を sslmode=verify-full にします。",
        )
    return good(key, name, f"暗号化され、相手を確かめています（sslmode={sslmode}）")
