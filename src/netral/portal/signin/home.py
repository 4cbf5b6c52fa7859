"""Who am I here? One's name, one's roles with their dates, and the way to one's security."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from netral.portal import clock
from netral.portal.directory.models import User
from netral.portal.directory.roles import ROLES

OWN: tuple[tuple[str, Promise], ...] = (
    ("security", _("Keamanan akun")),
    ("start", _("Tanya")),
    ("report", _("Lapor")),
    ("conflicts", _("Benturan kepentingan")),
    ("my-key", _("Kunci saya")),
    ("keys", _("Serah terima kunci")),
    ("slips", _("Cetak slip aktivasi")),
    ("tokens", _("Token untuk program")),
)
"""Pages that have no place in the menu: the name of each address, and its word."""


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The mandates of today; those that have ended or not begun are the directory's business."""
    assert isinstance(request.user, User)
    held = request.user.mandates.on(clock.now().date()).select_related("agency", "unit").order_by("role", "pk")
    roles = [(ROLES[one.role], one) for one in held]
    links = [(address, word) for address, word in _links({one.role for one in held})]
    return render(request, "signin/me.html", {"roles": roles, "links": links})


def _links(held: set[str]) -> Iterator[tuple[str, Promise]]:
    """Pages of one's own that some of these roles open, by what each page itself says it needs."""
    for name, word in OWN:
        address = reverse(name)
        needed = getattr(resolve(address).func, "roles", ())
        if not needed or held & set(needed):
            yield address, word
