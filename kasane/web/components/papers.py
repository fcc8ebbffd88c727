"""Scanned papers in a form: several files in one field, and what is too large said before it is read."""

from typing import Any

from django import forms
from django.http import HttpRequest

from kasane.rules.papers import LARGEST, may_bear_its_name

# What a form with papers may be; a larger one does not reach us at all.
LARGEST_REQUEST = LARGEST + 512 * 1024
TOO_LARGE = "ファイルが大きすぎます（合わせて10メガバイトまで）。解像度を下げて取り込み直すか、分けて添付してください。"
MESSAGES = {
    "required": "ファイルを選んでください。",
    "empty": "中身のないファイルです。もう一度取り込んでから添付してください。",
    "invalid": "ファイルを読み取れませんでした。選び直してください。",
}


class PapersInput(forms.FileInput):
    """The browser's own chooser, for several files at once."""

    allow_multiple_selected = True


class PapersField(forms.FileField):
    """Any number of scanned papers; their contents, in the order they were chosen."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "添付（PDF・JPEG・PNG、合わせて10メガバイトまで）")
        kwargs.setdefault("error_messages", MESSAGES)
        widget = PapersInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png", "multiple": True})
        super().__init__(widget=widget, required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> tuple[bytes, ...]:
        files: list[Any] = data if isinstance(data, list) else [data] if data else []
        return tuple(_honest(super(PapersField, self).clean(one, initial)).read() for one in files)


class PaperField(forms.FileField):
    """One scanned paper."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        return _honest(file) if file else file


def _honest(file: Any) -> Any:
    """The file, from its beginning, once its name says what it is."""
    verdict = may_bear_its_name(file.name, file.read())
    file.seek(0)
    if not verdict:
        raise forms.ValidationError(verdict.sentence)
    return file


def is_too_large(request: HttpRequest) -> bool:
    """Whether a request was larger than what is read; its files are then missing from it."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_REQUEST
