"""A draft is its writer's alone: not their colleague's, not their manager's, not their own under another hat."""

import pytest
from django.db import connection, transaction

from kasane.drafts.actions import discard, keep
from kasane.drafts.models import Draft
from kasane.sign_in.actions import act
from tests.walls.test_mutation import inserts, replaced
from tests.world import World

SATO, KIMURA = ("sato", "houkatsu-nango"), ("kimura", "houkatsu-nango")


@pytest.fixture
def drafted(town: World) -> int:
    """Sato has begun to write down a consultation."""
    with town.acting("sato") as sato:
        return keep(
            [("content", "お母さんから電話")],
            path="/consultations/new/",
            label="相談を受ける",
            draft=None,
            by=sato,
        )


def changes(town: World, who: str, desk: str, draft: int) -> int:
    """How many rows somebody changes who knows the id."""
    with transaction.atomic():
        act(town.token(who, desk), at=town.clock.instant(0, "18:00"))
        with connection.cursor() as cursor:
            cursor.execute("update drafts_draft set fields = '[]' where id = %s", [draft])
            count = int(cursor.rowcount)
        transaction.set_rollback(True)
    return count


def row(town: World, draft: int) -> dict[str, object]:
    found = town.superuser.execute("select to_jsonb(d) from drafts_draft d where id = %s", [draft]).fetchone()
    assert found is not None
    return dict(found[0])


def test_neither_colleague_nor_manager_reads_what_sato_types(town: World, drafted: int) -> None:
    with town.acting("sato"):
        assert drafted in Draft.objects.values_list("pk", flat=True)
    for who in ("kimura", "tanaka", "yamamoto", "kobayashi"):
        with town.acting(who):
            assert not Draft.objects.exists(), who


def test_takahashi_finds_a_draft_only_under_the_hat_he_typed_it_in(town: World) -> None:
    with town.acting("takahashi", desk="shakyo") as takahashi:
        keep([("text", "訪問")], path="/consultations/new/", label="x", draft=None, by=takahashi)
    with town.acting("takahashi", desk="chiku-vc-nango"):
        assert not Draft.objects.exists()


def test_kimura_can_throw_away_or_write_over_nothing_of_satos(town: World, drafted: int) -> None:
    with town.acting("kimura") as kimura:
        assert not discard(drafted, by=kimura)
        made = keep([("content", "別の")], path="/consultations/new/", label="x", draft=drafted, by=kimura)
    assert made != drafted
    assert town.one("select fields->0->>1 from drafts_draft where id = %s", drafted) == "お母さんから電話"


def test_the_policy_of_beginning_a_draft_is_noticed_opened_or_shut(town: World, drafted: int) -> None:
    told = row(town, drafted)
    assert inserts(town, "drafts_draft", *SATO, told)
    assert not inserts(town, "drafts_draft", *KIMURA, told)
    with replaced(town, "drafts_draft", "kept", "INSERT", "true"):
        assert inserts(town, "drafts_draft", *KIMURA, told)
    with replaced(town, "drafts_draft", "kept", "INSERT", "false"):
        assert not inserts(town, "drafts_draft", *SATO, told)


def test_the_policy_of_writing_on_is_noticed_opened_or_shut(town: World, drafted: int) -> None:
    assert changes(town, *SATO, drafted) == 1
    assert changes(town, *KIMURA, drafted) == 0
    with (
        replaced(town, "drafts_draft", "kept_on", "UPDATE", "true"),
        replaced(town, "drafts_draft", "own_drafts", "SELECT", "true"),
    ):
        assert changes(town, *KIMURA, drafted) == 1
    with replaced(town, "drafts_draft", "kept_on", "UPDATE", "false"):
        assert changes(town, *SATO, drafted) == 0


def test_a_draft_left_alone_for_a_month_goes_with_the_next_one_thrown_away(town: World, drafted: int) -> None:
    town.superuser.execute("update drafts_draft set saved_at = saved_at - interval '31 days'")
    with town.acting("sato") as sato:
        newer = keep([("text", "x")], path="/consultations/new/", label="x", draft=None, by=sato)
        assert discard(newer, by=sato)
    assert town.one("select count(*) from drafts_draft") == 0
