"""様式を終える: from a day nothing new is begun on a form; what was begun stays, and it may be taken up again."""

from datetime import date

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

BASIS = "自治体事務マニュアル（帳票）"


@rule(
    "A-10",
    source=BASIS,
    says=(
        "様式は、わけを書いて、きょう以後の日から終える。国への報告事項を聞く様式は、一つは残す。"
        "始めたアセスメントは、そのまま読め、完了できる。"
    ),
)
def may_form_end(
    *,
    ended_from: date,
    on: date,
    reason: str,
    is_published: bool,
    is_ended: bool,
    reports: bool,
    another_reports: bool,
) -> Verdict:
    """Whether nothing new is to be begun on a form from a day.

    `reports`: it asks for what is reported; `another_reports`: another form still does on that day.
    """
    if is_ended:
        return _no("この様式は、もう終えてあります。", "画面を開き直して確かめてください。")
    if not is_published:
        return _no("まだ公開していない様式です。", "公開していない様式は、窓口には出ません。")
    if reports and not another_reports:
        return _no(
            "国への報告事項を聞く様式が、ほかにありません。",
            "代わりの様式を先に公開し、その始まりの日より後に終えてください。",
        )
    if not reason.strip():
        return _no("終えるわけが書かれていません。", "窓口が読んでわかるわけを書いてください。")
    if ended_from < on:
        return _no("過去の日からは終えられません。", "きょう以後の日を選んでください。")
    return allowed("A-10")


@rule("A-10", source=BASIS, says="終えた様式は、また使うことにできる。")
def may_form_be_taken_up(*, is_ended: bool) -> Verdict:
    """Whether a form that was ended may be used again."""
    if not is_ended:
        return _no("この様式は、終えてありません。", "画面を開き直して確かめてください。")
    return allowed("A-10")


def _no(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis=BASIS, rule="A-10", remedy=remedy)
