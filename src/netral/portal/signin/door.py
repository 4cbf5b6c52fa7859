"""Who may open this page? A mandate of today, and for every role above `pegawai` two proofs of who it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from netral.portal import clock
from netral.portal.directory.models import Mandate, User
from netral.portal.directory.roles import ROLES, SECOND_FACTOR

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]
TWICE = "dua_bukti"
"""The session's mark that this person proved twice who it is."""


def needs(*roles: str) -> Callable[[View[Rest]], View[Rest]]:
    """Open to those who hold one of these roles today; `request.mandates` are the mandates that opened it.

    Whoever holds none is refused (403), and whoever has proved only once who it is is asked for the second proof.
    Which record a mandate covers is the business of its table's `visible_to`.
    """
    assert set(roles) <= set(ROLES), roles

    def guard(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def guarded(request: HttpRequest, *rest: Rest.args, **named: Rest.kwargs) -> HttpResponse:
            held = mandates(request, *roles)
            if not held:
                raise PermissionDenied
            if any(one.role in SECOND_FACTOR for one in held) and not request.session.get(TWICE):
                return redirect(f"/masuk/kode?next={request.path}")
            request.mandates = held  # type: ignore[attr-defined]
            return view(request, *rest, **named)

        guarded.roles = roles  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return guard


def mandates(request: HttpRequest, *roles: str) -> list[Mandate]:
    """Those of these roles that the person holds today, with their agency and unit."""
    if not isinstance(request.user, User):
        return []
    found = request.user.mandates.on(clock.now().date()).filter(role__in=roles)
    return list(found.select_related("agency", "unit"))
