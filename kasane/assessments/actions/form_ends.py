"""Ending a form from a day on, and taking it up again."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from kasane.access.actor import Actor
from kasane.assessments.models import Form, FormEnd
from kasane.assessments.queries import end_of_form, reporting_on
from kasane.audit.actions import record as tell
from kasane.rooms.queries import refusals
from kasane.rules.form_ends import may_form_be_taken_up, may_form_end
from kasane.rules.verdicts import Refused, Verdict, demand


@dataclass(frozen=True)
class EndWords:
    """From which day nothing new is begun on a form, and why."""

    ended_from: date
    reason: str


@transaction.atomic
def end_form(form: Form, words: EndWords, *, by: Actor) -> FormEnd:
    """Nothing new is begun on a form from a day; what was begun on it may be read and finished."""
    demand(endable(form, words, on=by.today))
    end = FormEnd(
        form=form,
        ended_from=words.ended_from,
        reason=words.reason.strip(),
        ended_by=by.staff,
        ended_at=by.at,
    )
    try:
        with transaction.atomic(), refusals():
            end.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(endable(form, words, on=by.today)) from error
    tell("end_form", detail={"form": form.code, "ended_from": str(words.ended_from)})
    return end


@transaction.atomic
def take_up_form(form: Form, *, by: Actor) -> None:
    """A form that was ended is used again, from now."""
    with refusals():
        changed = FormEnd.objects.filter(form=form, taken_up_at=None).update(
            taken_up_at=by.at, taken_up_by=by.staff
        )
    demand(may_form_be_taken_up(is_ended=changed == 1))
    tell("take_up_form", detail={"form": form.code})


def endable(form: Form, words: EndWords, *, on: date) -> Verdict:
    """Whether a form may be ended as it stands."""
    reporting = reporting_on(max(words.ended_from, on))
    return may_form_end(
        ended_from=words.ended_from,
        on=on,
        reason=words.reason,
        is_published=form.versions.filter(published_at__isnull=False).exists(),
        is_ended=end_of_form(form) is not None,
        reports=form.pk in reporting,
        another_reports=bool(reporting - {form.pk}),
    )
