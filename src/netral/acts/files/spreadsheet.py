"""What does a spreadsheet hold? Its first sheet with data as the CSV that a careful person would have saved.

Every cell is text and exact. A number of more than 15 digits is not: a spreadsheet keeps no more, so it is written
`1.84253520425477E+18`, which every reader turns down as an id that was lost. Formulas are shown, never worked out.
Read with the standard library alone: row by row, whatever the sheet's size; only the table of shared strings is held.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple
from xml.etree.ElementTree import ParseError

from netral.acts.files import ods, xlsx
from netral.acts.rejects import FileRefused, Said

MAX_RATIO, RATIO_FLOOR = 300, 256 << 20
_BLOCK, _BLOCK_ROWS = 4 << 20, 1 << 16
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_MOST_ROWS = 1 << 20
_SPECIAL = re.compile('["\n\r]')
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    LookupError,
    ValueError,
    OverflowError,
    EOFError,
    RuntimeError,
    OSError,
)


class Sheet(NamedTuple):
    """The rows of the sheet as CSV, and how many other sheets hold something that is not read."""

    text: Iterator[bytes]
    others: int

    def said(self) -> list[dict[str, str]]:
        """For the report: what this file holds beyond the sheet."""
        if not self.others:
            return []
        return [
            {
                "id": f"Hanya lembar pertama yang berisi yang dibaca; {self.others} lembar lain tidak.",
                "en": f"Only the first sheet with data is read; {self.others} other sheets are not.",
            }
        ]


def kind(path: Path) -> str | None:
    """`xlsx` or `ods` by the members of the archive, None for another archive, none, or a pipe."""
    if not path.is_file():
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return "xlsx"
            if {"mimetype", "content.xml"} <= names and archive.open("mimetype").read(100) == _ODS:
                return "ods"
    except _DAMAGED:
        return None
    return None


def is_document(path: Path) -> bool:
    """Whether the archive is a text or slides of an office program, or a spreadsheet of a kind that is not read."""
    if not path.is_file():
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            return "[Content_Types].xml" in names or (
                "mimetype" in names and archive.open("mimetype").read(100).startswith(b"application/vnd.oasis")
            )
    except _DAMAGED:
        return False


def sheet(path: Path) -> Sheet:
    """The first sheet with data; raises FileRefused for a damaged file or one that unpacks beyond all bounds."""
    make = xlsx.Workbook if kind(path) == "xlsx" else ods.Workbook
    archive = zipfile.ZipFile(path)
    try:
        book = make(_Book(path, archive))
        found = [number for number in range(len(book)) if any(map(any, book.rows(number)))]
        if not found:
            raise FileRefused(path, "empty_file")
    except _DAMAGED as error:
        archive.close()
        raise FileRefused(
            path, "damaged", Said("bagian lembar kerjanya tidak terbaca", "the spreadsheet's parts cannot be read")
        ) from error
    except FileRefused:
        archive.close()
        raise
    return Sheet(_blocks(path, archive, book.rows(found[0])), len(found) - 1)


class _Book:
    """The archive's parts, each within bounds."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path, self._archive = path, archive

    def has(self, name: str) -> bool:
        return name in self._archive.namelist()

    def part(self, name: str) -> IO[bytes]:
        """A part to be read once. `zipfile` gives no more of it than its header promises."""
        info = self._archive.getinfo(name)
        if info.file_size > max(RATIO_FLOOR, MAX_RATIO * info.compress_size):
            raise FileRefused(
                self._path,
                "too_large_unpacked",
                Said(f"lebih dari {MAX_RATIO} kali ukurannya", f"more than {MAX_RATIO} times its size"),
            )
        with self._archive.open(info) as start:
            if b"<!DOCTYPE" in start.read(1024):
                raise FileRefused(
                    self._path,
                    "damaged",
                    Said("satu bagian menetapkan entitas sendiri", "a part declares its own entities"),
                )
        return self._archive.open(info)


def _blocks(path: Path, archive: zipfile.ZipFile, rows: Iterator[list[str]]) -> Iterator[bytes]:
    """CSV in blocks of some megabytes, or of so many rows that whoever counts them can stop early.

    Rows are made as long as the header, never shorter; empty ones stay empty.
    """
    out = io.StringIO()
    width = blank = held = 0
    try:
        for row in rows:
            if not any(row):
                blank += 1
                continue
            if not width:
                row = [" ".join(cell.split()) for cell in row]
                width, blank = len(row), 0
            out.write("\n" * min(blank, _MOST_ROWS))
            blank = 0
            row += [""] * (width - len(row))
            text = ",".join(row)
            if text.count(",") > len(row) - 1 or _SPECIAL.search(text):
                text = ",".join(map(_quoted, row))
            out.write(text + "\n")
            held += 1
            if out.tell() > _BLOCK or held == _BLOCK_ROWS:
                held = 0
                yield _taken(out)
    except _DAMAGED as error:
        raise FileRefused(
            path, "damaged", Said("bagian lembar kerjanya tidak terbaca", "the spreadsheet's parts cannot be read")
        ) from error
    finally:
        archive.close()
    yield _taken(out)


def _taken(out: io.StringIO) -> bytes:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode("utf-8", "replace")


def _quoted(cell: str) -> str:
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if "," in cell or _SPECIAL.search(cell) else cell
