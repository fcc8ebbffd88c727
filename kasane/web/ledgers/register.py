"""帳票 in one place, and the 相談受付簿 of a desk: on the screen, on paper, as Excel."""

from django.http import HttpResponse
from django.shortcuts import render

from kasane.access.permissions import Permission
from kasane.documents.books import Column, Kind, Sheet
from kasane.ledgers.queries.register import first_year, register_of
from kasane.web.access import ActingRequest, needs
from kasane.web.ledgers.answers import book_answer, cut_line, heading_of
from kasane.web.ledgers.periods import MONTHS, period_in, years_to_choose

ON_SCREEN = 300
IN_A_BOOK = 5_000
COLUMNS = (
    Column("番号", 7, Kind.NUMBER),
    Column("受付日", kind=Kind.DAY),
    Column("受付方法", 14),
    Column("相談した人", 18),
    Column("だれについて", 32),
    Column("分野", 26),
    Column("対応", 34),
    Column("受けた人", 14),
)


@needs(Permission.EXPORT_LISTS)
def index(request: ActingRequest) -> HttpResponse:
    """Every paper and list of the desk in one place."""
    return render(request, "ledgers/index.html", {"period": period_in(request.GET, request.actor.today)})


@needs(Permission.EXPORT_LISTS)
def register(request: ActingRequest) -> HttpResponse:
    actor = request.actor
    period = period_in(request.GET, actor.today)
    context = {
        "register": register_of(actor, period.first, period.last, most=ON_SCREEN),
        "period": period,
        "years": years_to_choose(first_year(actor), actor.today),
        "months": MONTHS,
        "most": ON_SCREEN,
    }
    return render(request, "ledgers/register.html", context)


@needs(Permission.EXPORT_LISTS, is_export=True)
def register_book(request: ActingRequest) -> HttpResponse:
    actor = request.actor
    period = period_in(request.GET, actor.today)
    found = register_of(actor, period.first, period.last, most=IN_A_BOOK)
    rows = [
        (
            line.number,
            line.received_on,
            line.channel,
            line.consulter,
            "、".join(line.about),
            "、".join(line.fields),
            "、".join(line.dispositions),
            line.worker,
        )
        for line in found.lines
    ]
    remarks = (cut_line(IN_A_BOOK, "受付の古い順に"),) if found.is_cut else ()
    heading = heading_of(actor, f"相談受付簿　{period.label}", *remarks)
    return book_answer(actor, "相談受付簿", heading, [Sheet("相談受付簿", COLUMNS, rows)])
