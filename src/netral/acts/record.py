"""Which bytes of an export is this act read from? The record itself, cut out exactly, to be kept as evidence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow.compute as pc

from netral.acts.context import Context
from netral.acts.files import spreadsheet
from netral.acts.files.archives import CHUNK, unpacked
from netral.acts.read import open_export

_PLACE = ("source_row", "source_byte_offset", "source_byte_len")


class Record(NamedTuple):
    """One record: its row, and `data` at byte `offset` of the unpacked file; the sha256 of the file as given."""

    row: int
    offset: int
    data: bytes
    file_sha256: str


class NoSuchRow(LookupError):
    """The file holds no accepted act in this row."""


def cut(path: Path, row: int, context: Context | None = None) -> Record:
    """The record of the accepted act in `row`; raises FileRefused or NoSuchRow. Reads all of it, for its digest."""
    place = None
    with open_export(path, context=context, columns=_PLACE) as reading:
        for batch in reading.batches():
            found = pc.index(batch.column("source_row"), row).as_py()
            if place is None and found >= 0:
                place = [batch.column(name)[found].as_py() for name in _PLACE[1:]]
        sha256 = reading.report().sha256
    if place is None:
        raise NoSuchRow(f"{path}: row {row}")
    offset, length = place
    return Record(row, offset, _slice(path, offset, length), sha256)


def _slice(path: Path, offset: int, length: int) -> bytes:
    parts, at, end = [], 0, offset + length
    for chunk in _unpacked(path):
        parts.append(chunk[max(0, offset - at) : max(0, end - at)])
        at += len(chunk)
        if at >= end:
            break
    return b"".join(parts)


def _unpacked(path: Path) -> Iterator[bytes]:
    """The bytes that a record's offset counts: a sheet's as CSV, a packed file's as they were before packing."""
    if spreadsheet.kind(path):
        yield from spreadsheet.sheet(path).text
        return
    with unpacked(path) as source:
        while chunk := source.read(CHUNK):
            yield chunk
