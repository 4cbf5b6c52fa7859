"""Is this ZIP the folder and not one byte more? Its members, its headers, then the bundle or ledger in it (§4, §5)."""

from __future__ import annotations

import errno
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from netral.evidence.digests import CHUNK
from netral.evidence.errors import EvidenceRefused, Fault, fault
from netral.evidence.verify import bundle, ledger
from netral.evidence.verify.custody import Trust
from netral.evidence.verify.report import Report
from netral.evidence.zip_form import END64_SIZE, END_SIZE, UTF8, Member, end

_PART, _NAME = 255, 1024
"""Bytes of the longest part of a name that file systems keep, and of the longest name that is believed."""


def verify(path: Path, trust: Trust) -> Report:
    """The folder inside, unpacked to a temporary one; EvidenceRefused where there is no room for it."""
    with tempfile.TemporaryDirectory(prefix="netral-verify-") as temporary:
        inside = Path(temporary).resolve() / "bag"
        try:
            with path.open("rb") as file:
                if not _ends_as_ours(file, path.stat().st_size):
                    return _damaged(path)
            with path.open("rb") as file, zipfile.ZipFile(file) as archive:
                entries = archive.infolist()
                if not _safe(entries, path.stat().st_size):
                    return _damaged(path)
                archive.extractall(inside)
                exact = _is_exact(file, entries)
        except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError, struct.error):
            return _damaged(path)
        except OSError as error:
            if error.errno == errno.EINVAL:
                # Offsets that lead before the file's beginning.
                return _damaged(path)
            # A full disk says nothing about the bundle, and must not be taken for a fault of it.
            told = f"tidak dapat dibuka di sini ({error.strerror}); buka ZIP-nya sendiri, lalu periksa foldernya"
            english = f"cannot be unpacked here ({error.strerror}); unpack the ZIP yourself, then check the folder"
            raise EvidenceRefused("no_room", {"id": told, "en": english}) from error
        folder = inside / entries[0].filename.split("/")[0]
        check = ledger.verify if (folder / "ledger.json").exists() else bundle.verify
        report = check(folder, trust)
    if not exact:
        report.faults.append(_more(path))
    return report


def _ends_as_ours(file: BinaryIO, size: int) -> bool:
    """Before anything reads its directory: that has as many members as a plain ZIP, and no second one of ZIP64."""
    file.seek(max(0, size - END64_SIZE - END_SIZE))
    tail = file.read()
    last = tail[-END_SIZE:]
    if len(last) < END_SIZE or last[:4] != b"PK\5\6" or tail[:-END_SIZE].startswith(b"PK\6\7"):
        return False
    _, _, _, _, count, central, begin, comment = struct.unpack("<4s4H2LH", last)
    return count < zipfile.ZIP_FILECOUNT_LIMIT and begin + central + END_SIZE == size and not comment


def _safe(entries: Sequence[zipfile.ZipInfo], size: int) -> bool:
    """One folder, whose members stay in it; stored only, and together no larger than the file: so no bomb."""
    names = {info.filename for info in entries}
    parts = [name.split("/") for name in names]
    folders = {"/".join(one[:depth]) for one in parts for depth in range(1, len(one))}
    return (
        0 < len(entries) == len(names) <= zipfile.ZIP_FILECOUNT_LIMIT
        and all(len(name.encode()) <= _NAME for name in names)
        and names.isdisjoint(folders)
        and len({one[0] for one in parts}) == 1
        and all(len(one) > 1 and all(map(_is_plain, one)) for one in parts)
        and all(info.compress_type == zipfile.ZIP_STORED and not info.flag_bits & ~UTF8 for info in entries)
        and all(info.file_size == info.compress_size for info in entries)
        and sum(info.file_size for info in entries) <= size
    )


def _is_plain(part: str) -> bool:
    return part not in ("", ".", "..") and "\\" not in part and "\0" not in part and len(part.encode()) <= _PART


def _is_exact(file: BinaryIO, entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Is every byte that is no member's the one that the published form has there?"""
    ordered = sorted(entries, key=lambda info: info.filename.encode())
    file.seek(0)
    central = b""
    for info in ordered:
        one, begin = Member(info.filename, info.CRC, info.file_size), file.tell()
        head = one.local()
        if file.read(len(head)) != head:
            return False
        file.seek(info.file_size, 1)
        central += one.central(begin)
    last = end(len(ordered), len(central), file.tell())
    return _reads(file, central + last) and file.read(1) == b""


def _reads(file: BinaryIO, expected: bytes) -> bool:
    return all(
        file.read(min(CHUNK, len(expected) - at)) == expected[at : at + CHUNK] for at in range(0, len(expected), CHUNK)
    )


def _damaged(path: Path) -> Report:
    words = (
        "ZIP rusak, atau bukan seperti dikemas Netral; bila dikemas ulang orang, buka dan periksa foldernya",
        "the ZIP is damaged, or not as Netral packs it; where somebody packed it anew, unpack it and check the folder",
    )
    return Report("bundle", faults=[fault("bag.zip", path.name, *words)])


def _more(path: Path) -> Fault:
    return fault("bag.zip", path.name, "ZIP berisi bita di luar isinya", "the ZIP holds bytes that are no part of it")
