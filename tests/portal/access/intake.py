"""Reporting is open to everybody and needs nobody to sign in; the desk is the examiners'."""

from netral.portal.intake.urls import CODE
from tests.portal.access import everybody, only

ROWS = {
    "lapor": everybody(),
    "lapor/pihak": everybody(302),
    "lapor/pihak/<uuid:file_id>/hapus": everybody(405),
    "lapor/anda": everybody(302),
    "lapor/periksa": everybody(302),
    "lapor/keluar": everybody(),
    "lapor/tanda-terima": everybody(302),
    "lapor/tanda-terima/kode.txt": everybody(302),
    "lapor/tanda-terima.json": everybody(302),
    "lapor/tanda-terima.pdf": everybody(302),
    "lapor/buka": everybody(405),
    "lapor/kotak": everybody(302),
    "lapor/kotak/tarik": everybody(302),
    "lapor/kotak/tutup": everybody(405),
    CODE: everybody(404),
    "kerja/laporan": only("pemeriksa"),
    "kerja/laporan/baru": only("pengelola", "pemeriksa"),
    "kerja/laporan/<str:number>": only("pemeriksa", status=404),
    "kerja/laporan/<str:number>/buka": {**only("pemeriksa", status=405)},
    "kerja/laporan/<str:number>/berkas/<uuid:attachment_id>": only("pemeriksa", status=404),
}
