"""`netral evidence quota`: how much may one file, one case and the whole vault hold?"""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import Annotated

from cyclopts import Parameter

from netral.cli.errors import UserError
from netral.cli.evidence_words import said
from netral.cli.vaults import Lang, VaultOption, now, opened, told, who

_UNITS = {"": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}


def quota(
    *,
    vault: VaultOption,
    file: str | None = None,
    case: str | None = None,
    all_: Annotated[str | None, Parameter(name="--all")] = None,
    who_: Annotated[str | None, Parameter(name="--who")] = None,
    why: str | None = None,
    lang: Lang = "id",
) -> int:
    """Batas isi vault: lihat, atau ubah. Batas disimpan di vault, dan perubahannya tercatat dalam buku.

    Yang melampaui batas ditolak sebelum disimpan; yang sudah tersimpan tidak disentuh.

    Contoh:

        netral evidence quota --vault bukti/

        netral evidence quota --vault bukti/ --case 2GB --all 50GB --who pengelola:A-07 --why "isi disk"

    Parameters
    ----------
    vault
        Folder vault.
    file
        Paling besar satu berkas, misalnya 500MB.
    case
        Paling banyak satu perkara, misalnya 2GB; none: tanpa batas.
    all_
        Paling banyak seluruh vault, misalnya 50GB; none: tanpa batas.
    who_
        Peran dan nomor yang mengubah, misalnya pengelola:A-07.
    why
        Alasan mengubah.
    lang
        Bahasa: id atau en.
    """
    asked = {"file": file, "case": case, "vault": all_}
    changes = {name: _size(name, text) for name, text in asked.items() if text is not None}
    if changes and not (who_ and why):
        raise UserError("sebutkan --who dan --why: perubahan batas tercatat.")
    with told(lang):
        there = opened(vault)
        if changes:
            there.limit(replace(there.limits, **changes), who=who(f"{who_}"), why=f"{why}", now=now())  # type: ignore[arg-type]
        used = there.store.size()
    none = said("no_limit", lang).strip()
    shown = {name: none if size is None else _shown(size) for name, size in there.limits.written().items()}
    sys.stdout.write(said("limits", lang, **shown, used=_shown(used)))
    return 0


def _size(name: str, text: str) -> int | None:
    if text == "none" and name != "file":
        return None
    found = re.fullmatch(r"(\d{1,15})\s?(|KB|MB|GB|TB)", text.strip().upper())
    if found is None or int(found[1]) == 0:
        option = "all" if name == "vault" else name
        raise UserError(f"--{option} {text}: bukan ukuran; tulis seperti 2GB.")
    return int(found[1]) * _UNITS[found[2]]


def _shown(size: int) -> str:
    unit = next(name for name, each in reversed(_UNITS.items()) if size >= each or not name)
    return f"{size / _UNITS[unit]:.4g} {unit or 'B'}"
