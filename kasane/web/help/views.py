"""The guide inside the product."""

from django.http import HttpResponse
from django.shortcuts import render

from kasane.web.access import ActingRequest, found, needs
from kasane.web.help.guide import chapters


@needs(None, is_for_guests=True)
def index(request: ActingRequest) -> HttpResponse:
    return render(request, "help/index.html", {"chapters": list(chapters().values())})


@needs(None, is_for_guests=True)
def chapter(request: ActingRequest, chapter: str) -> HttpResponse:
    return render(request, "help/chapter.html", {"chapter": found(chapters().get(chapter))})
