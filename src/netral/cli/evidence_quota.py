"""`netral evidence quota`: how much may one file, one case and the whole vault hold?"""

from __future__ import annotations

import json as json_
import sys
from dataclasses import replace
from typing import Annotated

from cyclopts import Parameter

from netral.cli.errors import UserError
from netral.cli.evidence_words import said
from netral.cli.sizes import shown, size
from netral.cli.vaults import Lang, VaultOption, now, opened, told, who


def quota(
    *,
    vault: VaultOption,
    file: str | None = None,
    case: str | None = None,
    all_: Annotated[str | None, Parameter(name="--all")] = None,
    who_: Annotated[str | None, Parameter(name="--who")] = None,
    why: str | None = None,
    lang: Lang = "id",
    json: Annotated[bool, Parameter(negative="")] = False,
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
    json
        Cetak sebagai JSON, dalam bita; null: tanpa batas.
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
    if json:
        sys.stdout.write(json_.dumps({**there.limits.written(), "used": used}) + "\n")
        return 0
    none = said("no_limit", lang).strip()
    told_of = {name: none if most is None else shown(most) for name, most in there.limits.written().items()}
    sys.stdout.write(said("limits", lang, **told_of, used=shown(used)))
    return 0


def _size(name: str, text: str) -> int | None:
    if text == "none" and name != "file":
        return None
    return size("--all" if name == "vault" else f"--{name}", text)
