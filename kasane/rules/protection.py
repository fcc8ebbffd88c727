"""支援措置: how long the address of somebody who fled is kept apart (住民基本台帳事務処理要領 第5-10)."""

from datetime import date, timedelta

from kasane.rules.registry import rule
from kasane.rules.timing import add_months
from kasane.rules.verdicts import Verdict, allowed, refused

BASIS = "住民基本台帳事務処理要領 第5-10"
MONTHS = 12


def last_day(first: date) -> date:
    """The last day a protection may run to when it begins (or is renewed) on a day."""
    return add_months(first, MONTHS) - timedelta(days=1)


@rule(
    "S-1",
    source=BASIS,
    says="支援措置の期間は一年までで、延長するたびに記録する。期間中、住所等はほかのどこにも書けない。",
)
def may_run(*, valid_from: date, valid_to: date) -> Verdict:
    """Whether a protection (or its renewal) may run from a day to a day, both included."""
    if valid_to < valid_from:
        return _refused("支援措置の終わりの日が、始まりより前です。", "日付を確かめてください。")
    if valid_to > last_day(valid_from):
        return _refused(
            "支援措置の期間は一年までです。", "一年以内の日を終わりとし、続くときは延長してください。"
        )
    return allowed("S-1")


def _refused(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis=BASIS, rule="S-1", remedy=remedy)
