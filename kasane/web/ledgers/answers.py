"""Answering with an Excel book whose name names nobody."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from kasane.access.actor import Actor
from kasane.documents.books import MEDIA_TYPE, Heading, Sheet, book


def heading_of(actor: Actor, title: str, *remarks: str) -> Heading:
    """What stands at the top of every book of a desk."""
    return Heading(
        title=title, desk=actor.desk_name, made_by=actor.name, made_on=actor.today, remarks=remarks
    )


def book_answer(actor: Actor, name: str, heading: Heading, sheets: Iterable[Sheet]) -> HttpResponse:
    """The book to be stored; `name` says what it is, and the day is added."""
    answer = HttpResponse(book(heading, sheets), content_type=MEDIA_TYPE)
    file_name = f"{name}_{actor.today:%Y%m%d}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file_name)
    return answer


def cut_line(most: int, order: str) -> str:
    """What a sheet says when it does not hold everything."""
    return f"{order}{most:,}件までを書き出しました。このほかにもあります。"
