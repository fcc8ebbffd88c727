"""The figures in Prometheus' text format: pages by name, and the state of what works behind them."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import DatabaseError, InterfaceError
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from kasane.audit.queries import last_backup_at, missing_migrations, signs_of_life
from kasane.ledgers.queries.sweeping import unswept_imports
from kasane.version import VERSION

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
PAGES = Counter("kasane_pages", "Pages answered", ["page", "status"], registry=None)
DURATION = Histogram("kasane_page_seconds", "Time to answer", ["page"], buckets=SECONDS, registry=None)


def tell_page(page: str, status: int, seconds: float) -> None:
    """Count one answer; the page is told by its name in the product, never by its address."""
    PAGES.labels(page, f"{status // 100}xx").inc()
    DURATION.labels(page).observe(seconds)


def exposed() -> bytes:
    """Everything, of all workers of this server."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(PAGES)
        registry.register(DURATION)
    registry.register(Installation())
    return generate_latest(registry)


class Installation(Collector):
    """What is asked for at the moment somebody looks; what is not known is left out."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        build = GaugeMetricFamily("kasane_build", "The version that runs", labels=["version"])
        build.add_metric([VERSION], 1)
        yield build
        try:
            known = _of_the_database()
        except (DatabaseError, InterfaceError):
            known = {}
        yield GaugeMetricFamily("kasane_database_up", "Whether the database answers", value=1 if known else 0)
        known["backup_age_seconds"] = _age(last_backup_at(), datetime.now(UTC))
        for name, value in known.items():
            if value is not None:
                yield GaugeMetricFamily(f"kasane_{name}", SAYS[name], value=value)


SAYS = {
    "migrations_missing": "Migrations of this program that the database was not brought to",
    "keeper_age_seconds": "Since the keeper last went round",
    "seal_age_seconds": "Since the record of seeing was last sealed",
    "unsealed_rows": "Rows of the record of seeing that wait for a seal",
    "unsealed_age_seconds": "How long the oldest of them has waited",
    "unswept_imports": "Ledgers left undecided for a day that the keeper has not swept yet",
    "backup_age_seconds": "Since the last backup made here",
}


def _of_the_database() -> dict[str, float | None]:
    signs = signs_of_life()
    return {
        "migrations_missing": len(missing_migrations()),
        "keeper_age_seconds": _age(signs.keeper_at, signs.now),
        "seal_age_seconds": _age(signs.sealed_at, signs.now),
        "unsealed_rows": signs.unsealed,
        "unsealed_age_seconds": _age(signs.unsealed_since, signs.now) or 0.0,
        "unswept_imports": unswept_imports(),
    }


def _age(at: datetime | None, now: datetime) -> float | None:
    return (now - at).total_seconds() if at else None
