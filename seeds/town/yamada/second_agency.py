"""自立相談 joins under the mother's consent."""

from kasane.access.rooms import InformationClass
from kasane.cases.actions.notes import NoteWords, add_note
from kasane.cases.actions.rooms import lay_open
from kasane.cases.models import Note
from kasane.cli.clock import Clock
from kasane.directory.models import Desk
from kasane.people.models import Identity, Membership
from kasane.referrals.actions import SheetWords, move, send
from kasane.referrals.models import Referral
from kasane.rules.referrals import NamesBasis, ReferralMove
from kasane.rules.tax import TaxOrigin


def second_agency(clock: Clock, case: int, mother: int) -> None:
    """自立相談 joins: what the mother may be known by is laid open, and a つなぎ is sent and accepted."""
    referral = _handed_on(clock, case, mother)
    with clock.acting("suzuki", 136, "13:10") as suzuki:
        move(Referral.objects.get(pk=referral), ReferralMove.ACCEPT, by=suzuki)
        add_note(
            NoteWords(
                kind="office_visit",
                happened_at=clock.instant(136, "13:30"),
                text="初回面談。家主と分割の話し合いをすることになった。来週、家主へ同行する。",
                concerns=frozenset({mother}),
            ),
            case=case,
            by=suzuki,
        )
        add_note(
            NoteWords(
                kind="office_visit",
                happened_at=clock.instant(136, "13:50"),
                text="本人が持ってこられた通知書によると、住民税は非課税。",
                concerns=frozenset({mother}),
                information_class=InformationClass.TAX,
                tax_origin=TaxOrigin.SELF_REPORT,
            ),
            case=case,
            by=suzuki,
        )


def _handed_on(clock: Clock, case: int, mother: int) -> int:
    jiritsu = Desk.objects.get(code="jiritsu").pk
    with clock.acting("tanaka", 138, "09:30") as tanaka:
        for record in (
            Identity.objects.get(case_id=case, person_id=mother),
            Membership.objects.get(case_id=case, person_id=mother),
        ):
            lay_open(record, concerns=[mother], by=tanaka)
        # About both: nobody else reads it while the son does not consent.
        both = Note.objects.get(case_id=case, kind="contact")
        lay_open(both, concerns=both.concerns, by=tanaka)
        note = add_note(
            NoteWords(
                kind="home_visit",
                happened_at=clock.instant(139, "15:00"),
                text="母と面談。家計簿を一緒に見た。年金は月11万円、家賃の滞納が2か月。配食を週3回から試したいとのこと。",
                concerns=frozenset({mother}),
            ),
            case=case,
            by=tanaka,
        )
        lay_open(note, concerns=[mother], by=tanaka)
        return send(
            SheetWords(
                to_desk=jiritsu,
                basis=NamesBasis.CONSENT,
                persons=frozenset({mother}),
                content="82歳の女性。年金で同居の長男と暮らし、家賃の滞納が2か月あります。",
                asks_for="家計の相談と、住居確保給付金などの検討",
                keeps_doing="全体の調整と、長男への関わりは福祉総合相談担当で続けます",
            ),
            case=case,
            by=tanaka,
        )
