"""`netral verify`: does it hold? For a judge in words, for machines as JSON; needs no database and no network."""

from __future__ import annotations

import json as json_
import sys
from pathlib import Path
from typing import Annotated, Literal

from cryptography.x509 import load_pem_x509_certificates
from cyclopts import Parameter

from netral.cli.errors import REFUSED, UNVERIFIED, USAGE, UserError
from netral.cli.verify_card import card
from netral.evidence.errors import EvidenceRefused
from netral.evidence.note import Key
from netral.evidence.verify.custody import Trust
from netral.evidence.verify.path import verify as verified


def verify(
    path: Path,
    *,
    key: str | None = None,
    tsa_root: Path | None = None,
    lang: Literal["id", "en"] = "id",
    json: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Periksa bundel, buku, vault, atau tanda terima: apa yang utuh dan sejak kapan. Tanpa jaringan.

    Status 0 bila semuanya utuh, 5 bila ada yang tidak, 4 bila bukan milik Netral.

    Contoh:

        netral verify serah/P-2024-0147

        netral verify serah/P-2024-0147.zip --key kunci-instansi.txt --tsa-root tsa.pem --json

    Parameters
    ----------
    path
        Folder bundel, ZIP-nya, folder buku atau vault, atau tanda terima JSON.
    key
        Kunci yang diumumkan instansi: barisnya, atau berkas yang memuatnya.
    tsa_root
        Sertifikat akar otoritas cap waktu yang Anda percayai (PEM).
    lang
        Bahasa: id atau en.
    json
        Cetak sebagai JSON.
    """
    trust = Trust(key_in(key, lang), _roots(tsa_root, lang))
    try:
        report = verified(path, trust)
    except EvidenceRefused as refused:
        status = USAGE if refused.reason == "missing" else REFUSED
        raise UserError(f"{refused.words[lang]}.", status) from None
    if json:
        sys.stdout.write(json_.dumps(report.as_json(), indent=1) + "\n")
    else:
        sys.stdout.write(card(report, path, lang=lang, compared=trust.key is not None))
    return 0 if report.holds else UNVERIFIED


def key_in(text: str | None, lang: str = "id") -> Key | None:
    """A published key, from its line or from a file that holds it; raises UserError."""
    if text is None:
        return None
    path = Path(text)
    try:
        line = path.read_text("ascii").splitlines()[0] if "+" not in text and path.is_file() else text
        return Key.read(line.strip())
    except (OSError, ValueError, IndexError):
        words = {"id": "bukan kunci, dan bukan berkas yang memuat kunci", "en": "no key, and no file that holds one"}
        raise UserError(f"--key {text}: {words[lang]}.") from None


def _roots(path: Path | None, lang: str) -> list:  # type: ignore[type-arg]
    if path is None:
        return []
    try:
        return load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError):
        words = {"id": "bukan sertifikat PEM yang dapat dibaca", "en": "no certificate in PEM that can be read"}
        raise UserError(f"--tsa-root {path}: {words[lang]}.") from None
