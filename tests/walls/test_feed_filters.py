"""What the functions of a calendar's address check, one by one: weakened, a sentence about somebody no longer holds."""

from collections.abc import Callable

import pytest

from tests.domain import test_guests as guests
from tests.web import test_feeds as feeds
from tests.world import World

Called = tuple[feeds.Sitting, guests.AgendaItem]
Invited = tuple[feeds.Sitting, guests.AgendaItem, guests.GuestPass]
Check = Callable[[World, Called, Invited], None]
called, invited = feeds.called, guests.invited


def ends(place: int) -> Check:
    return lambda town, _called, _invited: feeds.test_it_ends_with_what_a_sign_in_ends_with(
        town, feeds.ENDS[place]
    )


def by_call(check: Callable[[World, Called], None]) -> Check:
    return lambda town, called, _invited: check(town, called)


def alone(check: Callable[[World], None]) -> Check:
    return lambda town, _called, _invited: check(town)


FILTERS: tuple[tuple[str, str, str, Check], ...] = (
    ("live_feed", "and (a.valid_to is null or a.valid_to >= day_in_japan(now()))", "", ends(0)),
    ("live_feed", "and a.valid_from <= day_in_japan(now())", "", ends(1)),
    ("live_feed", "and c.is_active", "", ends(2)),
    ("live_feed", "and (g.contract_to is null or g.contract_to >= day_in_japan(now()))", "", ends(3)),
    ("live_feed", "and f.ended_at is null", "", alone(feeds.test_an_address_made_out_anew_or_ended_opens_nothing)),
    ("sittings_of_feed", "and p.withdrawn_at is null", "",
     by_call(feeds.test_whoever_is_no_longer_called_is_told_no_more)),
    ("sittings_of_feed", "and p.staff_id = f.staff", "",
     by_call(feeds.test_sato_is_told_of_the_sitting_she_is_called_to_and_ito_is_not)),
    ("sittings_of_feed", "s.state <> 'planned' and", "",
     alone(feeds.test_what_is_only_prepared_is_told_to_its_desk_alone_and_as_not_certain)),
    ("make_feed", "or me.is_guest", "",
     lambda town, _called, invited: feeds.test_somebody_invited_by_name_makes_none_out(town, invited)),
)  # fmt: skip


@pytest.mark.parametrize("place", range(len(FILTERS)), ids=lambda place: f"{FILTERS[place][0]}-{place}")
def test_a_weakened_check_is_noticed(town: World, called: Called, invited: Invited, place: int) -> None:
    name, filter_, weaker, notices = FILTERS[place]
    text = str(town.one("select pg_get_functiondef(oid) from pg_proc where proname = %s", name))
    assert text.count(filter_) == 1, f"{name} no longer has this check"
    town.superuser.execute(text.replace(filter_, weaker))
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        notices(town, called, invited)
