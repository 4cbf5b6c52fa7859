"""`netral bundle`: hand out one case so that anybody can check it without us."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from netral.cli.errors import UserError
from netral.cli.evidence_words import said
from netral.cli.vaults import Lang, VaultOption, now, opened, signing_key, told, who

if TYPE_CHECKING:
    from netral.evidence.bundle.contents import Contents, Standing
    from netral.evidence.vault import Vault


_NOBODY = {"role": "netral", "id": "bundle"}
"""Who made a bundle that hands out nothing but copies, where nobody was named."""


def bundle(
    case: str,
    *,
    vault: VaultOption,
    out: Path,
    patrol: Annotated[tuple[Path, ...], Parameter(negative="", show_default=False)] = (),
    rulebook: Path | None = None,
    key: Path | None = None,
    identity: Path | None = None,
    with_originals: str | None = None,
    who_: Annotated[str | None, Parameter(name="--who")] = None,
    zip_: Annotated[bool, Parameter(name="--zip", negative="")] = False,
    lang: Lang = "id",
) -> int:
    """Serahkan satu perkara sebagai bundel (BagIt) yang dapat diperiksa siapa pun tanpa Netral.

    Isinya sampai segel terakhir. Asli yang punya salinan (tertutup atau untuk dilihat) tidak ikut, kecuali disebut
    alasannya; alasan itu tercatat sebelum aslinya diserahkan.

    Contoh:

        netral bundle P-2024-0147 --vault bukti/ --out serah/P-2024-0147

        netral evidence bundle P-2024-0147 --vault bukti/ --out serah/147 --patrol hasil/ --key segel.pem --zip

    Parameters
    ----------
    case
        Nomor perkara.
    vault
        Folder vault.
    out
        Folder baru untuk bundel.
    patrol
        Folder hasil netral patrol: perbuatan dan penilaiannya ikut diserahkan. Boleh beberapa kali.
    rulebook
        Buku aturan yang dipakai patroli itu, bila bukan yang terpasang.
    key
        Kunci penyegel: bundel ditandatangani utuh, juga halamannya. Tanpa itu yang terbukti hanya yang disegel.
    identity
        Berkas identitas age, bila vault terenkripsi.
    with_originals
        Alasan menyerahkan juga asli yang punya salinan; perlu --who.
    who_
        Peran dan nomor yang menyerahkan asli, misalnya pemeriksa:P-02.
    zip_
        Satu berkas ZIP di sebelahnya.
    lang
        Bahasa keterangan perintah ini: id atau en. Halaman bundel selalu dalam keduanya.
    """
    from netral.cli.bundled import contents
    from netral.evidence.bundle.contents import standing
    from netral.evidence.bundle.write import write, zipped

    by = _by(with_originals, who_)
    packed = out.with_name(f"{out.name}.zip")
    for path in (out, packed) if zip_ else (out,):
        if path.exists():
            raise UserError(f"{path} sudah ada; pilih nama lain.")
    private = signing_key(key) if key is not None else None
    with told(lang):
        there = opened(vault, identity)
        taken = contents(there, case, patrols=patrol, rulebook=rulebook, withheld=with_originals is None)
        if with_originals is not None:
            _record(there, taken, standing(taken), by, with_originals)
        state = write(out, taken, key=private, record=lambda sealed: _bundled(there, case, sealed, by, with_originals))
        if zip_:
            zipped(out, packed)
    sys.stdout.write(_told(out, packed if zip_ else None, state, lang))
    if private is None:
        sys.stderr.write(said("unsigned", lang))
    return 0


def _by(why: str | None, name: str | None) -> dict[str, str]:
    if why is None:
        return who(name) if name is not None else {}
    if not why.strip():
        raise UserError("--with-originals: sebutkan alasannya.")
    if name is None:
        raise UserError("--with-originals: sebutkan juga siapa yang menyerahkan, misalnya --who pemeriksa:P-02.")
    return who(name)


def _record(vault: Vault, taken: Contents, state: Standing, by: dict[str, str], why: str) -> None:
    """Each original that would else stay here, as handed over: before anything of it is written."""
    from netral.evidence.bundle.contents import uncovered
    from netral.evidence.event import Happening

    usually = uncovered(vault.items(taken.case))
    for one in state.items:
        if one.item in usually and one.state == "here":
            given = Happening(
                "transferred", by, why, case=taken.case, item=one.item, before=one.object, after=one.object
            )
            vault.record(given, now=now())


def _bundled(vault: Vault, case: str, sealed: str, by: dict[str, str], why: str | None) -> None:
    """So that a bundle can be shown to be one that was made here: its tag manifest's digest is the event's `after`."""
    from netral.evidence.event import Happening

    what = Happening("bundled", by or _NOBODY, why or "bundel dibuat", case=case, after=sealed)
    vault.record(what, now=now())


def _told(out: Path, packed: Path | None, state: Standing, lang: str) -> str:
    withheld = sum(one.state == "withheld" for one in state.items)
    kept = said("withheld", lang, count=withheld).rstrip() if withheld else ""
    files = f"{out}\n{packed}\n" if packed else f"{out}\n"
    return (
        said("bundled", lang, items=len(state.items), withheld=kept, events=len(state.events), size=state.size) + files
    )
