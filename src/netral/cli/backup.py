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
    "secret": "Rahasia portal belum kembali: isi NETRAL_SECRET (atau berkasnya) dengan yang lama; "
    "atau taruh berkas secret di NETRAL_DATA, dan kosongkan NETRAL_SECRET.",
    "secret-former": "Rahasia sebelumnya belum kembali semua: isi NETRAL_SECRET_FALLBACKS (atau berkasnya) dengan yang "
    "lama; tanpa itu, kode laporan dari masanya tidak membuka apa-apa.",
    "seal.pem": "Kunci segel belum kembali: taruh seal.pem buku ini di tempatnya, menggantikan yang lain bila ada.",
}
"""What to put back before `netral serve`, by what is not in force."""


def backup(
    *,
    out: Path | None = None,
    into: Path | None = None,
    with_keys: Annotated[bool, Parameter(negative="")] = False,
    data: Path | None = None,
) -> int:
    """Cadangkan seluruh portal ke satu berkas, selagi portal berjalan; dapat dipulihkan ke SQLite atau PostgreSQL.

    Dengan --into berkasnya diberi nama menurut waktunya, dibaca ulang, lalu yang lama di folder itu dibuang menurut
    NETRAL_BACKUPS. Hanya yang dibuat dengan --into oleh portal ini yang dibuang.

    Contoh:

        netral backup --into /var/backups/netral

        netral backup --out cadangan-2024-10-05.zip

        netral backup --out cadangan-lengkap.zip --with-keys

    Parameters
    ----------
    out
        Berkas baru; hanya pemiliknya yang dapat membaca. Tidak pernah dibuang oleh Netral.
    into
        Folder tempat cadangan bergiliran: yang baru masuk, yang lewat masanya dibuang.
    with_keys
        Sertakan rahasia portal, juga yang sebelumnya, dan kunci segel; simpan berkasnya seperti kunci itu sendiri.
    data
        Folder data portal; bila kosong, NETRAL_DATA.
    """
    if (out is None) == (into is None):
        raise UserError("tulis --out BERKAS, atau --into FOLDER; salah satu.")
    with opened(data):
        try:
            said = _turned(into, with_keys=with_keys) if into else _written(out or Path(), with_keys=with_keys)
        except FileExistsError as error:
            raise UserError(f"{error.filename2 or error.args[0]} sudah ada; pilih nama lain.") from None
    sys.stdout.write(said)
    if with_keys:
        sys.stderr.write("Perhatian: berkas ini memuat rahasia portal dan kunci segel. Simpan terkunci, terpisah.\n")
    return 0


def _written(out: Path, *, with_keys: bool) -> str:
    now = import_module("netral.portal.clock").now()
    room = import_module("netral.portal.backup.write")
    try:
        about = room.write(out, with_keys=with_keys, now=now)
    except room.Inside:
        raise UserError(INSIDE.format(out)) from None
    except FileExistsError:
        raise
    except OSError as error:
        raise UserError(f"{_place(error, out)}: {error.strerror}; cadangan tidak dibuat.") from None
    rows = sum(one["rows"] for one in about.tables.values())
    return f"{out}: {rows} baris dari {len(about.tables)} tabel, {len(about.digests)} berkas\n"


def _turned(into: Path, *, with_keys: bool) -> str:
    now = import_module("netral.portal.clock").now()
    room = import_module("netral.portal.backup.turn")
    whole = import_module("netral.portal.backup.whole")
    try:
        done = room.turn(into, with_keys=with_keys, now=now)
    except import_module("netral.portal.backup.write").Inside:
        raise UserError(INSIDE.format(into)) from None
    except whole.NotRestored as error:
        raise UserError(f"cadangan yang baru tidak dapat dibaca kembali ({error}); yang lama tidak dibuang.") from None
    except FileExistsError:
        raise
    except OSError as error:
        raise UserError(f"{_place(error, into)}: {error.strerror}; cadangan tidak dibuat.") from None
    if done.stuck:
        # A status other than 0: what was promised to be gone is not.
        raise UserError(f"{done.file} dibuat, tetapi {', '.join(done.stuck)} tidak dapat dibuang; buang sendiri.")
    lines = [f"{done.file}: {done.rows} baris; {len(done.gone)} cadangan lama dibuang\n"]
    if done.spared:
        lines.append("Tidak ada yang dibuang: cadangan terakhir lebih tua dari masanya. Periksa jam mesin ini.\n")
    lines += [f"{into / name}: bukan cadangan yang dapat dibaca; dibiarkan\n" for name in done.unread]
    return "".join(lines)


INSIDE = "{} ada di dalam folder data, yang dicadangkan; pilih tempat lain."


def _place(error: OSError, out: Path) -> object:
    """The file that failed, which may be one that was to be read; else the backup itself."""
    return error.filename if error.filename and out.name not in f"{error.filename}" else out


def restore(file: Path, *, key: str | None = None, data: Path | None = None) -> int:
    """Pulihkan portal dari cadangan ke basis data kosong, lalu periksa seluruh rantai audit.

    Status 0 bila rantainya utuh, 5 bila tidak, 4 bila cadangannya tidak dapat dipakai; maka tidak ada yang diubah.
    Status 2 bila pemulihan berhenti di tengah, misalnya karena disk penuh: yang sudah tertulis dibuang lagi.

    Contoh:

        netral restore cadangan-2024-10-05.zip --data /srv/netral

        netral restore cadangan-2024-10-05.zip --key kunci-instansi.txt

    Parameters
    ----------
    file
        Berkas dari netral backup.
    key
        Kunci segel yang diumumkan instansi: barisnya, atau berkas yang memuatnya; cadangan buku lain ditolak.
    data
        Folder data portal, yang baru; bila kosong, NETRAL_DATA.
    """
    published = import_module("netral.cli.verify").key_in(key)
    with opened(data, migrated=False):
        now = import_module("netral.portal.clock").now()
        room = import_module("netral.portal.backup.restore")
        try:
            found = room.restore(file, now=now, key=published)
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
