"""Who holds an issue, as far as one may know (I-3)."""

from collections.abc import Iterable

from kasane.cases.models import Issue
from kasane.rooms.queries import rows_of


def holders_of(issues: Iterable[Issue]) -> dict[int, int]:
    """Issue → agency; without an entry where nobody holds it, or an agency one may not know to be helping."""
    return dict(rows_of("issue_holders", [issue.pk for issue in issues]))


def unheld() -> list[int]:
    """The open issues of the acting desk that nobody holds."""
    return [number for (number,) in rows_of("unheld_issues")]
