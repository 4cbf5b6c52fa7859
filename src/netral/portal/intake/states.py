"""Where can a report stand, and where can it go from there? The whole way on one screen."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class State:
    """`word`: for all; `told`: one sentence for the reporter; `leads_to`: what a person at the desk may choose."""

    word: Promise
    told: Promise
    leads_to: tuple[str, ...]
    style: str = "kosong"


STATES = {
    "diterima": State(
        _("Diterima"),
        _("Laporan Anda sudah kami terima dan belum ditimbang."),
        ("kajian_awal", "informasi_awal", "dihentikan"),
    ),
    "kajian_awal": State(
        _("Kajian awal"),
        _("Petugas sedang memeriksa apakah laporan ini lengkap dan dapat ditelusuri."),
        ("diteruskan", "informasi_awal", "dihentikan"),
        "syarat",
    ),
    "diteruskan": State(
        _("Diteruskan"),
        _("Laporan ini diteruskan untuk dipastikan siapa yang melakukannya. Belum ada yang dinyatakan melanggar."),
        (),
        "boleh",
    ),
    "informasi_awal": State(
        _("Informasi awal"),
        _("Laporan ini dicatat sebagai informasi awal dan dapat ditelusuri lagi bila ada keterangan baru."),
        ("kajian_awal", "dihentikan"),
    ),
    "dihentikan": State(
        _("Dihentikan"),
        _("Laporan ini dihentikan, dengan alasan di bawah. Anda boleh menambah keterangan."),
        ("kajian_awal",),
    ),
    "ditarik": State(
        _("Ditarik"),
        _("Anda menarik laporan ini. Kami tidak menghubungi Anda lagi tentang hal ini."),
        (),
    ),
}
OPEN = ("diterima", "kajian_awal")
"""Where somebody at the desk still has something to do."""
WITHDRAWABLE = ("diterima", "kajian_awal", "informasi_awal")
TRIAGED = ("diteruskan",)
"""Behind triage, with no way back: only there names are no longer masked. Else somebody could look, and weigh again."""

REASONS: dict[str, Promise] = {
    "lengkap": _("Cukup lengkap untuk ditelusuri"),
    "tidak_diatur": _("Perbuatan ini tidak diatur"),
    "bukan_pegawai": _("Bukan pegawai instansi ini"),
    "kurang": _("Keterangan belum cukup"),
    "ganda": _("Sama dengan laporan lain"),
    "baru": _("Ada keterangan baru"),
}
"""Why somebody at the desk moved it; a sentence of their own stands beside it."""
