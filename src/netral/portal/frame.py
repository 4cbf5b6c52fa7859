"""What stands around every page: the agency's name, the rulebook's version, the language that can be chosen."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from netral.portal import clock
from netral.portal.guidance.rulebook import table


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the base template; nothing of it is about the person."""
    rulebook = table().rulebook
    return {
        "agency": settings.NETRAL.agency,
        "demo_day": clock.now().date() if settings.NETRAL.demo else None,
        "rulebook": {"version": rulebook.version, "short": rulebook.sha256[:8]},
        "section": request.path.split("/")[1],
    }
