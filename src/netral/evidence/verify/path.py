"""What is this, and does it hold? A folder, a ZIP of one, or a receipt, found by what is in it."""

from __future__ import annotations

import zipfile
from pathlib import Path

from netral.evidence.errors import EvidenceRefused
from netral.evidence.verify import archive, bundle, ledger, receipt
from netral.evidence.verify.custody import Trust
from netral.evidence.verify.report import Report

_RECEIPT = 1 << 20


def verify(path: Path, trust: Trust = Trust()) -> Report:  # noqa: B008 (a frozen value)
    """The report; EvidenceRefused where it is nothing of ours at all."""
    if path.is_dir():
        if (path / "bagit.txt").exists():
            return bundle.verify(path, trust)
        # Whatever else lies in its folder is no part of a ledger, a folder `data` neither.
        if (path / "ledger.ndjson").exists() or (path / "ledger.json").exists():
            return ledger.verify(path, trust)
        if (path / "data").is_dir():
            return bundle.verify(path, trust)
    elif path.is_file():
        if _is_zip(path):
            return archive.verify(path, trust)
        if path.stat().st_size <= _RECEIPT and b'"netral-receipt/' in (data := path.read_bytes()):
            return receipt.verify(data, trust)
    if not path.exists():
        told = f"{path} tidak ada; periksa nama dan tempatnya"
        raise EvidenceRefused("missing", {"id": told, "en": f"{path} does not exist; look at its name and place"})
    told = f"{path}: bukan bundel, buku, atau tanda terima Netral"
    raise EvidenceRefused("unknown", {"id": told, "en": f"{path}: not a bundle, ledger or receipt of Netral's"})


def _is_zip(path: Path) -> bool:
    """A ZIP, or one whose end is damaged."""
    with path.open("rb") as file:
        return file.read(2) == b"PK" or zipfile.is_zipfile(path)
