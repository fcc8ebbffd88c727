"""The page of an answer to a call: for whom was called, and for who called them."""

import pytest

from kasane.access.ids import encode_id
from kasane.meetings.actions.sittings import withdraw_invitation
from kasane.meetings.models import SeatReply
from tests.domain import test_sittings
from tests.domain.test_replies import Called
from tests.domain.test_sittings import seat
from tests.world import World

called = test_sittings.called
COMES = {"answer": "attend", "note": ""}


@pytest.mark.parametrize(
    ("who", "status"), [("sato", 302), ("tanaka", 302), ("suzuki", 404), ("watanabe", 404)]
)
def test_who_answers_a_call_at_its_page(town: World, called: Called, who: str, status: int) -> None:
    """鈴木 was called to the same sitting, and answers for herself alone."""
    with town.acting("tanaka"):
        own = seat(called[0], "佐藤 恵", town)
    assert town.client(who).post(f"/seats/{encode_id(own.pk)}/reply/", COMES).status_code == status
    with town.acting("tanaka"):
        assert SeatReply.objects.filter(participant=own).exists() is (status == 302)


def test_a_call_that_was_taken_back_takes_no_answer(town: World, called: Called) -> None:
    with town.acting("tanaka") as tanaka:
        own = seat(called[0], "佐藤 恵", town)
        withdraw_invitation(own, by=tanaka)
    for who in ("sato", "tanaka"):
        client = town.client(who)
        path = f"/seats/{encode_id(own.pk)}/reply/"
        assert (client.get(path).status_code, client.post(path, COMES).status_code) == (404, 404)
