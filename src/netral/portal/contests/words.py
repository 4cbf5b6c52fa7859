"""The words of statuses, of the two acts that a strip asks about, and of what the rules say of them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATUSES: dict[str | None, Promise] = {
    "none": _("belum menjadi bakal calon"),
    "bakal_calon": _("bakal calon"),
    "calon": _("calon"),
    "former": _("tidak lagi calon"),
    None: _("belum pasti menurut kalender"),
}
ACTS: tuple[Promise, ...] = (_("Suka"), _("Komentar yang mendukung"))
"""In the order of `strip.ACTS`."""
BOTH = _("Suka dan komentar yang mendukung")
VERDICTS: dict[str, Promise] = {
    "prohibited": _("Dilarang"),
    "permitted": _("Boleh"),
    "permitted_with_conditions": _("Boleh, dengan syarat"),
    "not_regulated": _("Tidak diatur"),
}
READ: tuple[Promise, ...] = (_("Menurut bunyi aturan: {change}."), _("Menurut praktik instansi: {change}."))
"""What becomes of an answer, in the order of readings."""
