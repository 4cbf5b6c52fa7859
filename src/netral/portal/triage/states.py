"""Where can a finding stand, by which choice, for which reasons? The whole of triage on one screen."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WAITING, FORWARDED, LACKING, CLOSED = "menunggu", "diteruskan", "kurang_data", "ditutup"
STATES: dict[str, Promise] = {
    WAITING: _("Menunggu ditimbang"),
    FORWARDED: _("Diteruskan ke atribusi"),
    LACKING: _("Menunggu data"),
    CLOSED: _("Ditutup"),
}
DISMISSED = (LACKING, CLOSED)
"""What comes back when the finding, a register or the rulebook is another than when it was weighed."""


@dataclass(frozen=True, slots=True)
class Reason:
    """`leads_to`: the one state that it can be given for."""

    word: Promise
    leads_to: str


REASONS = {
    "satu_bacaan": Reason(_("Dilarang menurut sekurangnya satu bacaan"), FORWARDED),
    "syarat": Reason(_("Bergantung pada hal yang perlu ditanyakan"), FORWARDED),
    "kurang_isi": Reason(_("Isi unggahan belum diketahui"), LACKING),
    "kurang_waktu": Reason(_("Waktunya belum pasti"), LACKING),
    "kurang_sasaran": Reason(_("Sasaran atau akun belum pasti"), LACKING),
    "tidak_diatur": Reason(_("Perbuatan ini tidak diatur"), CLOSED),
    "bukan_pegawai": Reason(_("Bukan pegawai instansi ini"), CLOSED),
    "ganda": Reason(_("Sama dengan temuan lain"), CLOSED),
}
"""Why somebody chose it; a sentence of their own may stand beside it."""
CHOICES: dict[str, Promise] = {
    FORWARDED: _("Layak ditelusuri"),
    LACKING: _("Perlu data lagi"),
    CLOSED: _("Tutup"),
}
"""Three of one weight; none is chosen beforehand."""
GONE = "tidak_ada"
BACK: dict[str, Promise] = {
    "temuan": _("Kembali karena temuannya berubah"),
    "daftar": _("Kembali karena daftar berubah"),
    "aturan": _("Kembali karena buku aturan berubah"),
    GONE: _("Patroli terakhir tidak lagi menemukannya"),
}
"""Why a finding that had been dismissed is here again, or should not be here."""
