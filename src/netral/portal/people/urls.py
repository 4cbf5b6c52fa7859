"""Addresses of officials, the import of their list, units, mandates and conflicts of interest."""

from __future__ import annotations

from django.urls import path

from netral.portal.people import accounts, conflicts, manage, mandates, officials, releases, resets
from netral.portal.people.roll import pages as roll
from netral.portal.people.units import pages as units

urlpatterns = [
    path("kerja/pegawai", officials.index, name="officials"),
    path("kerja/pegawai/<int:pk>", officials.one, name="official"),
    path("kerja/pegawai/impor", roll.choose, name="imports"),
    path("kerja/pegawai/impor/contoh.csv", roll.example, name="import-example"),
    path("kerja/pegawai/impor/<uuid:pk>", roll.check, name="import"),
    path("kerja/pegawai/impor/<uuid:pk>/perbaikan.csv", roll.to_mend, name="import-mend"),
    path("kelola", manage.page, name="manage"),
    path("kelola/unit", units.index, name="units"),
    path("kelola/unit/<int:pk>", units.one, name="unit"),
    path("kelola/unit/<int:pk>/nama", units.rename, name="unit-rename"),
    path("kelola/unit/<int:pk>/pindah", units.move, name="unit-move"),
    path("kelola/unit/<int:pk>/pindah/putus", units.second, name="unit-second"),
    path("kelola/unit/<int:pk>/akhiri", units.stop, name="unit-end"),
    path("kelola/akun", accounts.page, name="accounts"),
    path("kelola/peran", mandates.index, name="mandates"),
    path("kelola/peran/<int:pk>/akhiri", mandates.stop, name="mandate-end"),
    path("kelola/peran/usulan/<int:pk>", mandates.second, name="mandate-second"),
    path("kelola/bukti", resets.page, name="resets"),
    path("kelola/bukti/<int:pk>", resets.second, name="reset"),
    path("kelola/benturan", releases.page, name="releases"),
    path("kelola/benturan/<int:pk>", releases.second, name="release"),
    path("saya/benturan", conflicts.index, name="conflicts"),
    path("saya/benturan/<int:pk>/akhiri", conflicts.stop, name="conflict-end"),
]
