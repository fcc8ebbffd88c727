"""提供体制 as the plan's own tables show it, per programme and fiscal year."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from kasane.directory.models import (
    Desk,
    HarmonisedPlan,
    Implementation,
    MeetingBody,
    Municipality,
    Programme,
    Undertaking,
)


@dataclass(frozen=True)
class UndertakingRow:
    """One 事業名 with its lines of 実施機関."""

    undertaking: Undertaking
    implementations: tuple[Implementation, ...]

    @property
    def sites(self) -> int:
        return sum(line.sites for line in self.implementations)


@dataclass(frozen=True)
class ProgrammeRow:
    """One of the five programmes; `sites` adds up its lines."""

    programme: Programme
    undertakings: tuple[UndertakingRow, ...]

    @property
    def sites(self) -> int:
        return sum(row.sites for row in self.undertakings)

    @property
    def sites_by_method(self) -> dict[str, int]:
        """実施方式 → か所; its values add up to `sites`."""
        counted: Counter[str] = Counter()
        for row in self.undertakings:
            for line in row.implementations:
                counted[line.method] += line.sites
        return dict(counted)


def is_provided() -> bool:
    return Municipality.objects.exists()


def fiscal_years() -> list[int]:
    """The fiscal years on record, newest first."""
    return list(Programme.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct())


def provision(fiscal_year: int) -> tuple[ProgrammeRow, ...]:
    """The programmes of a fiscal year in the plan's order, in three statements."""
    programmes = list(Programme.objects.filter(fiscal_year=fiscal_year).order_by("sort_order"))
    undertakings = list(Undertaking.objects.filter(programme__fiscal_year=fiscal_year).order_by("sort_order"))
    lines = Implementation.objects.filter(undertaking__programme__fiscal_year=fiscal_year)
    by_undertaking: dict[int, list[Implementation]] = {}
    for line in lines.order_by("sort_order"):
        by_undertaking.setdefault(line.undertaking_id, []).append(line)
    return tuple(
        ProgrammeRow(
            programme,
            tuple(
                UndertakingRow(u, tuple(by_undertaking.get(u.pk, ())))
                for u in undertakings
                if u.programme_id == programme.pk
            ),
        )
        for programme in programmes
    )


def sites_by_method(rows: Iterable[ProgrammeRow]) -> dict[str, int]:
    """実施方式 → か所 over programmes, in the plan's order; one agency counts in each line it stands in."""
    counted: Counter[str] = Counter()
    for row in rows:
        counted.update(row.sites_by_method)
    return dict(counted)


def standing_members() -> list[str]:
    """主催 and CSW, who sit in both 支援会議 and 重層的支援会議 (M-5)."""
    standing = Desk.objects.filter(Q(is_host=True) | Q(is_csw=True)).order_by("-is_host", "name")
    return list(standing.values_list("name", flat=True))


def bodies(fiscal_year: int) -> list[MeetingBody]:
    return list(MeetingBody.objects.filter(fiscal_year=fiscal_year).order_by("sort_order"))


def harmonised_plans(fiscal_year: int) -> list[str]:
    found = HarmonisedPlan.objects.filter(fiscal_year=fiscal_year).order_by("name")
    return list(found.values_list("name", flat=True))


def export_provision(fiscal_year: int | None) -> dict[str, Any]:
    """One fiscal year (the newest when None) as plain values for JSON.

    Raises ValueError when that year is not on record.
    """
    years = fiscal_years()
    year = fiscal_year if fiscal_year is not None else next(iter(years), None)
    if year is None or year not in years:
        known = "・".join(str(y) for y in years) or "なし"
        raise ValueError(f"{year}年度の提供体制は入っていません（入っている年度: {known}）。")
    municipality = Municipality.objects.get()
    rows = provision(year)
    return {
        "municipality": {"code": municipality.code, "name": municipality.name},
        "fiscal_year": year,
        "programmes": [_programme(row) for row in rows],
        "sites": sum(row.sites for row in rows),
        "sites_by_method": sites_by_method(rows),
        "bodies": list(
            MeetingBody.objects.filter(fiscal_year=year)
            .order_by("sort_order")
            .values("code", "name", "role", "position", "set_up_by", "place")
        ),
        "standing_members": standing_members(),
        "harmonised_plans": harmonised_plans(year),
    }


def _programme(row: ProgrammeRow) -> dict[str, Any]:
    return {
        "code": row.programme.code,
        "name": row.programme.name,
        "place": row.programme.place,
        "sites": row.sites,
        "undertakings": [
            {
                "name": u.undertaking.name,
                "divisions": u.undertaking.divisions,
                "duties": u.undertaking.duties,
                "note": u.undertaking.note,
                "implementations": [
                    {"name": line.name, "method": line.method, "sites": line.sites}
                    for line in u.implementations
                ],
            }
            for u in row.undertakings
        ],
    }
