"""`netral sweep`: what a crash or an hour left behind in the portal is gone."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from netral.cli.portal import opened


def sweep(*, data: Path | None = None) -> int:
    """Buang sisa selagi portal berjalan: salinan tanpa laporan, kiriman terputus, isian yang lewat satu jam.

    Aman dijalankan setiap malam: yang tercatat tidak tersentuh, dan kiriman yang sedang masuk ditunggu. Sesudah ada
    berkas yang dimusnahkan, basis data ditulis ulang, sehingga sisanya tidak ada lagi di dalamnya.

    Contoh: netral sweep

    Parameters
    ----------
    data
        Folder data portal; bila kosong, NETRAL_DATA.
    """
    with opened(data):
        clock = import_module("netral.portal.clock")
        found = import_module("netral.portal.intake.sweeping").sweep(now=clock.now())
        forms = found.drafts + import_module("netral.portal.signin.kept").sweep(clock.running())
        import_module("netral.portal.signin.sessions").SessionStore.clear_expired()
        # Last: what was deleted above is overwritten with it.
        rinsed = import_module("netral.portal.retention.rinsing").rinse()
    told = f"{found.copies} salinan tanpa laporan, {found.torn} kiriman terputus, {forms} isian lama dibuang"
    sys.stdout.write(f"{told}\n")
    if rinsed:
        sys.stdout.write(f"sisa {rinsed} berkas yang dimusnahkan ditimpa; basis data ditulis ulang\n")
    return 0
