"""What was lacking: of a case as its readers see it, and over the city without identities."""

from dataclasses import dataclass

from django.db.models import Count

from kasane.cases.models import GapRow, ResourceGap
from kasane.code_lists.queries import labels_of
from kasane.directory.queries import districts
from kasane.japanese.wareki import wareki_year


@dataclass(frozen=True)
class GapLine:
    """One kind in one district and month, and how often."""

    month: str
    kind: str
    district: str
    count: int


def gaps_of(case: int) -> list[tuple[str, ResourceGap]]:
    """What was lacking for a case, newest first, each with its kind in words."""
    labels = labels_of("resource_gap")
    gaps = ResourceGap.objects.filter(case_id=case).order_by("-written_at")
    return [(labels.get(("resource_gap", gap.kind), ""), gap) for gap in gaps]


def gaps_of_city() -> list[GapLine]:
    """What the city lacked, by month, kind and district; empty for whoever may not see it."""
    labels, places = labels_of("resource_gap"), districts()
    rows = GapRow.objects.values("month", "kind", "district_id").annotate(count=Count("id"))
    return [
        GapLine(
            f"{wareki_year(row['month'])}{row['month'].month}月",
            labels.get(("resource_gap", row["kind"]), ""),
            places.get(row["district_id"] or 0, "地区を決めない"),
            row["count"],
        )
        for row in rows.order_by("-month", "-count", "kind")[:200]
    ]
