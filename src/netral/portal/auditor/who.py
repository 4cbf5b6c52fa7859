"""Who may read the ledger, and how it names them: whoever audits every agency on this machine, for it is one chain."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from netral.portal.denial import Denial
from netral.portal.directory.models import Agency, Mandate
from netral.portal.signin.door import needs

ROLE = "auditor"


def audits(view: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponse]:
    """Open to auditors whose mandates together cover the machine (docs/adr/0020)."""

    @needs(ROLE)
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        refused = of_part(request.mandates)  # type: ignore[attr-defined]
        if refused is not None:
            return render(request, "fault.html", {"sentence": refused.reason}, status=403)
        return view(request)  # type: ignore[return-value]  # a stream is an answer as well

    return guarded


def of_part(mandates: Iterable[Mandate]) -> Denial | None:
    """Why these mandates do not open the ledger: it tells of agencies, or of units, that are not theirs."""
    whole = [one.agency_id for one in mandates if one.agency_id is not None and one.unit_id is None]
    if not Agency.objects.exclude(pk__in=whole).exists():
        return None
    words = _(
        "Buku audit ini satu rantai untuk semua instansi di mesin ini. Ia terbuka bagi auditor semua instansi itu."
    )
    return Denial(words)


def reader(request: HttpRequest) -> dict[str, str]:
    """Whoever a guard let in as an auditor."""
    return {"role": ROLE, "id": f"{request.user.pk}"}
