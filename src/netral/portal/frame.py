"""What stands around every page: the agency's name, the rulebook's version, the language that can be chosen."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from netral.portal import clock
from netral.portal.did import said
from netral.portal.directory.models import Mandate, User
from netral.portal.guidance.rulebook import table
from netral.portal.look import look

OPEN: tuple[tuple[str, Promise], ...] = (
    ("start", _("Tanya")),
    ("invitation", _("Undangan")),
    ("cards", _("Kartu")),
    ("report", _("Lapor")),
)
"""What everybody sees: the name of an address, and its word."""
BY_ROLE: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
    ("start", _("Tanya"), ("pegawai",)),
    ("desk", _("Tugas"), ("pengelola", "pemeriksa")),
    ("findings", _("Temuan"), ("pemeriksa",)),
    ("reports", _("Laporan"), ("pemeriksa",)),
    ("patrols", _("Patroli"), ("pemeriksa",)),
    ("officials", pgettext_lazy("daftar", "Pegawai"), ("pengelola", "ppk")),
    ("manage", _("Kelola"), ("admin", "ppk")),
    ("retention", _("Masa simpan"), ("pemeriksa",)),
    ("audit", _("Audit"), ("auditor",)),
    ("me", _("Saya"), ()),
)
"""What those see who have signed in: the same, and the roles for which it is; none: for everybody."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the base template; nothing of it is about the person."""
    rulebook, menu = table().rulebook, _menu(request)
    return {
        "agency": settings.NETRAL.agency,
        "demo_day": clock.now().date() if settings.NETRAL.demo else None,
        "rulebook": {"version": rulebook.version, "short": rulebook.sha256[:8]},
        "menu": menu,
        "did": said(request),
        "up": _above(menu),
        "look": look(request),
    }


def _menu(request: HttpRequest) -> list[tuple[str, Promise, bool]]:
    """Address, word, and whether the page is of that section; of all that is there for this person."""
    user = getattr(request, "user", None)
    if isinstance(user, User):
        read: list[Mandate] | None = getattr(request, "held", None)
        held = {one.role for one in read} if read is not None else user.roles(clock.now().date())
        offered = [(name, word) for name, word, roles in BY_ROLE if not roles or held & set(roles)]
    else:
        offered = list(OPEN)
    known = [(address, word) for name, word in offered if (address := _address(name))]
    current = max((one for one, _word in known if _within(request.path, one)), key=len, default=None)
    return [(address, word, address == current) for address, word in known]


def _above(menu: list[tuple[str, Promise, bool]]) -> tuple[str, Promise]:
    """Where a page came from that is no section itself: its section, or the person's own page."""
    return next(((address, word) for address, word, current in menu if current), menu[-1][:2])


def _within(path: str, address: str) -> bool:
    if address == "/":
        return path in ("/", "/tanya")
    return path == address or path.startswith(f"{address}/")


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
