"""A verdict: allowed, or refused with a sentence and its basis; page, button, action and log share it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """`basis` is the article or the plan's section; `details` name what stands in the way, one by one."""

    is_allowed: bool
    reason: str = ""
    basis: str = ""
    rule: str = ""
    remedy: str = ""
    details: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.is_allowed

    @property
    def sentence(self) -> str:
        """The whole refusal as one text; empty when allowed."""
        named = f"（{'、'.join(self.details)}）" if self.details else ""
        ground = f"（根拠：{self.basis}）" if self.basis else ""
        return f"{self.reason}{named}{ground}{self.remedy}"


class Refused(Exception):  # noqa: N818 - the word the whole product uses
    """Raised where an action is asked for what a verdict refuses."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.sentence)
        self.verdict = verdict


def allowed(rule: str = "") -> Verdict:
    return Verdict(is_allowed=True, rule=rule)


def refused(
    reason: str, *, basis: str, rule: str, remedy: str = "", details: tuple[str, ...] = ()
) -> Verdict:
    return Verdict(is_allowed=False, reason=reason, basis=basis, rule=rule, remedy=remedy, details=details)


def demand(verdict: Verdict) -> None:
    """Raise Refused unless allowed."""
    if not verdict:
        raise Refused(verdict)
