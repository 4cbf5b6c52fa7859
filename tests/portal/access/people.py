"""Officials, their import, units, mandates and conflicts of interest."""

from tests.portal.access import only, signed_in

ROWS = {
    "kerja/pegawai": only("pengelola", "ppk"),
    "kerja/pegawai/<int:pk>": only("pengelola", "ppk", status=404),
    "kerja/pegawai/impor": only("pengelola"),
    "kerja/pegawai/impor/contoh.csv": only("pengelola"),
    "kerja/pegawai/impor/<uuid:pk>": only("pengelola", status=404),
    "kerja/pegawai/impor/<uuid:pk>/perbaikan.csv": only("pengelola", status=404),
    "kelola": only("admin", "ppk"),
    "kelola/unit": only("admin", "ppk", "pengelola"),
    "kelola/unit/<int:pk>": only("admin", "ppk", "pengelola", status=404),
    "kelola/unit/<int:pk>/nama": only("admin", "ppk", "pengelola", status=405),
    "kelola/unit/<int:pk>/pindah": only("admin", "ppk", "pengelola", status=405),
    "kelola/unit/<int:pk>/pindah/putus": only("admin", "ppk", "pengelola", status=405),
    "kelola/unit/<int:pk>/akhiri": only("admin", "ppk", "pengelola", status=405),
    "kelola/akun": only("admin", "ppk"),
    "kelola/peran": only("admin", "ppk"),
    "kelola/peran/<int:pk>/akhiri": only("admin", "ppk", status=405),
    "kelola/peran/usulan/<int:pk>": only("admin", "ppk", status=405),
    "kelola/bukti": only("admin", "ppk"),
    "kelola/bukti/<int:pk>": only("admin", "ppk", status=405),
    "kelola/benturan": only("ppk", "auditor"),
    "kelola/benturan/<int:pk>": only("ppk", "auditor", status=405),
    "saya/benturan": signed_in(),
    "saya/benturan/<int:pk>/akhiri": signed_in(405),
}
