"""The `kasane` command; each verb is one step or a few, run under the database role it needs."""

import argparse
import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from kasane.cli.backup import command as backups
from kasane.cli.doctor import command as doctor
from kasane.cli.installation import PROJECT, Installation, InstallationError
from kasane.cli.rotation import rotate
from kasane.cli.serving import Listening, demand_free, keep_serving

SEEDS = PROJECT / "seeds"
STEPS = "kasane.cli.steps"
NOT_PROVIDED = 3
CURVE = (0.01, 0.1, 1.0)
MAILS = "kasane.worker.mails"
MAIL_NEEDED = ("KASANE_MAIL_HOST", "KASANE_MAIL_FROM", "KASANE_ADDRESS")


def main(words: Sequence[str] | None = None) -> int:
    wanted = parser()
    given = wanted.parse_args(words)
    try:
        if given.alone:
            return int(given.alone(given))
        with Installation.from_environment().running() as installation:
            return int(given.verb(installation, given) or 0)
    except InstallationError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    whole = _Parser(prog="kasane", description="重層的支援体制整備事業のための業務システム")
    # A verb that needs no running installation, or looks at it by itself.
    whole.set_defaults(alone=None)
    verbs = whole.add_subparsers(required=True, metavar="…")
    _parse_serve(verbs.add_parser("serve", help="動かす（はじめてなら架空のまちを入れる）"))
    verbs.add_parser("migrate", help="データベースの形を最新にする").set_defaults(verb=migrate)
    kinds = verbs.add_parser("seed", help="データを入れる").add_subparsers(required=True, metavar="…")
    provision = kinds.add_parser("provision", help="市町村の提供体制を入れる")
    provision.add_argument("folder", nargs="?", default=str(SEEDS / "chigasaki"))
    provision.set_defaults(verb=seed_provision)
    kinds.add_parser("town", help="架空のまちを入れる").set_defaults(verb=seed_town)
    _parse_staff(verbs.add_parser("staff", help="職員と配属の名簿（Excel・CSV）を確かめ、取り込む"))
    _parse_account(verbs.add_parser("account", help="職員のアカウント"))
    things = verbs.add_parser("export", help="書き出す").add_subparsers(required=True, metavar="…")
    export = things.add_parser("provision", help="提供体制をJSONで書き出す")
    export.add_argument("--year", type=int, default=None, help="年度（4月の西暦）")
    export.set_defaults(verb=export_provision)
    check_ = verbs.add_parser("check", help="設定と接続を確かめる")
    check_.add_argument(
        "--walls", action="store_true", help="すべての表の壁を、動いているデータベースで確かめる"
    )
    check_.set_defaults(verb=check)
    doctor.parse(verbs.add_parser("doctor", help="健康を確かめる（良くないところと、どうすればよいか）"))
    backups.parse_backup(verbs.add_parser("backup", help="すべてを一つの暗号化したファイルに控える"))
    backups.parse_restore(verbs.add_parser("restore", help="控えを、空の設置に戻す"))
    backups.parse_key(
        verbs.add_parser("backup-key", help="控えの鍵を作る（書くための公開の鍵と、開くための秘密の鍵）")
    )
    notify_ = verbs.add_parser("notify", help="お知らせの件数だけを、一人に一日一通のメールで知らせる")
    notify_.set_defaults(verb=notify)
    verbs.add_parser("rotate", help="設置の鍵を、動かしたまま新しくする").set_defaults(verb=rotate_keys)
    bench_ = verbs.add_parser("bench", help="大きい市をつくって速さを測る（開発用の環境で）")
    bench_.add_argument("--scale", type=_scale, default=0.1, metavar="0.01..1", help="大きい市の何倍か")
    bench_.add_argument("--curve", action="store_true", help="0.01倍・0.1倍・1倍を続けて測る")
    bench_.add_argument("--json", type=Path, metavar="FILE", help="結果を書くファイル")
    bench_.set_defaults(alone=bench)
    audit = verbs.add_parser("audit", help="操作記録").add_subparsers(required=True, metavar="…")
    audit.add_parser("verify", help="連鎖を確かめる").set_defaults(verb=verify)
    settled = audit.add_parser(
        "recovered", help="データベースをある時点に戻したあとで、頭のファイルを合わせる"
    )
    settled.add_argument("--reason", required=True, help="わけと、だれが認めたか（操作記録に残る）")
    settled.set_defaults(verb=settle_recovery)
    outside = audit.add_parser("export", help="外部の監査のために書き出す")
    outside.add_argument("file", type=Path)
    outside.set_defaults(verb=export_audit)
    return whole


def _parse_serve(serve_: argparse.ArgumentParser) -> None:
    serve_.add_argument("--port", type=int, default=8000)
    serve_.add_argument("--host", default="127.0.0.1", help="待つアドレス（はじめは、この機械の中だけ）")
    serve_.add_argument(
        "--drain",
        type=float,
        default=0.0,
        metavar="秒",
        help="止めるように言われてから、受けないことを /health/ で示しつつ答え続ける時間",
    )
    serve_.add_argument(
        "--web-only",
        action="store_true",
        help="画面だけを動かす（二台めからの機械で。封印するプロセスは、一台だけで動かす）",
    )
    serve_.set_defaults(verb=serve)


def _parse_staff(staff_: argparse.ArgumentParser) -> None:
    staff_.add_argument("file", type=Path)
    staff_.add_argument("--do", action="store_true", help="確かめたとおりに取り込む")
    staff_.set_defaults(verb=staff)


