"""The whole ledger as one file that `netral verify` checks without us; who took it is in it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_POST

from netral.portal import clock
from netral.portal.audit import export as ledger
from netral.portal.auditor.who import audits, reader


@audits
@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """Recorded and sealed first, so that the file ends with a seal over everything in it."""
    now = clock.now()
    size = ledger.begun(reader(request), now=now)
    response = StreamingHttpResponse(ledger.zipped(size), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{ledger.FOLDER}-{now.date().isoformat()}.zip"'
    response.headers["Cache-Control"] = "no-store"
    return response
