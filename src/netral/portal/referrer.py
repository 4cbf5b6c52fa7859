"""What does a browser tell of the page that somebody comes from? Nothing; but a form of ours says that it is ours."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answering = Callable[[HttpRequest], HttpResponse]


def middleware(answer: Answering) -> Answering:
    """`same-origin` for pages with a token against forged forms, to us alone; elsewhere settings say `no-referrer`.

    Under `no-referrer` browsers send `Origin: null` with a form (Fetch §3.2), which the check of the token refuses.
    Stands inside CsrfViewMiddleware, which forgets the mark that the token was asked for.
    """

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
            response.headers.setdefault("Referrer-Policy", "same-origin")
        return response

    return answered
