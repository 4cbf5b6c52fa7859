"""In which language? What the person chose on a page (`bahasa`), else what the browser asks for, else Indonesian."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Answering = Callable[[HttpRequest], HttpResponse]
KNOWN = {code for code, _ in settings.LANGUAGES}


def middleware(answer: Answering) -> Answering:
    """Like Django's LocaleMiddleware, with one link or button more: `bahasa=en` in a query or a form."""

    def answered(request: HttpRequest) -> HttpResponse:
        # In case that even the form cannot be read: the fault's page stands in the language of the source.
        request.LANGUAGE_CODE = settings.LANGUAGE_CODE
        # A form with files is left unread here: its view says where they may go (`intake.uploads`).
        form = {} if request.content_type == "multipart/form-data" else request.POST.dict()
        chosen = form.get("bahasa") or request.GET.get("bahasa")
        language = chosen if chosen in KNOWN else translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = answer(request)
        response.headers["Content-Language"] = language
        if chosen in KNOWN:
            # A word about the page, not about the person: it holds `id` or `en`.
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, chosen, max_age=31_536_000, samesite="Lax", secure=request.is_secure()
            )
        return response

    return answered
