"""Web, keeper and database are killed outright while people write: nothing acknowledged is lost, nothing half-written.

The long form with more than two hundred kills is `make faults`.
"""

from time import monotonic

from kasane.cli.embedded import EmbeddedCluster
from tests.faults.attempts import STORED, Attempt
from tests.faults.campaign import run
from tests.faults.load import KINDS, NOTE
from tests.faults.place import Place
from tests.faults.table import account, faults
from tests.faults.told import lost_and_half, remains
from tests.faults.victims import VICTIMS


def test_no_acknowledged_action_is_lost_or_half_written(place: Place) -> None:
    outcome = run(place, kills=len(VICTIMS), seed=1)
    assert faults(outcome) == [], account(outcome)
    assert {attempt.kind for attempt in outcome.attempts if attempt.is_acknowledged} == set(KINDS)
    assert sum(attempt.is_acknowledged for attempt in outcome.attempts) > 40, "too few to prove anything"


def test_what_is_lost_or_half_written_would_be_seen(place: Place) -> None:
    with place.served(), place.superuser() as superuser:
        superuser.execute(
            "create temporary table one as select * from cases_note where text not like '記録%' limit 1;"
            "update one set id = 1, text = '記録の半分'; insert into cases_note select * from one"
        )
        told = {"papers": 0}
        half = Attempt(NOTE, "記録の半分", monotonic(), STORED, told=told)
        lost = Attempt(NOTE, "記録のどこにもない", monotonic(), STORED, told=told)
        cut = Attempt(NOTE, "記録の届かなかったもの", monotonic(), told=told)
        assert lost_and_half(place, [half, lost, cut]) == ([lost], [half])
        assert not any(remains(place).values())
        superuser.execute(
            "create temporary table entry as select * from search_searchentry where kind = 'note' limit 1;"
            "update entry set id = 1, record_id = 2, written_at = now();"
            "insert into search_searchentry select * from entry; delete from cases_note where id = 1"
        )
        assert sum(remains(place).values()) == 1
        superuser.execute("delete from search_searchentry where id = 1")
    assert not EmbeddedCluster(place.home).is_running(), "what serve started, it stopped"
