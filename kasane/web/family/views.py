"""家族図: the genogram and the ecomap with the same in words, and the 家族年表."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from kasane.access.permissions import Permission
from kasane.cases.models import Case
from kasane.diagrams.ecomap import Ecomap
from kasane.diagrams.ecomap import ecomap as drawn_around
from kasane.diagrams.genogram import Genogram
from kasane.diagrams.genogram import genogram as drawn
from kasane.people.facts.family import family, surroundings
from kasane.web.access import ActingRequest, needs
from kasane.web.case_file.known import known_case
from kasane.web.family.shown import Shown, shown

MIDDLE = "この世帯"


@needs(Permission.READ_CASES)
def genogram(request: ActingRequest, case: int) -> HttpResponse:
    known = known_case(request, case)
    told = shown(case, request.actor)
    picture = _family_of(told, request)
    return render(request, "family/genogram.html", _page(known, told) | {"picture": _written(picture)})


@needs(Permission.READ_CASES)
def ecomap(request: ActingRequest, case: int) -> HttpResponse:
    known = known_case(request, case)
    told = shown(case, request.actor)
    picture = _surroundings_of(told, request)
    return render(request, "family/ecomap.html", _page(known, told) | {"picture": _written(picture)})


@needs(Permission.READ_CASES)
def chronicle(request: ActingRequest, case: int) -> HttpResponse:
    known = known_case(request, case)
    return render(request, "family/chronicle.html", _page(known, shown(case, request.actor)))


@needs(Permission.READ_CASES)
def printed(request: ActingRequest, case: int) -> HttpResponse:
    """Both pictures and the 年表 on paper."""
    known = known_case(request, case)
    told = shown(case, request.actor)
    context = _page(known, told) | {
        "pictures": [
            ("ジェノグラム", _written(_family_of(told, request))),
            ("エコマップ", _written(_surroundings_of(told, request))),
        ],
        "today": request.actor.today,
    }
    return render(request, "family/print.html", context)


def _family_of(told: Shown, request: ActingRequest) -> Genogram:
    return drawn(family(told.relations, request.actor.today))


def _surroundings_of(told: Shown, request: ActingRequest) -> Ecomap:
    return drawn_around(MIDDLE, surroundings(told.relations, request.actor.today))


def _written(picture: Genogram | Ecomap) -> dict[str, object]:
    """The picture as the page writes it (every letter in it was escaped where it was drawn), and in words."""
    return {"svg": mark_safe(picture.svg()), "words": picture.words()}  # noqa: S308


def _page(case: Case, told: Shown) -> dict[str, object]:
    return {
        "case": case,
        "told": told,
        "reasons": told.standing.reasons,
        "is_own": told.standing.own_room is not None,
    }
