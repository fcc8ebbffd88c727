"""Every record has a home, a line in the table of homes, and a wall."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model

from kasane.rooms.models import Record

ROOT = Path(__file__).resolve().parents[2]
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]
POLICIES = "".join(
    path.read_text(encoding="utf-8") for path in (ROOT / "kasane").glob("*/policies*/**/*.sql")
)
POLICIES += "".join(path.read_text(encoding="utf-8") for path in (ROOT / "kasane").glob("*/policies.sql"))
LAYERS = (
    "tasks",
    "meetings",
    "support_plans",
    "ledgers",
    "referrals",
    "consents",
    "assessments",
    "cases",
    "people",
    "attachments drafts prints",
    "search",
    "rooms",
    "directory",
    "audit code_lists sign_in",
)


@pytest.mark.parametrize("model", RECORDS, ids=lambda m: m._meta.label)
def test_a_record_has_its_line_in_the_table_of_homes(model: type[Model]) -> None:
    assert f"`{model._meta.label}`" in ARCHITECTURE, "add record → home → whom → who writes"


@pytest.mark.parametrize("model", RECORDS, ids=lambda m: m._meta.label)
def test_a_record_has_its_wall(model: type[Model]) -> None:
    assert f"wall_record('{model._meta.db_table}'" in POLICIES, "add it to its app's policies"


def named_in_homes() -> list[str]:
    return re.findall(r"`(\w+\.[A-Z]\w+)`", ARCHITECTURE.split("## Homes")[1].split("## Blind matching")[0])


def test_the_table_of_homes_names_no_record_that_is_gone_and_none_twice() -> None:
    named = named_in_homes()
    assert sorted(set(named)) == sorted(named)
    assert set(named) <= {model._meta.label for model in apps.get_models()}


def test_foreign_keys_follow_the_layers() -> None:
    height = {name: -place for place, line in enumerate(LAYERS) for name in line.split()}
    upward = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in height
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        and height[field.related_model._meta.app_label] > height[model._meta.app_label]
    ]
    assert upward == []
