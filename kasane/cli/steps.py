"""The steps of the `kasane` command that need Django; each runs in a process of its own database role."""

import argparse
import io
import json
import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError

from kasane.assessments.actions.forms import load_forms
from kasane.attachments.actions import rotate_papers
from kasane.audit.actions import public_keys, settle_recovery
from kasane.audit.queries import exported, faults
from kasane.cli.accounts import demo_lines, end_clocks, load_accounts, start_clocks
from kasane.cli.given import reset
from kasane.cli.patience import alone, patiently
from kasane.cli.provision_file import read_provision
from kasane.cli.roster import take_in
from kasane.cli.walls import apply_walls, role_lines, walls
from kasane.code_lists.actions import load_choices
from kasane.directory.actions import load_provision
from kasane.directory.models import Municipality
from kasane.directory.queries import export_provision, is_provided
from kasane.meetings.actions.pledges import rotate_pledge_papers
from kasane.rules.verdicts import Refused
from kasane.sign_in.actions import rotate_second_factors
from seeds.town import write_town


def main() -> int:
    step, *words = sys.argv[1:]
    try:
        return STEPS[step](words) or 0
    except Refused as refusal:
        print(refusal.verdict.sentence, file=sys.stderr)
        return 1
    except (ValueError, OSError, DatabaseError) as error:
        print(str(error).splitlines()[0], file=sys.stderr)
        return 1


def migrate(_words: list[str]) -> None:
    alone()
    patiently(lambda: call_command("migrate", verbosity=0, interactive=False))
    apply_walls(os.environ["KASANE_SCHEMA"])


def provision(words: list[str]) -> None:
    data = read_provision(Path(words[0]))
    load_provision(data, by="kasane seed provision")
    load_choices(data, by="kasane seed provision")
    load_forms(data, by="kasane seed provision")


def accounts(words: list[str]) -> None:
    load_accounts(Path(words[0]))


def staff(words: list[str]) -> int:
    return take_in(Path(words[0]), is_done="--do" in words)


def reset_account(words: list[str]) -> int:
    username, *what = words
    return reset(username, is_password="password" in what, is_second_factor="second_factor" in what)


def clocks(_words: list[str]) -> None:
    json.dump(start_clocks(), sys.stdout)


def stop_clocks(_words: list[str]) -> None:
    end_clocks()


def town(_words: list[str]) -> None:
    write_town(json.load(sys.stdin))


def provided(_words: list[str]) -> int:
    return 0 if is_provided() else 3


def export(words: list[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--year", type=int, default=None)
    told = export_provision(parser.parse_args(words).year)
    print(json.dumps(told, ensure_ascii=False, indent=2))


def told_accounts(_words: list[str]) -> None:
    print("\n".join(demo_lines()))


def collect(_words: list[str]) -> None:
    call_command("collectstatic", verbosity=0, interactive=False)


def export_audit(words: list[str]) -> int:
    """The record of seeing as lines an outside auditor checks without the product."""
    target = Path(words[0])
    count = 0
    with target.open("x", encoding="utf-8") as handle:
        for line in exported(public_keys(Path(os.environ["KASANE_AUDIT_KEY"]))):
            handle.write(line + "\n")
            count += line.startswith("[")
    print(
        f"{target} に{count:,}件の操作記録を書き出しました。tools/verify_audit_export.py だけで確かめられます。"
    )
    return 0


def verify(_words: list[str]) -> int:
    known = public_keys(Path(os.environ["KASANE_AUDIT_KEY"]))
    found = list(faults(public_keys=known, head_file=Path(os.environ["KASANE_AUDIT_HEAD"])))
    for sentence in found:
        print(sentence)
    print("操作記録の連鎖が壊れています。" if found else "操作記録の連鎖は、すべて確かめられました。")
    return 1 if found else 0


def recovered(words: list[str]) -> int:
    """Settle with the record of seeing that the database was taken back to an instant."""
    key_file, head_file = Path(os.environ["KASANE_AUDIT_KEY"]), Path(os.environ["KASANE_AUDIT_HEAD"])
    done = settle_recovery(reason=words[0], key_file=key_file, head_file=head_file)
    if done.aside:
        print(f"その時点より後の封印{done.seals}の頭を {done.aside} に移しました。消さずに保管してください。")
    print("戻したことを、操作記録に書きました。")
    return 0


def check(_words: list[str]) -> int:
    """Settings, connection and what the application role may, each in one line."""
    call_command("check", fail_level="ERROR", stdout=io.StringIO())
    (role,) = role_lines([f"{settings.SCHEMA}_app"])
    told = Municipality.objects.first()
    is_walled = not role.is_free and role.owned == 0
    print("接続: できます。")
    print("壁: 働いています。" if is_walled else "壁: この役では働きません。ロールの権限を確かめてください。")
    print(f"提供体制: {told.name}が入っています。" if told else "提供体制: まだ入っていません。")
    if told and told.is_demo:
        print("見本のまちです。実際の相談には使えません。")
    if not settings.HTTPS:
        print("HTTPS: 使っていません（KASANE_HTTPS=1 で、Cookie を保護します）。")
    return 0 if is_walled else 1


def check_walls(_words: list[str]) -> int:
    """Every table and what guards it, on the running database; fails when one stands open."""
    lines = walls()
    for line in lines:
        print(
            f"{'×' if line.fault else '○'} {line.table:<36}{line.guard}{f'　← {line.fault}' if line.fault else ''}"
        )
    faults_found = sum(1 for line in lines if line.fault)
    print(
        f"壁のない表が{faults_found}あります。"
        if faults_found
        else f"{len(lines)}の表のすべてに壁があります。"
    )
    return 1 if faults_found else 0


def rotate_fields(_words: list[str]) -> None:
    rotate_second_factors(settings.FIELD_KEYS)
    rotate_papers(settings.FIELD_KEYS)
    rotate_pledge_papers(settings.FIELD_KEYS)


STEPS = {
    "migrate": migrate,
    "provision": provision,
    "accounts": accounts,
    "staff": staff,
    "reset_account": reset_account,
    "clocks": clocks,
    "stop_clocks": stop_clocks,
    "town": town,
    "provided": provided,
    "export": export,
    "told_accounts": told_accounts,
    "collect": collect,
    "verify": verify,
    "recovered": recovered,
    "export_audit": export_audit,
    "check": check,
    "check_walls": check_walls,
    "rotate_fields": rotate_fields,
}

if __name__ == "__main__":
    sys.exit(main())
