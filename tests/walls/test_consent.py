"""Mother and son, two agencies and an outsider: what consent opens, and what its end closes."""

from django.db import connection

from kasane.cases.models import Case, Note
from kasane.consents.actions import withdraw
from kasane.consents.models import Consent
from kasane.people.models import Identity
from seeds.town.yamada import write_yamada
from tests.world import World


def test_the_second_agency_sees_the_mother_and_nothing_of_the_son(town: World) -> None:
    with town.acting("suzuki"):
        case = Case.objects.filter(is_multi_agency=True).earliest("opened_at")
        names = set(Identity.objects.filter(case_id=case.pk).values_list("name", flat=True))
    assert names == {"山田 花子"}


def test_the_outsider_knows_of_no_case_of_theirs(town: World) -> None:
    with town.acting("watanabe"):
        assert not Case.objects.filter(is_multi_agency=True).exists()
        assert not Identity.objects.filter(name__startswith="山田").exists()


def test_a_note_about_both_opens_only_when_both_consent(town: World) -> None:
    both = "地域包括支援センターと電話"
    assert town.one("select cardinality(doors) from cases_note where text like %s", both + "%") == 2
    with town.acting("suzuki"):
        assert not Note.objects.filter(text__startswith=both).exists()


def test_nobody_signed_in_sees_nothing(town: World) -> None:
    assert Case.objects.count() == 0
    assert Identity.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from rooms_grant")
        assert cursor.fetchone() == (0,)


def test_the_mothers_withdrawal_ends_what_came_from_her_consent_at_once(town: World) -> None:
    with town.acting("suzuki"):
        laid_open = Note.objects.filter(text__startswith="母と面談")
        assert laid_open.count() == 1
        own = Note.objects.filter(text__startswith="初回面談")
        assert own.count() == 1
    with town.acting("tanaka") as tanaka:
        consent = Consent.objects.get(answer="given")
        ended = withdraw(consent.pk, case=consent.case_id, why="本人の申し出", by=tanaka)
    # 福祉総合相談担当, 包括, 生活自立 by their desks, and the CSW by name from the sitting.
    assert ended == 4
    with town.acting("suzuki"):
        assert laid_open.count() == 0
        assert own.count() == 1, "what the desk wrote itself stays with it"


def test_the_walk_can_be_written_again_in_an_empty_town(world: World) -> None:
    case = write_yamada(world.clock)
    assert world.one("select count(*) from meetings_decision where case_id = %s", case) == 1
