"""`netral evidence init`: an empty vault, and the key that seals it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cyclopts import Parameter

from netral.cli.errors import UserError
from netral.cli.evidence_words import said
from netral.cli.vaults import Lang, new_key, told
from netral.evidence import note
from netral.evidence.vault import Vault


def init(
    vault: Path,
    *,
    origin: str,
    key: Path,
    recipient: Annotated[list[str] | None, Parameter(negative="")] = None,
    lang: Lang = "id",
) -> int:
    """Buat vault baru dan kunci penyegelnya.

    Contoh:

        netral evidence init bukti/ --origin bkpsdm.contoh.go.id/bukti --key segel.pem

    Parameters
    ----------
    vault
        Folder baru untuk bukti.
    origin
        Nama buku ini untuk selamanya, misalnya alamat instansi; tanpa spasi dan tanpa tanda tambah.
    key
        Berkas baru untuk kunci penyegel; simpan di luar vault, dengan cadangan.
    recipient
        Kunci publik age; semua isi dienkripsi untuknya. Boleh beberapa.
    lang
        Bahasa: id atau en.
    """
    private = Ed25519PrivateKey.generate()
    try:
        public = note.public(private, origin)
    except ValueError:
        raise UserError(f"--origin {origin}: tanpa spasi dan tanpa tanda tambah.") from None
    with told(lang):
        if recipient:
            _refuse_recipients(recipient)
        Vault.refuse_filled(vault)
        # The key first: a vault whose key was never written could not be sealed.
        new_key(key, private)
        Vault.found(vault, origin, public, recipient or ())
    about = {"vault": vault, "key": public.written(), "fingerprint": public.fingerprint, "file": key}
    sys.stdout.write(said("founded", lang, **about))
    return 0


def _refuse_recipients(recipients: list[str]) -> None:
    import pyrage

    for one in recipients:
        try:
            pyrage.x25519.Recipient.from_str(one)
        except pyrage.RecipientError:
            raise UserError(f"--recipient {one}: bukan kunci publik age (age1…).") from None
