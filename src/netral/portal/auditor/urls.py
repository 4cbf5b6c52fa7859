"""Addresses of the auditor, and of whoever checks."""

from __future__ import annotations

from django.urls import path

from netral.portal.auditor import checking, handing_out, ledger, verification

urlpatterns = [
    path("audit", ledger.page, name="audit"),
    path("audit/periksa", checking.check, name="audit-check"),
    path("audit/ekspor", handing_out.export, name="audit-export"),
    path("verifikasi", verification.page, name="verification"),
]
