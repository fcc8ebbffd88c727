"""元に戻す: what was said to be over may be taken back on its own day, by the desk that said it (U-1)."""

from datetime import date

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

BASIS = "個人情報保護法65条（正確性の確保）"


@rule(
    "U-1",
    source=BASIS,
    says="終わり・済みにしたことは、その日のうちに、同じ窓口だけが、上に書き足される前なら元に戻せる。戻したことも残る。",
)
def may_be_taken_back(*, done_on: date | None, today: date, is_newest: bool = True) -> Verdict:
    """Whether what was done on a day (None: nothing stands as done) may be taken back; the desk is the caller's."""
    if done_on is None:
        return _refused(
            "元に戻すものがありません。すでに戻されています。", "画面を開き直して確かめてください。"
        )
    if not is_newest:
        return _refused("このあとに、新しいことが書かれています。", "いまのことを、上に書いてください。")
    if done_on != today:
        return _refused("元に戻せるのは、その日のうちだけです。", "いまのことを、新しく書いてください。")
    return allowed("U-1")


def _refused(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis=BASIS, rule="U-1", remedy=remedy)
