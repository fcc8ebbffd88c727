"""Writing what may be found, in the transaction of the record it leads to."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, TextField, Value
from django.db.models.functions import Cast

from kasane.access.actor import Actor
from kasane.japanese.grams import bigrams
from kasane.rooms.actions import place, write_all
from kasane.rooms.models import Record
from kasane.search.models import SearchEntry


def grams_of(*texts: str) -> Func:
    """The grams of some texts as PostgreSQL keeps them: sorted, so that a row is compared in microseconds."""
    grams = sorted({gram for text in texts if text for gram in bigrams(text)})
    as_array = Cast(Value(grams), ArrayField(TextField()))
    return Func(as_array, function="array_to_tsvector", output_field=SearchVectorField())


def reindex(record: int, *texts: str) -> None:
    """Find a record by its new texts from now on."""
    SearchEntry.objects.filter(record_id=record).update(grams=grams_of(*texts))


def index(record: Record, kind: str, *texts: str, by: Actor) -> None:
    """Make a record findable by the grams of its texts, under the record's own guard."""
    write_all([entry_of(record, kind, *texts, by=by)])


def entry_of(record: Record, kind: str, *texts: str, by: Actor) -> SearchEntry:
    """What makes a record findable, beside it and not stored yet."""
    entry = SearchEntry(
        kind=kind,
        record_id=record.pk,
        grams=grams_of(*texts),
        information_class=record.information_class,
    )
    return place(
        entry,
        home=record.home_id,
        case=record.case_id,
        concerns=record.concerns,
        doors=record.doors,
        by=by,
    )


def follow(record: Record) -> None:
    """Give a record's entries the doors it was just laid open through."""
    SearchEntry.objects.filter(record_id=record.pk).update(
        doors=record.doors, concerns=record.concerns, laid_open_at=record.laid_open_at
    )
