"""帳票のひな形を替える: from which day a layout is used, and that nothing is used which cannot be drawn."""

from datetime import date

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

BASIS = "自治体事務マニュアル（帳票）"
LARGEST = 200_000
MOST_PAGES = 30


@rule(
    "A-11",
    source=BASIS,
    says=(
        f"帳票のひな形は、見本が{MOST_PAGES}ページまでで刷れるものを、きょう以後の日から使う。"
        "前の版は残り、また使うことにできる。"
    ),
)
def may_layout_be_used(*, body: str, newest: str, pages: int, valid_from: date, on: date) -> Verdict:
    """Whether a layout counts from a day; `newest` is the version it follows, `pages` those of its made-up copy."""
    if not body.strip():
        return _no("ひな形に何も書かれていません。", "ひな形のファイルを選んでください。")
    if len(body) > LARGEST:
        return _no(f"ひな形が長すぎます（{LARGEST:,}字まで）。", "使っていないところを減らしてください。")
    if body == newest:
        return _no("いちばん新しい版と同じひな形です。", "直したひな形のファイルを選んでください。")
    if pages < 1:
        return _no("見本をまだ刷っていません。", "「確かめる」を押し、見本を見てください。")
    if pages > MOST_PAGES:
        return _no(
            f"見本が{pages}ページになりました（{MOST_PAGES}ページまで）。", "ひな形を確かめてください。"
        )
    if valid_from < on:
        return _no("過去の日からは使えません。", "きょう以後の日を選んでください。")
    return allowed("A-11")


def _no(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis=BASIS, rule="A-11", remedy=remedy)
