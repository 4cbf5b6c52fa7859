"""Is somebody still there? The press on the line that comes five minutes before a session ends moves that end."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def page(_request: HttpRequest) -> HttpResponse:
    """Nothing to show: the browser leaves the page, and what is typed in it, as it is."""
    return HttpResponse(status=204)
