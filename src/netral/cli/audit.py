"""`netral audit`: seal the portal's ledger, check it, hand it out, tell which key signs it, and change that key."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from cyclopts import App

from netral.cli.errors import UNVERIFIED, UserError
from netral.cli.portal import opened
from netral.cli.vaults import WhoOption, who

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
    with opened(data):
        settings = import_module("django.conf").settings
        seals = import_module("netral.portal.audit.seals")
        address = tsa or settings.NETRAL.tsa
        if address and settings.NETRAL.today:
            raise UserError("peragaan memakai hari tetap; segelnya tidak diberi cap waktu.")
        kept = _sealed(seals)
        dated = "sudah bercap waktu" if kept.answer is not None else _dated(seals, kept, address)
    sys.stdout.write(f"{kept.size} catatan disegel, {dated}\n")
    return 0


def _dated(seals: Any, kept: Any, address: str | None) -> str:
    from netral.cli.evidence_seal import in_step

    if not address:
        return "tanpa cap waktu"
    try:
        stamp = seals.date(kept, lambda query: in_step(address, query))
    except ValueError as error:
        raise UserError(f"jawaban otoritas cap waktu tidak dapat dipakai: {error}.") from None
    return f"cap waktu dari {stamp.authority}"


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
    """Kunci segel portal, untuk diumumkan: barisnya, dan sidik yang dibacakan dua orang. Tetap sama bila diganti.

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


@app.command
def rotate_key(
    *,
    who_: WhoOption,
    witness: str,
    why: str,
    tsa: str | None = None,
    data: Path | None = None,
) -> int:
    """Ganti kunci segel, selagi portal berjalan. Kunci lama dan baru menandatangani satu segel; sesudahnya yang baru.

    Segel dan tanda terima yang lama tetap terbukti, dan kunci yang diumumkan tetap sama. Kunci lama disimpan di
    sebelahnya sampai Anda memusnahkannya.

    Contoh: netral audit rotate-key --who pengelola:A-07 --witness pimpinan:K-01 --why "pergantian tahunan"

    Parameters
    ----------
    who_
        Peran dan nomor yang mengganti, misalnya pengelola:A-07.
    witness
        Peran dan nomor orang kedua yang menyaksikan, misalnya pimpinan:K-01.
    why
        Alasan; tercatat dalam buku.
    tsa
        Alamat otoritas cap waktu (RFC 3161); bila kosong, NETRAL_TSA.
    data
        Folder data portal; bila kosong, NETRAL_DATA.
    """
    by, second = who(who_), who(witness, "--witness")
    if by["id"] == second["id"]:
        raise UserError("--who dan --witness: dua orang yang berbeda.")
    if not why.strip():
        raise UserError("--why: sebutkan alasannya.")
    with opened(data):
        settings = import_module("django.conf").settings
        now, rotation = import_module("netral.portal.clock").now(), import_module("netral.portal.audit.rotation")
        try:
            changed = rotation.change(by, second, why, now=now)
        except OSError as error:
            path = settings.NETRAL.seal_key
            raise UserError(f"{path}: foldernya tidak dapat ditulis ({error.strerror}); kunci belum diganti.") from None
        address = None if settings.NETRAL.today else tsa or settings.NETRAL.tsa
        sys.stdout.write(
            f"Kunci segel diganti pada segel {changed.seal.size}. Sidik kunci baru: {changed.key.fingerprint}\n"
            f"Kunci lama: {changed.former}; musnahkan bila cadangan dari sebelum hari ini tidak diperlukan lagi.\n"
            f"Cadangkan {settings.NETRAL.seal_key}.\n"
        )
        sys.stdout.write(
            f"Segel {changed.seal.size}: {_dated(import_module('netral.portal.audit.seals'), changed.seal, address)}\n"
        )
    return 0


def _sealed(seals: Any) -> Any:
    with import_module("django.db").transaction.atomic():
        return seals.seal(import_module("netral.portal.clock").now())
