"""The centre's paper ledger of the year before, brought in by its manager."""

from kasane.cli.clock import Clock
from kasane.ledgers.actions import begin_import, map_import, take_import
from kasane.ledgers.models import ImportBatch
from kasane.ledgers.queries.imports import mapping_of
from kasane.rules.ledgers import LedgerMapping

HEADINGS = (
    "No",
    "相談日",
    "方法",
    "相談者",
    "氏名",
    "フリガナ",
    "生年月日",
    "性別",
    "電話",
    "課題",
    "相談内容",
    "対応",
    "備考",
)


def write_ledger(clock: Clock) -> None:
    """Two rows of a paper ledger: one settled at once, one that became a file of its own."""
    rows = (
        ("25-031", clock.day(420).isoformat(), "電話", "本人", "西川 正", "ﾆｼｶﾜ ﾀﾀﾞｼ", "S21.9.2", "男", "0467-00-0051",
         "高齢", "配食の申込み方法について。", "この場でお答えした", ""),
        ("25-044", clock.day(400).isoformat(), "窓口", "ご近所", "岡部 ふみ", "オカベ フミ", "昭和15年", "女", "なし",
         "介護、病気・こころの健康", "ごみ出しの日をまちがえるようになった、と隣の方。", "この窓口で続ける（同意に向けた関わりを含む）", "翌週に訪問。ご本人は困っていないとのこと。"),
    )  # fmt: skip
    with clock.acting("kimura", 110, "09:30") as kimura:
        lines = [(1, HEADINGS), *enumerate(rows, start=2)]
        batch = ImportBatch.objects.get(id=begin_import(lines, title="令和7年度 相談受付台帳", by=kimura))
        words = {
            "channel": {"窓口": "visit"},
            "consulter": {"ご近所": "neighbour"},
            "note": {"（経過・備考の列）": "other"},
        }
        map_import(batch, LedgerMapping(mapping_of(batch).columns, words), by=kimura)
        take_import(batch, by=kimura)
