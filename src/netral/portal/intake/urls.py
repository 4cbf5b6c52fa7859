"""Addresses of reporting, public, and of the reports' desk."""

from __future__ import annotations

from django.urls import path, re_path

from netral.portal.intake import desk, inbox, pages, receipt

# A code, however it was written; it keeps apart from the names of pages by its length.
CODE = r"^lapor/(?P<code>(?:[0-9A-Za-z][\s-]*){16})$"
urlpatterns = [
    path("lapor", pages.what, name="report"),
    path("lapor/pihak", pages.whom, name="report-whom"),
    path("lapor/pihak/<uuid:file_id>/hapus", pages.drop_file, name="report-drop-file"),
    path("lapor/anda", pages.you, name="report-you"),
    path("lapor/periksa", pages.check, name="report-check"),
    path("lapor/keluar", pages.leave, name="report-leave"),
    path("lapor/tanda-terima", receipt.receipt, name="report-receipt"),
    path("lapor/tanda-terima/kode.txt", receipt.code_file, name="report-code-file"),
    path("lapor/tanda-terima.json", receipt.sealed, {"kind": "json"}, name="report-sealed-json"),
    path("lapor/tanda-terima.pdf", receipt.sealed, {"kind": "pdf"}, name="report-sealed-pdf"),
    path("lapor/buka", inbox.typed, name="report-open"),
    path("lapor/kotak", inbox.box, name="report-box"),
    path("lapor/kotak/tarik", inbox.withdraw, name="report-withdraw"),
    path("lapor/kotak/tutup", inbox.close, name="report-close"),
    re_path(CODE, inbox.by_address, name="report-by-code"),
    path("kerja/laporan", desk.listed, name="reports"),
    path("kerja/laporan/baru", desk.taken, name="report-take"),
    path("kerja/laporan/<str:number>", desk.one, name="report-one"),
    path("kerja/laporan/<str:number>/buka", desk.opened, name="report-unseal"),
    path("kerja/laporan/<str:number>/berkas/<uuid:attachment_id>", desk.picture, name="report-picture"),
]
