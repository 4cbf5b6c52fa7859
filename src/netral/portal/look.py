"""Light, dark, or as the device has it? What the person chose at the foot of a page (`tampilan`)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answering = Callable[[HttpRequest], HttpResponse]
COOKIE = "tampilan"
DEVICE, LIGHT, DARK = "perangkat", "terang", "gelap"
KNOWN = (DEVICE, LIGHT, DARK)
_KEY = "netral.look"


def middleware(answer: Answering) -> Answering:
    """One field more in a query or a form, `tampilan=gelap`; the page that answers has that look already."""

    def answered(request: HttpRequest) -> HttpResponse:
        chosen = _chosen(request)
        request.META[_KEY] = chosen or request.COOKIES.get(COOKIE, "")
        response = answer(request)
        if chosen == DEVICE:
            response.delete_cookie(COOKIE, samesite="Lax")
        elif chosen:
            # A word about the page, not about the person.
            response.set_cookie(COOKIE, chosen, max_age=31_536_000, samesite="Lax", secure=request.is_secure())
        return response

    return answered


def look(request: HttpRequest) -> str:
    """One of KNOWN; as the device has it, where the request could not be read."""
    kept: str = request.META.get(_KEY, "")
    return kept if kept in KNOWN else DEVICE


def _chosen(request: HttpRequest) -> str:
    # A form with files is left unread here: its view says where they may go (`intake.uploads`).
    form = {} if request.content_type == "multipart/form-data" else request.POST.dict()
    chosen = form.get(COOKIE) or request.GET.get(COOKIE)
    return chosen if chosen in KNOWN else ""
