"""Contests, contestants and the rulebook in use. Nobody who weighs findings comes here."""

from tests.portal.access import only

ROWS = {
    "kelola/peserta": only("admin", "ppk", "auditor"),
    "kelola/peserta/daftar.csv": only("admin", "ppk", "auditor", status=404),
    "kelola/peserta/impor": only("admin"),
    "kelola/peserta/impor/contoh.csv": only("admin"),
    "kelola/peserta/impor/<uuid:pk>": only("admin", status=404),
    "kelola/peserta/impor/<uuid:pk>/perbaikan.csv": only("admin", status=404),
    "kelola/aturan": only("admin", "ppk", "auditor"),
}
