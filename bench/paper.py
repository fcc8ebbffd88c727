"""How fast 支援プラン兼利用申込書 is drawn by one warm core, and how much memory the drawing process holds then."""

import os
import sys
import tempfile
import time
from pathlib import Path

from bench.bars import Bar, told
from bench.serving import resident
from kasane.cli.installation import PROJECT
from kasane.documents.drawing import Drawer
from kasane.documents.sheets import Box, Imprint, Marks, Sheet, Table, values_of

PAPERS = PROJECT / "seeds" / "chigasaki" / "papers"
WARMING, TIMES = 5, 60
TEXT = (
    "長男が三年前に仕事を辞めてから部屋を出なくなり、母が年金で暮らしを支えている。家賃と電気代の滞納があり、"
    "先月は大家から立ち退きを求められた。母は膝を痛め、買い物は近所の方が手伝っている。"
)
BOXES = (
    "kind occasion name kana born version drafted_on drafted_by aim household_words wish agreement disagreement"
    " policy not_set attention period monitoring_on reason lead"
    " application signature sitting_on judgement decided_on dissent"
)


def main() -> int:
    layout, look = ((PAPERS / name).read_text(encoding="utf-8") for name in ("plan.typ", "look.typ"))
    with tempfile.TemporaryDirectory() as folder:
        drawer = Drawer(Path(folder))
        for number in range(WARMING):
            drawer.draw(layout, look, _values(-number))
        began, pages = time.process_time(), 0
        for number in range(TIMES):
            pages += drawer.draw(layout, look, _values(number))[1]
        seconds = time.process_time() - began
    bars = [
        Bar("公式の帳票（PDF）", pages / seconds, "ページ/秒", least=40),
        Bar("帳票を描く過程のメモリ", resident(os.getpid()), "MB"),
    ]
    print(told(bars))
    return 0


def _values(number: int) -> dict[str, object]:
    """A plan that no other run has drawn before, so that nothing is taken from the engine's memory."""
    parts: dict[str, Box | Table | Marks] = {code: Box(code, f"{number}番") for code in BOXES.split()}
    for code in ("aim", "wish", "policy"):
        parts[code] = Box(code, f"{number}：{TEXT * 2}")
    rows = tuple((str(n), "生活困窮", f"{number}・{n}：{TEXT}") for n in range(4))
    parts["issues"] = Table("解決したい課題", ("順", "分野", "課題"), rows)
    parts["goals"] = Table("達成目標", ("順", "目標", "どうなれば達成か"), rows)
    parts["actions"] = Table(
        "実施すること", ("だれが", "実施すること", "頻度", "いつまで"), tuple((*row, "") for row in rows)
    )
    parts["roles"] = Table("役割分担", ("機関・窓口", "役割", "いつから"), rows)
    parts["onward"] = Marks("ほかの事業へのつなぎ", (("○", "参加支援事業につなぐ"),))
    imprint = Imprint("ためし市", "支援プラン兼利用申込書（第1版）", f"印刷番号 {number}", "取扱注意")
    return values_of(Sheet("支援プラン兼利用申込書", parts), imprint)


if __name__ == "__main__":
    sys.exit(main())
