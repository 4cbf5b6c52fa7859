"""Every address of the portal."""

from __future__ import annotations

from django.urls import include, path

from netral.portal import health

ROOMS = ("guidance", "signin", "people", "contests", "sealed", "intake", "triage", "retention", "auditor", "api")
urlpatterns = [
    *(path("", include(f"netral.portal.{room}.urls")) for room in ROOMS),
    path("healthz", health.healthz),
]
handler400 = "netral.portal.faults.bad_request"
handler403 = "netral.portal.faults.forbidden"
handler404 = "netral.portal.faults.not_found"
handler500 = "netral.portal.faults.failed"
