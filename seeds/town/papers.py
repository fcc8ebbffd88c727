"""What was printed of the Yamadas: the 包括's 申込票 for the mother, and the coordinator's plan for her file."""

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.cases.models import Consultation
from kasane.cli.clock import Clock
from kasane.prints.actions import Printing, keep_print
from kasane.rooms.models import Record
from kasane.rules.printing import Audience
from kasane.support_plans.models import PlanPart


def write_papers(clock: Clock) -> None:
    with clock.acting("sato", 150, "10:30") as sato:
        told = Consultation.objects.filter(
            home__desk_id=sato.desk, content__startswith="民生委員から電話"
        ).get()
        _printed(told, "reception_agreed", "【本人同意あり】相談受付・申込票", Audience.PERSON, sato)
    with clock.acting("tanaka", 100, "16:00") as tanaka:
        part = PlanPart.objects.filter(home__desk_id=tanaka.desk).order_by("written_at")[0]
        _printed(part, "plan", "支援プラン兼利用申込書", Audience.OFFICE, tanaka)


def _printed(of: Record, form: str, title: str, audience: Audience, by: Actor) -> None:
    """The file itself is not kept, so that its number and digest are all there is of it."""
    number = new_id()
    printing = Printing(
        number=number,
        form=form,
        title=title,
        layout=f"{title.partition('】')[2] or title}（第1版）",
        audience=audience,
        receiver="",
        content=str(number).encode(),
        kind="PDF",
        pages=1,
        of_record=of.pk,
    )
    keep_print(printing, home=of.home_id, case=of.case_id, concerns=of.concerns, by=by)
