"""Officials, their import, mandates and conflicts of interest."""

from tests.portal.access import only

ROWS = {
    "kerja/pegawai": only("pengelola", "ppk"),
    "kerja/pegawai/<int:pk>": only("pengelola", "ppk", status=404),
    "kerja/pegawai/impor": only("pengelola"),
    "kerja/pegawai/impor/contoh.csv": only("pengelola"),
    "kerja/pegawai/impor/<uuid:pk>": only("pengelola", status=404),
    "kerja/pegawai/impor/<uuid:pk>/perbaikan.csv": only("pengelola", status=404),
}
