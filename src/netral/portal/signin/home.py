"""Who am I here? One's name, one's roles with their dates, and the way to one's security."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from netral.portal import clock
from netral.portal.directory.models import User
from netral.portal.directory.roles import ROLES


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The mandates of today; those that have ended or not begun are the directory's business."""
    assert isinstance(request.user, User)
    held = request.user.mandates.on(clock.now().date()).select_related("agency", "unit").order_by("role", "pk")
    roles = [(ROLES[one.role], one) for one in held]
    return render(request, "signin/me.html", {"roles": roles})
