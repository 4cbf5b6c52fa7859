"""`netral audit`: seal the portal's ledger, check it, hand it out, and tell which key signs it."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from cyclopts import App

from netral.cli.errors import UNVERIFIED, UserError
from netral.cli.portal import opened

HELP = "Buku audit portal: segel, periksa, serahkan. Yang diserahkan diperiksa siapa pun dengan netral verify."
app = App(name="audit", help=HELP)
WHO = {"role": "system", "id": "netral audit"}


@app.command
def seal(*, tsa: str | None = None, data: Path | None = None) -> int:
    """Segel seluruh catatan; dengan otoritas cap waktu, ia membuktikan sejak kapan. Jalankan setiap hari.

    Contoh: NETRAL_TSA=https://tsa.contoh.example/tsr netral audit seal

    Parameters
    ----------
    tsa
        Alamat otoritas cap waktu (RFC 3161); bila kosong, NETRAL_TSA.
    data
        Folder data portal; bila kosong, NETRAL_DATA.
    """
    from netral.cli.evidence_seal import in_step

    with opened(data):
        settings = import_module("django.conf").settings
        seals = import_module("netral.portal.audit.seals")
        address = tsa or settings.NETRAL.tsa
        if address and settings.NETRAL.today:
            raise UserError("peragaan memakai hari tetap; segelnya tidak diberi cap waktu.")
        kept = _sealed(seals)
        dated = "tanpa cap waktu"
        if kept.answer is not None:
            dated = "sudah bercap waktu"
        elif address:
            try:
                stamp = seals.date(kept, lambda query: in_step(address, query))
            except ValueError as error:
                raise UserError(f"jawaban otoritas cap waktu tidak dapat dipakai: {error}.") from None
            dated = f"cap waktu dari {stamp.authority}"
    sys.stdout.write(f"{kept.size} catatan disegel, {dated}\n")
    return 0


@app.command
def check(*, data: Path | None = None) -> int:
    """Periksa seluruh rantai di basis data; hasilnya tersimpan dan tampak bagi auditor. Status 5 bila putus.

    Contoh: netral audit check

    Parameters
    ----------
    data
        Folder data portal; bila kosong, NETRAL_DATA.
    """
    with opened(data):
        now = import_module("netral.portal.clock").now()
        found = import_module("netral.portal.audit.checks").check(WHO, now=now)
    for one in found.faults:
        sys.stdout.write(f"{one['code']} {one['at']}: {one['id']}\n")
    verdict = f"TIDAK UTUH, {found.count} hal tidak cocok" if found.count else "UTUH"
    sys.stdout.write(f"Rantai audit {verdict}: {found.events} catatan, {found.seals} segel\n")
    return UNVERIFIED if found.count else 0


@app.command
def export(folder: Path, *, data: Path | None = None) -> int:
    """Tulis seluruh buku ke folder baru, untuk netral verify: tanpa basis data, tanpa jaringan.

    Contoh: netral audit export serah/audit-2024-10

    Parameters
    ----------
    folder
        Folder yang belum ada.
    data
        Folder data portal; bila kosong, NETRAL_DATA.
    """
    with opened(data):
        now, room = import_module("netral.portal.clock").now(), import_module("netral.portal.audit.export")
        # Made before anything is recorded: that it was handed out stands in the ledger only when it was.
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            raise UserError(f"{folder} sudah ada; pilih nama lain.") from None
        except OSError as error:
            raise UserError(f"{folder}: tidak dapat dibuat ({error.strerror}).") from None
        size = room.begun(WHO, now=now)
        room.fill(folder, size)
    sys.stdout.write(f"{size} catatan di {folder}; periksa dengan: netral verify {folder}\n")
    return 0


@app.command
def key(*, data: Path | None = None) -> int:
    """Kunci segel portal, untuk diumumkan: barisnya, dan sidik yang dibacakan dua orang.

    Contoh: netral audit key > kunci-instansi.txt

    Parameters
    ----------
    data
        Folder data portal; bila kosong, NETRAL_DATA.
    """
    with opened(data):
        _sealed(import_module("netral.portal.audit.seals"))
        known = import_module("netral.portal.audit.keys").published()
    sys.stdout.write("".join(f"{one.written()}\n" for one in known[:1]))
    sys.stderr.write(f"Sidik: {known[0].fingerprint}\n")
    return 0


def _sealed(seals: Any) -> Any:
    with import_module("django.db").transaction.atomic():
        return seals.seal(import_module("netral.portal.clock").now())
