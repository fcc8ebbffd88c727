"""The outcome as a table anybody can read."""

from collections import Counter
from statistics import median

from tests.faults.campaign import Outcome
from tests.faults.victims import VICTIMS

HEAD = "| 止めたもの | 回数 | 保存したと答えたもの | 失われたもの | 半分だけのもの | また書けるまで 中央値 | 最大 |"


def table(outcome: Outcome) -> str:
    """One line a victim, one for all; seconds until everybody had stored something again."""
    stored, lost, half = (
        Counter(outcome.victim_of(attempt) for attempt in attempts)
        for attempts in (
            [attempt for attempt in outcome.attempts if attempt.is_acknowledged],
            outcome.lost,
            outcome.half,
        )
    )
    lines = [HEAD, "|---|--:|--:|--:|--:|--:|--:|"]
    for name in (*VICTIMS, ""):
        seconds = [kill.recovered for kill in outcome.kills if name in ("", kill.victim)]
        if not seconds:
            continue
        counts = [each[name] if name else each.total() for each in (stored, lost, half)]
        told = " | ".join(f"{count:,}" for count in (len(seconds), *counts))
        lines.append(f"| {name or '全部'} | {told} | {median(seconds):.1f}秒 | {max(seconds):.1f}秒 |")
    return "\n".join(lines)


def account(outcome: Outcome) -> str:
    """The table, and below it what else was looked at."""
    kinds = Counter(attempt.kind for attempt in outcome.attempts if attempt.is_acknowledged)
    answers = Counter(attempt.answer for attempt in outcome.attempts if not attempt.is_acknowledged)
    left = "、".join(f"{name} {count}" for name, count in outcome.remains.items())
    return "\n".join(
        (
            f"乱数の種: {outcome.seed}",
            "",
            table(outcome),
            "",
            f"保存したと答えたもの: {'、'.join(f'{kind} {count:,}' for kind, count in kinds.items())}",
            f"ほかの答え: {'、'.join(f'{answer} {count:,}' for answer, count in answers.most_common()) or 'なし'}"
            "（cut は返事が届かなかったもの）",
            f"残りもの: {left}",
            f"操作記録の連鎖: {'すべて確かめられた' if outcome.is_chain_whole else '壊れている'}",
        )
    )


def faults(outcome: Outcome) -> list[str]:
    """What must not be: one sentence each, none when all is well."""
    found = [f"失われた: {attempt.kind} {attempt.mark}" for attempt in outcome.lost]
    found += [f"半分だけ: {attempt.kind} {attempt.mark}" for attempt in outcome.half]
    found += [f"{name}が{count}" for name, count in outcome.remains.items() if count]
    # 503 says that the database is away; any other answer of the kind is a fault of ours.
    found += sorted(
        {
            f"{attempt.kind}: {attempt.answer}"
            for attempt in outcome.attempts
            if attempt.answer.startswith("5") and not attempt.answer.startswith("503")
        }
    )
    return found + ([] if outcome.is_chain_whole else ["操作記録の連鎖が壊れている"])
