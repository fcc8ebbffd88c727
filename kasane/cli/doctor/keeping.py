"""Verdicts on what keeps the records: disk, backup, write-ahead log, clock, seals. Plain values in, a line out."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from kasane.cli.doctor.lines import Line, bad, good, look

GIGABYTE = 1024**3
LEAST_DISK, LITTLE_DISK, LITTLE_SHARE = GIGABYTE, 5 * GIGABYTE, 0.1
# A daily timer may begin late and take long; after a week without one, no timer runs.
BACKUP_LATE, BACKUP_GONE = timedelta(hours=26), timedelta(days=7)
AHEAD = timedelta(minutes=1)
# What two machines' clocks may differ by before a sign-in is taken for one of the future (0065).
CLOCK_DOUBT, CLOCK_WRONG = timedelta(seconds=2), timedelta(minutes=1)
SEAL_LATE, SEAL_GONE = timedelta(minutes=3), timedelta(hours=1)
LEAST_PATIENCE = timedelta(hours=1)


def disk(key: str, name: str, *, free: int, total: int) -> Line:
    told = f"空き {free / GIGABYTE:,.1f} GB（全体 {total / GIGABYTE:,.0f} GB）"
    todo = "古い控えやログを別の場所へ移すか、ディスクを広げます（06-troubles「ディスクが一杯になった」）。"
    if free < LEAST_DISK:
        return bad(key, name, told, todo)
    if free < LITTLE_DISK or free < total * LITTLE_SHARE:
        return look(key, name, told, todo)
    return good(key, name, told)


def backup(at: datetime | None, *, now: datetime, is_demo: bool) -> Line:
    """How long ago the last one was made here; nothing in a demonstration is worth one."""
    todo = "kasane-backup.timer が動いているかを見て、いま一度 kasane backup を行います（03-backup）。"
    if at is None:
        judged = look if is_demo else bad
        return judged("backup", "控え", "まだ一度も控えていません", todo)
    age = now - at
    if age < -AHEAD:
        return look(
            "backup",
            "控え",
            f"さいごの控えが、いまより先の時刻です（{_moment(at)}）",
            "機械の時計を確かめます。",
        )
    told = f"さいごの控えは {_moment(at)}（{_ago(age)}前）"
    if age > BACKUP_GONE:
        return (look if is_demo else bad)("backup", "控え", told, todo)
    if age > BACKUP_LATE:
        return look("backup", "控え", told, todo)
    return good("backup", "控え", told)


def archiving(
    *,
    is_on: bool,
    archived_at: datetime | None,
    failed_at: datetime | None,
    failures: int,
    timeout: timedelta,
    now: datetime,
) -> Line:
    """Whether the write-ahead log reaches its archive; who does not keep one is told what that means."""
    key, name = "wal", "WALの保管"
    if not is_on:
        return good(key, name, "使っていません（戻せるのは、控えを作った時点までです）")
    todo = "データベースのログで archive_command の誤りを見ます（06-troubles「WALが保管されない」）。"
    if failed_at is not None and (archived_at is None or failed_at > archived_at):
        return bad(key, name, f"さいごの保管に失敗しています（これまでに{failures}回）", todo)
    if archived_at is None:
        return look(
            key, name, "まだ一つも保管されていません", "select pg_switch_wal() のあとで、もう一度確かめます。"
        )
    age = now - archived_at
    told = f"さいごの保管は {_ago(age)}前"
    if age > max(LEAST_PATIENCE, 3 * timeout):
        return look(
            key, name, told, "archive_timeout を決めてあるか、書き込みがあるかを確かめます（03-backup）。"
        )
    return good(key, name, told)


def clock(difference: timedelta) -> Line:
    """Between the database's clock and this machine's."""
    told = f"データベースとの差 {abs(difference).total_seconds():.1f}秒"
    todo = "両方の機械の時刻合わせ（NTP）を確かめます（06-troubles「時計が合わない」）。"
    if abs(difference) > CLOCK_WRONG:
        return bad("clock", "時計", told, todo)
    if abs(difference) > CLOCK_DOUBT:
        return look("clock", "時計", told, todo)
    return good("clock", "時計", told)


def synchronised(answer: bool | None) -> Line | None:  # noqa: FBT001 - as timedatectl tells it
    """None where the machine does not tell (no systemd, a container)."""
    if answer is None:
        return None
    if not answer:
        return look(
            "ntp",
            "時刻合わせ",
            "この機械の時計は、合わせられていません",
            "timedatectl set-ntp true と、庁内のNTPサーバーを確かめます。",
        )
    return good("ntp", "時刻合わせ", "この機械の時計は、合わせられています")


def seals(
    *, now: datetime, keeper_at: datetime | None, unsealed: int, unsealed_since: datetime | None
) -> Line:
    """Whether the record of seeing is sealed: the keeper goes round, and no row waits long."""
    key, name = "seals", "操作記録の封印"
    todo = "封印するプロセスが動いているかを見ます（06-troubles「封印が遅れている」）。"
    waited = now - unsealed_since if unsealed_since else timedelta(0)
    told = f"封印を待つ記録が{unsealed:,}件（いちばん古いものは{_ago(waited)}前）" if unsealed else ""
    if waited > SEAL_GONE:
        return bad(key, name, told, todo)
    if waited > SEAL_LATE:
        return look(key, name, told, todo)
    if keeper_at is None or now - keeper_at > SEAL_LATE:
        silent = f"{_ago(now - keeper_at)}前" if keeper_at else "一度もありません"
        return look(key, name, f"封印するプロセスのさいごの見回りは、{silent}", todo)
    return good(key, name, told or "どの記録も封印されています")


def chain(*, links: int, faults: Sequence[str]) -> Line:
    """Of the newest seals; the whole chain is proved by `kasane audit verify`."""
    if faults:
        return bad(
            "chain",
            "操作記録の連鎖",
            faults[0],
            "kasane audit verify で全体を確かめ、責任者に知らせます（06-troubles「連鎖が壊れている」）。",
        )
    told = f"新しい{links}の封印は、つながっています" if links else "封印はまだありません"
    return good("chain", "操作記録の連鎖", told)


def _moment(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def _ago(age: timedelta) -> str:
    seconds = max(0, int(age.total_seconds()))
    for unit, name in ((86_400, "日"), (3_600, "時間"), (60, "分")):
        if seconds >= unit:
            return f"{seconds // unit}{name}"
    return f"{seconds}秒"
