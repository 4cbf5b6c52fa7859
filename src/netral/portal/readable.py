"""What somebody sent, as every database can keep it: without NUL signs, and without halves of a sign (surrogates).

Nobody means either; PostgreSQL refuses the first, and nothing can write the second as UTF-8. A form loses them before
any page reads it, and an address that holds a NUL is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

_NUL, _HALF = "\0", re.compile(r"[\ud800-\udfff]")


def cleaned(text: str) -> str:
    """Without NUL signs; a half of a sign becomes the sign for what cannot be read."""
    return _HALF.sub("�", text.replace(_NUL, ""))


def clean_form(request: HttpRequest) -> None:
    """For a view that chooses how its files are taken, and so reads the form later than the others."""
    request.POST = _without(request.POST)  # type: ignore[assignment]


def number(text: str) -> int | None:
    """The key that a form names; None for what no row can have, however many figures somebody writes."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def day(text: str) -> date | None:
    """The day that a form names as 2024-02-28; None for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


class middleware:  # noqa: N801
    """Behind the check against forged forms, which reads the form first."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _NUL in request.path_info:
            raise Http404
        request.GET = _without(request.GET)  # type: ignore[assignment]
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_: object) -> None:
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            clean_form(request)


def _without(sent: QueryDict) -> QueryDict:
    if all(cleaned(one) == one for name, values in sent.lists() for one in (name, *values)):
        return sent
    clean = QueryDict(mutable=True)
    for name, values in sent.lists():
        clean.setlist(cleaned(name), [cleaned(one) for one in values])
    clean._mutable = False
    return clean
