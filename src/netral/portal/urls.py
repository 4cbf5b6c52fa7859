"""Every address of the portal."""

from __future__ import annotations

from django.urls import include, path

from netral.portal import health

urlpatterns = [
    path("", include("netral.portal.guidance.urls")),
    path("healthz", health.healthz),
]
handler400 = "netral.portal.faults.bad_request"
handler403 = "netral.portal.faults.forbidden"
handler404 = "netral.portal.faults.not_found"
handler500 = "netral.portal.faults.failed"
