"""The two cookies of a reporter: what a browser holds, and the server does not."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse


def named(word: str) -> str:
    """Bound to this host and to HTTPS, where there is HTTPS."""
    return f"{'__Host-' if settings.NETRAL.https else ''}{word}"


def keep(response: HttpResponse, name: str, value: str, lasts: timedelta) -> HttpResponse:
    """The browser holds `value` for this long, and shows it to no script."""
    seconds = int(lasts.total_seconds())
    response.set_cookie(
        name, value, max_age=seconds, path="/", secure=settings.NETRAL.https, httponly=True, samesite="Lax"
    )
    return response
