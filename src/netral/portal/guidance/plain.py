"""Help, privacy, accessibility: what the foot of every page leads to. Short, and nothing that is not so."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@login_not_required
@require_GET
def page(request: HttpRequest, name: str) -> HttpResponse:
    """`name`: one of those in the room's addresses; nobody else can name a template."""
    # Of what it says to reporters, the one thing that an agency sets.
    return render(request, f"guidance/{name}.html", {"days": settings.NETRAL.backups.days})
