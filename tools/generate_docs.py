"""Documents that are drawn from the code: the list of rules, the diagrams of states, the access table.

`make docs` writes them; with --check nothing is written and a difference fails.
"""

import sys
from pathlib import Path

from kasane.access.permissions import Permission, Role, permissions_of
from kasane.rules import plans, referrals, registry

ROOT = Path(__file__).resolve().parent.parent
GENERATED = ROOT / "docs" / "generated"
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
        + _diagram(plans.PART_TABLE.mermaid()),
        "access.md": HEAD + _access(),
    }


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
    lines = ["# 役割と権限\n", "| 権限 | " + " | ".join(role.label for role in Role) + " |"]
    lines.append("|---|" + "---|" * len(Role))
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
