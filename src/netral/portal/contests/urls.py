"""Addresses of contests, contestants and the rulebook in use."""

from __future__ import annotations

from django.urls import path

from netral.portal.contests import importing, law, pages

urlpatterns = [
    path("kelola/peserta", pages.index, name="contestants"),
    path("kelola/peserta/daftar.csv", pages.register, name="contestants-file"),
    path("kelola/peserta/impor", importing.choose, name="contestants-import"),
    path("kelola/peserta/impor/contoh.csv", importing.example, name="contestants-example"),
    path("kelola/peserta/impor/<uuid:pk>", importing.check, name="contestants-check"),
    path("kelola/peserta/impor/<uuid:pk>/perbaikan.csv", importing.to_mend, name="contestants-mend"),
    path("kelola/aturan", law.page, name="rulebook"),
]