def _parse_account(account_: argparse.ArgumentParser) -> None:
    verbs = account_.add_subparsers(required=True, metavar="…")
    reset = verbs.add_parser("reset", help="なくしたパスワードや確認コードを準備し直せるようにする")
    reset.add_argument("user", metavar="ユーザーID")
    reset.add_argument("--password", action="store_true", help="新しいはじめのパスワードを出す")
    reset.add_argument("--second-factor", action="store_true", help="確認コード・パスキー・回復コードを消す")
    reset.set_defaults(verb=reset_account)


class _Parser(argparse.ArgumentParser):
    """One clear line instead of argparse's two in English."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - argparse's own words are English
        print(
            f"{self.prog}: 使い方が違います。{self.prog} --help で、使えることばをご覧ください。",
            file=sys.stderr,
        )
        raise SystemExit(2)


def migrate(installation: Installation, _given: argparse.Namespace) -> None:
    installation.prepare()
    installation.step("owner", "migrate")


def seed_provision(installation: Installation, given: argparse.Namespace) -> None:
    installation.step("owner", "provision", given.folder)


def staff(installation: Installation, given: argparse.Namespace) -> int:
    words = [str(given.file.resolve()), *(["--do"] if given.do else [])]
    return installation.code_of("owner", "staff", *words)


def reset_account(installation: Installation, given: argparse.Namespace) -> int:
    what = [word for word in ("password", "second_factor") if getattr(given, word)]
    if not what:
        raise InstallationError(
            "--password か --second-factor（両方でも）を付けてください。何も変えていません。"
        )
    return installation.code_of("owner", "reset_account", given.user, *what)


def seed_town(installation: Installation, _given: argparse.Namespace) -> None:
    """The demo people, then the town's history, written as them at past instants."""
    installation.step("owner", "accounts", str(SEEDS / "town"))
    tokens = installation.step("owner", "clocks", is_read=True)
    try:
        installation.step("app", "town", given_input=tokens)
    finally:
        installation.step("owner", "stop_clocks")
    installation.run_once("keeper", "kasane.worker.keep", "--once")


def export_provision(installation: Installation, given: argparse.Namespace) -> None:
    installation.step("owner", "export", *(["--year", str(given.year)] if given.year else []))


def check(installation: Installation, given: argparse.Namespace) -> int:
    if given.walls:
        return installation.code_of("owner", "check_walls")
    return installation.code_of("app", "check")


def rotate_keys(installation: Installation, _given: argparse.Namespace) -> None:
    rotate(installation)
    print("鍵を新しくしました。いまサインインしている人は、そのまま使えます。")


def notify(installation: Installation, _given: argparse.Namespace) -> None:
    """The keeper says whom, the application counts under the walls, the keeper sends; neither does the other's part."""
    missing = [word for word in MAIL_NEEDED if not os.environ.get(word)]
    if missing:
        raise InstallationError(
            f"{'、'.join(missing)} が設定されていないので、メールは送りません。README の「設定」をご覧ください。"
        )
    hats = installation.run_once("keeper", MAILS, "begin", is_read=True)
    counts = "{}"
    try:
        counts = installation.run_once("app", "kasane.web.today.counting", given_input=hats, is_read=True)
    finally:
        sent = installation.run_once("keeper", MAILS, "send", given_input=counts, is_read=True)
    print(f"お知らせの件数を、{sent}人にメールで送りました。")


def export_audit(installation: Installation, given: argparse.Namespace) -> int:
    installation.run_once("keeper", "kasane.worker.keep", "--once")
    return installation.code_of("keeper", "export_audit", str(given.file.resolve()))


def settle_recovery(installation: Installation, given: argparse.Namespace) -> int:
    code = installation.code_of("keeper", "recovered", given.reason)
    if code == 0:
        installation.run_once("keeper", "kasane.worker.keep", "--once")
    return code


def verify(installation: Installation, _given: argparse.Namespace) -> int:
    return installation.code_of("keeper", "verify")


def bench(given: argparse.Namespace) -> int:
    """Measured on a cluster and a city of its own, with what only a developer's environment holds."""
    if importlib.util.find_spec("japanese_personal_name_dataset") is None:
        raise InstallationError(
            "速さを測るのに要るものが入っていません。製品のフォルダーで make .venv/dev を実行してから、もう一度お試しください。"
        )
    file = (given.json or PROJECT / "var" / "bench" / "results.json").resolve()
    scales = map(str, CURVE if given.curve else (given.scale,))
    return subprocess.call([sys.executable, "-m", "bench", str(file), *scales], cwd=PROJECT)


def _scale(text: str) -> float:
    scale = float(text)
    if not CURVE[0] <= scale <= CURVE[-1]:
        raise argparse.ArgumentTypeError(text)
    return scale


def serve(installation: Installation, given: argparse.Namespace) -> int:
    """Everything a first start needs, then the web process and the keeper until Ctrl-C."""
    demand_free(given.host, given.port)
    print("重ね（Kasane）を用意しています…", flush=True)
    migrate(installation, given)
    if installation.code_of("owner", "provided") == NOT_PROVIDED:
        given.folder = str(SEEDS / "chigasaki")
        seed_provision(installation, given)
        seed_town(installation, given)
    installation.step("app", "collect")
    listening = Listening(given.port, given.host, is_web_only=given.web_only, drain=given.drain)
    return keep_serving(installation, listening, lambda: _say_where(installation, listening))


def _say_where(installation: Installation, listening: Listening) -> None:
    print(f"\n  http://{listening.host}:{listening.port}/\n", flush=True)
    installation.step("owner", "told_accounts")
    print("\nCtrl-C で止まります。データは残ります。", flush=True)


if __name__ == "__main__":
    sys.exit(main())
