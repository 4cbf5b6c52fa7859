"""`netral backup` and `netral restore`: all of the portal in one file, and back on another machine."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from netral.cli.errors import REFUSED, UNVERIFIED, UserError
from netral.cli.portal import opened

LACKING = {
    "secret": "Rahasia portal belum kembali: isi NETRAL_SECRET (atau berkasnya) dengan yang lama, kecuali sudah; "
    "atau taruh berkas secret di NETRAL_DATA, dan kosongkan NETRAL_SECRET.",
    "seal.pem": "Kunci segel belum kembali: taruh seal.pem buku ini di tempatnya, menggantikan yang lain bila ada.",
}
"""What to put back before `netral serve`, by what is not in force."""


def backup(*, out: Path, with_keys: Annotated[bool, Parameter(negative="")] = False, data: Path | None = None) -> int:
    """Cadangkan seluruh portal ke satu berkas, selagi portal berjalan; dapat dipulihkan ke SQLite atau PostgreSQL.

    Contoh:

        netral backup --out cadangan-2024-10-05.zip

        netral backup --out cadangan-lengkap.zip --with-keys

    Parameters
    ----------
    out
        Berkas baru; hanya pemiliknya yang dapat membaca.
    with_keys
        Sertakan rahasia portal dan kunci segel; simpan berkasnya seperti kunci itu sendiri.
    data
        Folder data portal; bila kosong, NETRAL_DATA.
    """
    with opened(data):
        now = import_module("netral.portal.clock").now()
        room = import_module("netral.portal.backup.write")
        try:
            about = room.write(out, with_keys=with_keys, now=now)
        except room.Inside:
            raise UserError(f"{out} ada di dalam folder data, yang dicadangkan; pilih tempat lain.") from None
        except FileExistsError:
            raise UserError(f"{out} sudah ada; pilih nama lain.") from None
        except OSError as error:
            # The file that failed, which may be one that was to be read; else the backup itself.
            place = error.filename if error.filename and out.name not in f"{error.filename}" else out
            raise UserError(f"{place}: {error.strerror}; cadangan tidak dibuat.") from None
    rows = sum(one["rows"] for one in about.tables.values())
    sys.stdout.write(f"{out}: {rows} baris dari {len(about.tables)} tabel, {len(about.digests)} berkas\n")
    if with_keys:
        sys.stderr.write("Perhatian: berkas ini memuat rahasia portal dan kunci segel. Simpan terkunci, terpisah.\n")
    return 0


def restore(file: Path, *, data: Path | None = None) -> int:
    """Pulihkan portal dari cadangan ke basis data kosong, lalu periksa seluruh rantai audit.

    Status 0 bila rantainya utuh, 5 bila tidak, 4 bila cadangannya tidak dapat dipakai; maka tidak ada yang diubah.
    Status 2 bila pemulihan berhenti di tengah, misalnya karena disk penuh: kosongkan, lalu ulangi.

    Contoh:

        netral restore cadangan-2024-10-05.zip --data /srv/netral

    Parameters
    ----------
    file
        Berkas dari netral backup.
    data
        Folder data portal, yang baru; bila kosong, NETRAL_DATA.
    """
    with opened(data, migrated=False):
        now = import_module("netral.portal.clock").now()
        room = import_module("netral.portal.backup.restore")
        try:
            found = room.restore(file, now=now)
        except room.NotRestored as error:
            raise UserError(f"{error}.", REFUSED) from None
        except room.Halfway as error:
            raise UserError(f"{error}.") from None
    sys.stdout.write(_told(found))
    return UNVERIFIED if found.audit.faults else 0


def _told(found: object) -> str:
    about, audit = found.about, found.audit  # type: ignore[attr-defined]
    rows = sum(one["rows"] for one in about.tables.values())
    lines = [f"Dipulihkan dari {about.made_at}: {rows} baris dari {len(about.tables)} tabel."]
    if audit.faults:
        lines += ["Rantai audit TIDAK UTUH:", *(f"  {one.code} {one.at}: {one.words['id']}" for one in audit.faults)]
    else:
        lines.append(f"Rantai audit UTUH: {audit.events} catatan, {audit.seals} segel.")
    lines += [LACKING[name] for name in found.lacking]  # type: ignore[attr-defined]
    return "\n".join(lines) + "\n"
