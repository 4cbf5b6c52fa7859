"""Somebody asks for a record that was destroyed: whoever could have read it is told so, and when; nobody else is."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from netral.portal import clock
from netral.portal.directory.models import User
from netral.portal.retention.models import Destroyed

OF_RECORDS = {
    **dict.fromkeys(("report-one", "report-unseal", "report-picture"), "reports"),
    "finding": "findings",
}
"""Addresses of a record, and the list that is the one way on."""


class middleware:  # noqa: N801
    """Behind the doors: a view has found nothing, and its guards have let this person ask."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match = request.resolver_match
        if not isinstance(exception, Http404) or match is None or match.url_name not in OF_RECORDS:
            return None
        assert isinstance(request.user, User)
        seen = Destroyed.objects.visible_to(request.user, on=clock.now().date())
        gone = seen.filter(number=match.kwargs["number"]).first()
        if gone is None:
            return None
        response = render(request, "retention/gone.html", {"gone": gone, "on": OF_RECORDS[match.url_name]}, status=410)
        add_never_cache_headers(response)
        return response
