"""`netral bundle`: hand out one case so that anybody can check it without us."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from netral.cli.errors import UserError
from netral.cli.vaults import VaultOption, opened, told


def bundle(
    case: str,
    *,
    vault: VaultOption,
    out: Path,
    patrol: Path | None = None,
    rulebook: Path | None = None,
    identity: Path | None = None,
    with_originals: Annotated[bool, Parameter(negative="")] = False,
    zip_: Annotated[bool, Parameter(name="--zip", negative="")] = False,
) -> int:
    """Serahkan satu perkara sebagai bundel (BagIt) yang dapat diperiksa siapa pun tanpa Netral.

    Isinya sampai segel terakhir. Asli yang punya salinan tertutup tidak ikut, kecuali diminta.

    Contoh:

        netral bundle P-2024-0147 --vault bukti/ --out serah/P-2024-0147

        netral evidence bundle P-2024-0147 --vault bukti/ --out serah/P-2024-0147 --patrol hasil/ --zip

    Parameters
    ----------
    case
        Nomor perkara.
    vault
        Folder vault.
    out
        Folder baru untuk bundel.
    patrol
        Folder hasil netral patrol: perbuatan dan penilaiannya ikut diserahkan.
    rulebook
        Buku aturan yang dipakai patroli itu, bila bukan yang terpasang.
    identity
        Berkas identitas age, bila vault terenkripsi.
    with_originals
        Serahkan juga asli dari bukti yang ditutup sebagian.
    zip_
        Satu berkas ZIP di sebelahnya.
    """
    from netral.cli.bundled import contents
    from netral.evidence.bundle.write import write, zipped

    with told():
        there = opened(vault, identity)
        taken = contents(there, case, patrol=patrol, rulebook=rulebook, with_originals=with_originals)
        write(out, taken)
        packed = out.with_name(f"{out.name}.zip")
        if zip_:
            if packed.exists():
                raise UserError(f"{packed} sudah ada; pilih nama lain.")
            zipped(out, packed)
    sys.stdout.write(_told(out, packed if zip_ else None, taken))
    return 0


def _told(out: Path, packed: Path | None, taken: Any) -> str:
    from netral.evidence.bundle.contents import standing

    state = standing(taken)
    withheld = sum(one.state == "withheld" for one in state.items)
    kept = f", {withheld} asli tidak diserahkan" if withheld else ""
    files = f"{out}\n{packed}\n" if packed else f"{out}\n"
    return f"{len(state.items)} bukti{kept}, {len(state.events)} catatan sampai segel {state.size}\n{files}"
