"""Does the ledger hold? A button; what it finds is kept and shown on the auditor's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from netral.portal import clock
from netral.portal.audit import checks
from netral.portal.auditor.who import audits, reader


@audits
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Reads the whole ledger, which takes some seconds for a hundred thousand events."""
    checks.check(reader(request), now=clock.now())
    return redirect("audit")
