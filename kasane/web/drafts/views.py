"""The form asks these behind the person who types: keep it, give it back, throw it away."""

import json
from typing import Any

from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_GET, require_POST

from kasane.access.ids import decode_id, encode_id
from kasane.drafts.actions import Fields, discard, keep
from kasane.drafts.queries import draft_of
from kasane.rules.verdicts import Refused
from kasane.web.access import ActingRequest, found, needs


@needs(None, is_for_guests=True)
@require_POST
def save(request: ActingRequest) -> HttpResponse:
    """Keep what a form holds; answers with the draft's letters, or with the sentence of the refusal."""
    fields, path = _fields(request.POST.get("fields", "")), request.POST.get("path", "")
    if fields is None or not _is_page(path):
        return HttpResponseBadRequest()
    try:
        draft = keep(
            fields,
            path=path,
            label=request.POST.get("label", "")[:80],
            draft=_number(request.POST.get("draft", "")),
            by=request.actor,
        )
    except Refused as refusal:
        return JsonResponse({"refused": refusal.verdict.sentence}, status=409)
    return JsonResponse({"draft": encode_id(draft)})


@needs(None, is_for_guests=True)
@require_GET
def show(_request: ActingRequest, draft: int) -> HttpResponse:
    """What the draft holds, for the form at whose address it was typed."""
    kept = found(draft_of(draft))
    return JsonResponse({"path": kept.path, "fields": kept.fields})


@needs(None, is_for_guests=True)
@require_POST
def throw_away(request: ActingRequest, draft: int) -> HttpResponse:
    kept = found(draft_of(draft))
    discard(draft, by=request.actor)
    return redirect(kept.path)


def _fields(text: str) -> Fields | None:
    """The fields a form sent; None when it is no list of pairs of texts."""
    try:
        told: Any = json.loads(text)
    except ValueError:
        return None
    if not isinstance(told, list):
        return None
    pairs = [tuple(one) for one in told if isinstance(one, list)]
    is_whole = len(pairs) == len(told) and all(
        len(pair) == 2 and all(isinstance(part, str) and _is_storable(part) for part in pair)
        for pair in pairs
    )
    return [(name, value) for name, value in pairs] if is_whole else None


def _is_storable(text: str) -> bool:
    """Whether the database can hold a text: JSON can name half a character, which no encoding can write."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _is_page(path: str) -> bool:
    try:
        resolve(path.partition("#")[0])
    except Resolver404:
        return False
    return len(path) <= 200


def _number(letters: str) -> int | None:
    try:
        return decode_id(letters)
    except ValueError:
        return None
