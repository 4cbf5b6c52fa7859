"""What is in this zip? The output of one patrol, unpacked by the guarded reader, or why it is not that."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from django.core.files import File
from django.utils import translation
from django.utils.translation import gettext as _

from netral.acts.files import archives
from netral.acts.files.archives import Limits
from netral.acts.rejects import FileRefused
from netral.patrol.findings import SCHEMA
from netral.portal.denial import Denial
from netral.portal.triage import coherence

LARGEST = 50 << 20
"""Bytes of the zip."""
LIMITS = Limits(most=500 << 20, members=40, depth=1)
MOST_FINDINGS = 200_000
MOST_UNPACKED = 1 << 30
NEEDED = ("manifest.json", "findings.parquet", "findings.csv")


@dataclass(frozen=True, slots=True)
class Contents:
    """A patrol whose parts belong together; `sha256` of manifest and findings, by which it is known again."""

    manifest: Mapping[str, Any]
    findings: pa.Table
    sha256: str


def opened(file: File[Any]) -> Contents | list[Denial]:
    """The patrol in this zip, or everything that does not hold; what is unpacked is gone afterwards."""
    with TemporaryDirectory(prefix="netral-patrol-") as folder:
        path, into = Path(folder, "patrol.zip"), Path(folder, "in")
        into.mkdir()
        with path.open("xb") as kept:
            while block := file.read(archives.CHUNK):
                kept.write(block)
                if kept.tell() > LARGEST:
                    return [Denial(_("Berkas terlalu besar (paling banyak 50 MB)."))]
        found = _members(path, into)
        return found if isinstance(found, list) else _read(found, into)


def _members(path: Path, into: Path) -> dict[str, Path] | list[Denial]:
    """The files that a patrol must have, by their names, all from one folder of the zip."""
    if archives.kind(path) != "zip":
        return [Denial(_("Ini bukan zip. Kemas folder hasil netral patrol menjadi satu zip."))]
    try:
        members = list(archives.members(Path("patrol.zip"), path, "zip", into, LIMITS))
    except FileRefused as refused:
        return [Denial(refused.remedy[translation.get_language() or "id"])]
    names = [PurePosixPath(member.name) for member in members]
    known = [(name, member.path) for name, member in zip(names, members, strict=True) if name.name in NEEDED]
    if len({name.parent for name, _path in known}) > 1 or len(known) > len(NEEDED):
        return [Denial(_("Zip ini memuat lebih dari satu patroli. Unggah satu per satu."))]
    found = {name.name: member for name, member in known}
    lost = [name for name in NEEDED if name not in found]
    if lost:
        return [Denial(_("Zip ini bukan hasil patroli: {names} tidak ada.").format(names=", ".join(lost)))]
    return found


def _read(found: dict[str, Path], folder: Path) -> Contents | list[Denial]:
    told = found["manifest.json"].read_bytes()
    manifest = _manifest(told)
    if manifest is None:
        return [Denial(_("manifest.json tidak terbaca, atau bukan dari netral patrol."))]
    table = _table(found["findings.parquet"])
    if table is None:
        return [Denial(_("findings.parquet tidak terbaca, atau kolomnya bukan kolom netral patrol."))]
    problems = coherence.problems(manifest, table, csv=found["findings.csv"], folder=folder)
    sha256 = hashlib.sha256(told + found["findings.parquet"].read_bytes()).hexdigest()
    return problems or Contents(manifest, table, sha256)


def _manifest(told: bytes) -> dict[str, Any] | None:
    if b"\\u0000" in told:
        # Not every database can keep it, and no patrol writes it.
        return None
    try:
        found = orjson.loads(told)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) and coherence.is_manifest(found) else None


def _table(path: Path) -> pa.Table | None:
    """The findings, unless they are not such, or unpack to more than a patrol ever holds."""
    try:
        with pq.ParquetFile(path) as file:
            groups = (file.metadata.row_group(at) for at in range(file.metadata.num_row_groups))
            too_large = sum(group.total_byte_size for group in groups) > MOST_UNPACKED
            if too_large or file.metadata.num_rows > MOST_FINDINGS or not file.schema_arrow.equals(SCHEMA):
                return None
            found = file.read()
            # That all of its text is UTF-8 too.
            found.validate(full=True)
            return found
    except (pa.ArrowException, OSError, ValueError):
        return None
