"""What sittings settle as the office keeps it: added from a day on, ended again, required where it says so."""

from datetime import timedelta

import pytest

from kasane.code_lists.models import Matter
from kasane.meetings.actions.conducting import settle_matter
from kasane.meetings.actions.items import decide_policy
from kasane.meetings.actions.matters import add_matter, end_matter
from kasane.meetings.facts import matter_codes_of, required_of
from kasane.meetings.models import AgendaItem, Sitting
from kasane.rules.timing import add_months
from kasane.rules.verdicts import Refused
from tests.domain.test_conducting import again, running
from tests.domain.test_sittings import DAY
from tests.world import World

__all__ = ["running"]


def test_what_the_city_requires_keeps_a_policy_from_being_decided(
    town: World, running: tuple[Sitting, AgendaItem]
) -> None:
    _, item = running
    review_on = add_months(DAY, 3)
    with town.acting("tanaka") as tanaka:
        own = add_matter(
            label="近所への伝え方",
            hint="",
            times=frozenset({"sharing"}),
            is_required=True,
            valid_from=tanaka.today,
            by=tanaka,
        )
        assert required_of(again(item)) == (own.code,)
        assert matter_codes_of(again(item)) == ("concerns", "known_by", "towards_consent", own.code)
        with pytest.raises(Refused, match="近所への伝え方"):
            decide_policy(again(item), text="手紙を届ける", review_on=review_on, by=tanaka)
        settle_matter(again(item), own.code, "民生委員を通して", edition=0, by=tanaka)
        decide_policy(again(item), text="手紙を届ける", review_on=review_on, by=tanaka)


def test_one_of_another_purpose_is_not_asked_here(town: World, running: tuple[Sitting, AgendaItem]) -> None:
    _, item = running
    with town.acting("tanaka") as tanaka:
        add_matter(
            label="すぐに呼ぶ人",
            hint="",
            times=frozenset({"urgent"}),
            is_required=True,
            valid_from=tanaka.today,
            by=tanaka,
        )
        assert required_of(again(item)) == ()


def test_what_ended_before_the_day_of_the_sitting_is_asked_no_more(
    town: World, running: tuple[Sitting, AgendaItem]
) -> None:
    _, item = running
    with town.acting("tanaka") as tanaka:
        known = Matter.objects.get(code="known_by")
        end_matter(known, last_day=DAY - timedelta(days=1), by=tanaka)
        assert "known_by" not in matter_codes_of(again(item))
        end_matter(Matter.objects.get(code="known_by"), last_day=DAY, by=tanaka)
        assert "known_by" in matter_codes_of(again(item))
        with pytest.raises(Refused, match="実施計画が定める確認事項"):
            end_matter(Matter.objects.get(code="goal"), last_day=DAY, by=tanaka)


def test_sato_keeps_no_matters(world: World) -> None:
    with world.acting("sato") as sato, pytest.raises(Exception, match="row-level security"):
        add_matter(
            label="市の確認",
            hint="",
            times=frozenset({"end"}),
            is_required=False,
            valid_from=sato.today,
            by=sato,
        )
