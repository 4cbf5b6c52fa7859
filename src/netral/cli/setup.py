"""`netral setup`: an agency's portal from nothing, with two people who can then grant roles to everybody else."""

from __future__ import annotations

import os
import re
import sys
from importlib import import_module
from pathlib import Path

from netral.cli.errors import UserError
from netral.cli.portal import make_ready, refuse_missing

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}")
REGION = re.compile(r"(\d\d(\d\d)?)?")


def setup(*, code: str, admin: list[str], region: str = "", data: Path | None = None) -> int:
    """Siapkan portal untuk instansi Anda: instansinya, dan dua orang pertama dengan slip aktivasi.

    Keduanya memilih kata sandi di /masuk/aktivasi, lalu bersama-sama memberi peran kepada yang lain. Nama instansi
    diambil dari NETRAL_AGENCY. Selama belum ada yang masuk, perintah yang sama membuat slip baru.

    Contoh:

        NETRAL_AGENCY="Kabupaten Contoh" netral setup --code KAB-CONTOH --region 7399 --admin siti --admin budi

    Parameters
    ----------
    code
        Kode pendek instansi: huruf besar, angka, tanda hubung.
    admin
        Nama masuk pengurus mesin; tulis dua kali, dua orang yang berbeda.
    region
        Kode daerah Kemendagri, dua atau empat angka; kosong untuk instansi pusat.
    data
        Folder basis data dan rahasia portal.
    """
    refuse_missing()
    agency = os.environ.get("NETRAL_AGENCY", "").strip()
    _refuse_nonsense(agency, code, region, admin)
    if data is not None:
        os.environ["NETRAL_DATA"] = f"{data.absolute()}"
    make_ready()
    found, clock = import_module("netral.portal.setup"), import_module("netral.portal.clock")
    try:
        made = found.set_up(found.Founding(agency, code, region, (admin[0], admin[1])), now=clock.now())
    except found.AlreadySetUp:
        raise UserError("portal ini sudah disiapkan; peran diberikan di dalamnya, oleh dua orang.") from None
    sys.stdout.write(_table(made))
    return 0


def _refuse_nonsense(agency: str, code: str, region: str, admin: list[str]) -> None:
    if not agency:
        raise UserError("tulis nama instansi di NETRAL_AGENCY; nama itu juga tampil di kepala halaman.")
    if not CODE.fullmatch(code):
        raise UserError(f"--code {code!r} bukan kode; contoh: KAB-CONTOH.")
    if not REGION.fullmatch(region):
        raise UserError(f"--region {region!r} bukan kode daerah; contoh: 7399.")
    if len(admin) != 2 or len(set(admin)) != 2 or not all(re.fullmatch(r"[\w.@+-]{2,150}", one) for one in admin):
        raise UserError("tulis --admin dua kali, dengan nama masuk dua orang yang berbeda.")


def _table(made: dict[str, str]) -> str:
    rows = "".join(f"{login:<21}{code}\n" for login, code in made.items())
    return f"masuk sebagai        slip aktivasi (14 hari, sekali pakai, di /masuk/aktivasi)\n{rows}"
