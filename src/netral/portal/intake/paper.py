"""A receipt on paper: number, time, and the fingerprint of what was filed."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import files

from django.utils.translation import gettext as _

from netral.portal.spoken import day_and_time


def receipt(number: str, at: datetime, fingerprint: str) -> bytes:
    """A PDF of one page (PDF/A-2a); nothing of the report, and not the code."""
    import typst

    told = {
        "title": _("Tanda terima laporan"),
        "rows": [[_("Nomor"), number], [_("Diterima"), day_and_time(at)], [_("Sidik tersegel"), fingerprint]],
        "note": _("Kode laporan tidak tercetak di sini. Tulis di tempat yang hanya Anda buka."),
        "check": _("Keaslian diperiksa tanpa internet dari berkas .json yang menyertainya: netral verify BERKAS.json"),
    }
    made: bytes = typst.compile(
        files("netral.portal.intake").joinpath("receipt.typ").read_bytes(),
        format="pdf",
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        pdf_standards="a-2a",
        timestamp=int(at.timestamp()),
        ignore_system_fonts=True,
    )
    return made
