"""`netral evidence split-key` and `join-key`: two people together can have a lost seal key again, neither alone."""

from __future__ import annotations

import sys
from pathlib import Path

from netral.cli.errors import UserError
from netral.cli.evidence_words import said
from netral.cli.vaults import Lang, new_file, new_key, signing_key, told
from netral.evidence import halves

_WORDS = {
    "not a half of a key": "bukan separuh kunci",
    "mistyped: its check signs do not fit": "salah ketik; cocokkan lagi dengan kertasnya",
    "the same half twice": "separuh yang sama dua kali",
    "halves of two different keys": "separuh dari dua kunci yang berbeda",
}


def split(key: Path, first: Path, second: Path, *, lang: Lang = "id") -> int:
    """Bagi kunci penyegel menjadi dua, untuk disimpan dua orang di atas kertas. Satu saja tidak berguna.

    Contoh:

        netral evidence split-key segel.pem separuh-1.txt separuh-2.txt

    Parameters
    ----------
    key
        Kunci penyegel, dari vault atau dari portal.
    first
        Berkas baru untuk separuh pertama: cetak, serahkan, hapus.
    second
        Berkas baru untuk separuh kedua, untuk orang lain.
    lang
        Bahasa: id atau en.
    """
    if first == second:
        raise UserError("separuh pertama dan kedua: dua berkas yang berbeda.")
    for path in (first, second):
        if path.exists():
            raise UserError(f"{path} sudah ada; pilih nama lain.")
    with told(lang):
        for path, text in zip((first, second), halves.split(signing_key(key)), strict=True):
            new_file(path, text.encode())
    sys.stdout.write(said("split", lang, first=first, second=second))
    return 0


def join(first: Path, second: Path, *, key: Path, lang: Lang = "id") -> int:
    """Satukan dua separuh menjadi kunci penyegel lagi.

    Contoh:

        netral evidence join-key separuh-1.txt separuh-2.txt --key segel.pem

    Parameters
    ----------
    first
        Separuh yang satu, sebagai berkas; boleh diketik ulang dari kertas.
    second
        Separuh yang lain.
    key
        Berkas baru untuk kunci penyegel.
    lang
        Bahasa: id atau en.
    """
    with told(lang):
        texts = [_text(path) for path in (first, second)]
        try:
            private = halves.joined(*texts)
        except ValueError as error:
            reason = _WORDS.get(f"{error}", f"{error}") if lang == "id" else f"{error}"
            raise UserError(f"{first}, {second}: {reason}.") from None
        new_key(key, private)
    sys.stdout.write(said("joined", lang, file=key))
    return 0


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):
        raise UserError(f"{path}: tidak dapat dibaca.") from None
