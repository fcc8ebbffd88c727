"""月次報告 of a desk: the city's own with every figure, and one for the public with small figures hidden."""

from django.http import HttpResponse
from django.shortcuts import render

from kasane.access.permissions import Permission
from kasane.documents.books import Cell, Column, Heading, Kind, Sheet
from kasane.ledgers.queries.monthly import labels, month_of
from kasane.ledgers.queries.register import first_year
from kasane.rules.counting import SMALLEST, Table, hidden_small, monthly_tables
from kasane.web.access import ActingRequest, needs
from kasane.web.ledgers.answers import book_answer
from kasane.web.ledgers.periods import MONTHS, Period, period_in, years_to_choose

HIDDEN = "＊"
PUBLIC = "public"
COLUMNS = (
    Column("表", 30),
    Column("項目", 34),
    Column("数", 10, Kind.NUMBER),
    Column("単位", 12),
    Column("定義（何を数えたか）", 80),
)
FOR_CITY = "市への報告です。そのままの数が入っているので、市の外に出さないでください。"
FOR_PUBLIC = (
    f"公表用です。{SMALLEST}未満の数と、引き算でわかる数を「{HIDDEN}」で伏せています。0はそのままです。"
)


@needs(Permission.EXPORT_LISTS)
def monthly(request: ActingRequest) -> HttpResponse:
    actor = request.actor
    period = period_in(request.GET, actor.today, may_be_year=False)
    context = {
        "tables": _tables(request, period),
        "is_public": _is_public(request),
        "smallest": SMALLEST,
        "hidden": HIDDEN,
        "period": period,
        "years": years_to_choose(first_year(actor), actor.today),
        "months": MONTHS,
    }
    return render(request, "ledgers/monthly.html", context)


@needs(Permission.EXPORT_LISTS, is_export=True)
def monthly_book(request: ActingRequest) -> HttpResponse:
    actor = request.actor
    period = period_in(request.GET, actor.today, may_be_year=False)
    kind, care = ("公表用", FOR_PUBLIC) if _is_public(request) else ("市への報告", FOR_CITY)
    heading = Heading(
        title=f"月次報告　{period.label}（{kind}）",
        desk=actor.desk_name,
        made_by=actor.name,
        made_on=actor.today,
        care=care,
    )
    rows = [row for table in _tables(request, period) for row in _rows(table)]
    sheet = Sheet("月次報告", COLUMNS, rows)
    return book_answer(actor, f"月次報告_{period.first:%Y%m}_{kind}", heading, [sheet])


def _is_public(request: ActingRequest) -> bool:
    return request.GET.get("for") == PUBLIC


def _tables(request: ActingRequest, period: Period) -> list[Table]:
    tables = monthly_tables(month_of(request.actor, period.first, period.last), labels(period.last))
    return [hidden_small(table) if _is_public(request) else table for table in tables]


def _rows(table: Table) -> list[tuple[Cell, ...]]:
    """A table's lines, each with its unit and what it counts."""
    rows: list[tuple[Cell, ...]] = [
        (
            table.title,
            cell.label,
            HIDDEN if cell.count is None else cell.count,
            (cell.unit or table.unit).value,
            cell.definition or table.definition,
        )
        for cell in table.cells
    ]
    if table.has_total:
        total = HIDDEN if table.total is None else table.total
        rows.append((table.title, "計", total, table.unit.value, table.definition))
    return rows
