"""What is this, and does it hold? A folder, a ZIP of one, or a receipt, found by what is in it."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from netral.evidence.bundle.write import zipped
from netral.evidence.errors import EvidenceRefused
from netral.evidence.verify import bundle, ledger, receipt
from netral.evidence.verify.custody import Trust
from netral.evidence.verify.report import Report, fault

_RECEIPT = 1 << 20
_MEMBERS = 1_000_000


def verify(path: Path, trust: Trust = Trust()) -> Report:  # noqa: B008 (a frozen value)
    """The report; EvidenceRefused where it is nothing of ours at all."""
    if path.is_dir():
        if (path / "bagit.txt").exists() or (path / "data").is_dir():
            return bundle.verify(path, trust)
        if (path / "ledger.ndjson").exists() or (path / "ledger.json").exists():
            return ledger.verify(path, trust)
    elif path.is_file():
        if zipfile.is_zipfile(path):
            return _unzipped(path, trust)
        if path.stat().st_size <= _RECEIPT and b'"netral-receipt/' in (data := path.read_bytes()):
            return receipt.verify(data, trust)
    told = f"{path}: bukan bundel, buku, atau tanda terima Netral"
    raise EvidenceRefused("unknown", {"id": told, "en": f"{path}: not a bundle, ledger or receipt of Netral's"})


def _unzipped(path: Path, trust: Trust) -> Report:
    """A ZIP holds the bag and not one byte more: it is the one that would be made of what is in it."""
    with tempfile.TemporaryDirectory(prefix="netral-verify-") as temporary:
        inside = Path(temporary).resolve() / "bag"
        name = _extract(path, inside)
        if name is None:
            report = Report("bundle")
            words = ("ZIP rusak atau bukan ZIP sebuah bundel", "the ZIP is damaged, or is not that of a bundle")
            report.faults.append(fault("bag.zip", path.name, *words))
            return report
        root = inside / name
        report = bundle.verify(root, trust)
        again = Path(temporary).resolve() / "again.zip"
        zipped(root, again)
        if _sha256(again) != _sha256(path):
            words = ("ZIP berisi bita di luar bundel", "the ZIP holds bytes that are no part of the bundle")
            report.faults.append(fault("bag.zip", path.name, *words))
        return report


def _extract(path: Path, inside: Path) -> str | None:
    """Unpack into `inside`; the bag's folder, None where it is no ZIP of one bag. Only stored members: no bombs."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = [PurePosixPath(info.filename) for info in entries]
            tops = {name.parts[0] for name in names if name.parts}
            plain = all(
                info.compress_type == zipfile.ZIP_STORED
                and info.file_size == info.compress_size
                and len(name.parts) > 1
                and not name.is_absolute()
                and not {"..", "\\", "."} & set(name.parts)
                and "\\" not in info.filename
                for info, name in zip(entries, names, strict=True)
            )
            size = sum(info.file_size for info in entries)
            if not plain or len(tops) != 1 or len(entries) > _MEMBERS or size > path.stat().st_size:
                return None
            archive.extractall(inside)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return None
    (top,) = tops
    return top


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
