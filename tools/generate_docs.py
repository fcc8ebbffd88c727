"""Documents that are drawn from the code: the list of rules, the diagrams of states, the access table,
the licences, the requirements of security.

`make docs` writes them (run by `kasane.cli.boot`, because screens need Django); with --check nothing is written and a
difference fails.
"""

import sys
from pathlib import Path

from config.urls import urlpatterns
from kasane.access.permissions import Permission, Role, permissions_of
from kasane.rules import copies, items, plan_ends, plans, readiness, referrals, registry, sittings
from kasane.web.privacy.words import PAGES
from tools.asvs import page as asvs
from tools.licences import page as licences

ROOT = Path(__file__).resolve().parent.parent
GENERATED = ROOT / "docs" / "generated"
# Screens that show nothing of a case, and so have no word in the record of seeing.
OTHERS = {
    "hat": "役割を替える",
    "save_draft": "下書きを残す",
    "draft": "下書きの続き",
    "discard_draft": "下書きを捨てる",
    "new_consultation": "相談を受ける用紙",
    "new_sitting": "会議を招集する用紙",
    "end_sittings_feed": "予定表のアドレスの終わり",
    "provision": "提供体制",
    "components": "画面の部品",
    "seeing": "だれが見たか",
    "unusual": "見方の点検",
    "emergency_reviews": "緊急の閲覧の確認",
    "emergency_review": "緊急の閲覧を確かめる用紙",
    "forms": "様式の一覧",
    "new_form": "様式をつくる用紙",
    "form_version": "様式の版",
    "edit_form": "様式の案",
    "choice_lists": "選択肢の一覧",
    "choice_list": "一つの選択肢の一覧",
    "new_choice_list": "選択肢の一覧をつくる用紙",
    "add_choice": "選択肢を加える用紙",
    "rename_choice": "選択肢の表示を変える用紙",
    "mark_choice": "選択肢の「国へ報告」の用紙",
    "end_choice": "選択肢を終える用紙",
    "edit_section": "様式の区分の用紙",
    "edit_item": "様式の項目の用紙",
    "new_form_draft": "次の版の案をつくる",
    "publish_form": "様式を公開する",
    "ledgers": "帳票",
    "monthly": "月次報告",
    "help_index": "使い方",
    "help": "使い方の章",
    "imports": "台帳の取り込み",
}
HEAD = "<!-- tools/generate_docs.py が作る。手で直さない。 -->\n\n"


def main() -> int:
    wanted = documents()
    if "--check" not in sys.argv:
        GENERATED.mkdir(parents=True, exist_ok=True)
        for name, text in wanted.items():
            (GENERATED / name).write_text(text, encoding="utf-8")
        return 0
    stale = [name for name, text in wanted.items() if _stored(name) != text]
    for name in stale:
        print(f"docs/generated/{name} が古くなっています。make docs で作り直してください。")
    return 1 if stale else 0


def documents() -> dict[str, str]:
    return {
        "rules.md": HEAD + _rules(),
        "states.md": HEAD
        + "# 状態の移り変わり\n\n## つなぎ（F-1）\n\n"
        + _diagram(referrals.TABLE.mermaid())
        + "\n## 支援プラン（P-2）\n\n"
        + _diagram(plans.PART_TABLE.mermaid())
        + "\n## 会議（M-3）\n\n"
        + _diagram(sittings.SITTING_TABLE.mermaid())
        + "\n## 議題（P-3）\n\n"
        + _diagram(items.ITEM_TABLE.mermaid())
        + "\n## 会議資料の写し（M-7）\n\n"
        + _diagram(copies.COPY_TABLE.mermaid()),
        "access.md": HEAD + _access(),
        "licences.md": HEAD + licences(),
        "asvs.md": HEAD + asvs(),
    }


def _occasions() -> str:
    """What each occasion asks before a sitting decides it: what is written down, and what must be ready."""
    ready: dict[plans.Occasion, list[str]] = {
        plans.Occasion.ESTABLISH: [gap.sentence for gap in readiness.Gap if gap is not readiness.Gap.REASON],
        plans.Occasion.CHANGE: [gap.sentence for gap in readiness.Gap],
        plans.Occasion.END: [gap.sentence for gap in plan_ends.EndGap],
        plans.Occasion.SUSPEND: [gap.sentence for gap in plan_ends.SuspensionGap],
    }
    lines = [
        "\n### 決定の前に整えること（P-1、P-3、P-4）\n",
        "| 時期 | 次のどれかがあると、決定できない |",
        "|---|---|",
    ]
    lines += [f"| {occasion.label} | {'<br>'.join(gaps)} |" for occasion, gaps in ready.items()]
    return "\n".join(lines) + "\n"


def _rules() -> str:
    registry.load_all()
    tests = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("test_*.py"))}
    lines = ["# 規則の一覧\n", "| 番号 | 規則 | 出典 | コード | テスト |", "|---|---|---|---|---|"]
    for entry in registry.registered():
        holders = [path for path, text in tests.items() if entry.name in text]
        where = "、".join(str(path.relative_to(ROOT)) for path in holders) or "（まだない）"
        lines.append(
            f"| {entry.id} | {entry.says} | {entry.source} | `{entry.module}.{entry.name}` | {where} |"
        )
    return "\n".join(lines) + "\n"


def _access() -> str:
    roles = " | ".join(role.label for role in Role)
    rule = "|---|" + "---|" * len(Role)
    lines = [
        "# だれが、どの画面を使えるか",
        "",
        "市が確かめ、承認するための表です。○は使える、空欄は「いまの役割では使えません」とわけを示して断る画面です。",
        "○の画面でも、見えるのは鍵（閲覧根拠）のある記録だけで、鍵のないケースは「見つかりません」になります。",
        "",
        f"| 画面 | {roles} |",
        rule,
    ]
    for pattern in urlpatterns:
        if not hasattr(pattern.callback, "permission"):
            continue
        needed = pattern.callback.permission
        marks = ["○" if needed is None or needed in permissions_of(role) else "" for role in Role]
        word = PAGES.get(pattern.name) or OTHERS[pattern.name]
        lines.append(f"| {word} | " + " | ".join(marks) + " |")
    lines += ["", "## 役割と権限", "", f"| 権限 | {roles} |", rule]
    for permission in Permission:
        marks = ["○" if permission in permissions_of(role) else "" for role in Role]
        lines.append(f"| `{permission.value}` | " + " | ".join(marks) + " |")
    return "\n".join(lines) + "\n"


def _diagram(mermaid: str) -> str:
    return f"```mermaid\n{mermaid}```\n"


def _stored(name: str) -> str:
    path = GENERATED / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
