"""Which rows does an uploaded list hold? CSV (`;`, `,` or tab; UTF-8, UTF-16, cp1252) or XLSX, as text, strictly."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _

from netral.acts.files import spreadsheet
from netral.acts.files.dialect import read_dialect
from netral.acts.rejects import FileRefused
from netral.portal.denial import Denial

WHY = "alasan"
"""The column that a download of rows to mend has more; a file that has it is such a download, mended."""
LARGEST = 20 << 20
UNPACKED = 100 << 20
MOST_MARKS = 8_000_000
"""`<` in a workbook: 100,000 rows of twelve cells have some five million. Each costs time, also around nothing."""
MOST_ROWS = 100_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Columns:
    """Those that are read, in this order, and those that must be there."""

    all: tuple[str, ...]
    needed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows`: number in the file (the heading is 1) and the cells of the columns, None where the row has another
    width."""

    rows: list[tuple[int, list[str] | None]]
    mended: bool

    def packed(self) -> bytes:
        """For keeping it until somebody confirms."""
        return zlib.compress(orjson.dumps([self.mended, self.rows]), 1)

    @classmethod
    def unpacked(cls, kept: bytes) -> Self:
        """What `packed` gave, as it was."""
        mended, rows = orjson.loads(zlib.decompress(kept))
        return cls([(number, cells) for number, cells in rows], mended)


def read(content: bytes, columns: Columns) -> Sheet | Denial:
    """The rows, or why the file as a whole cannot be used."""
    if len(content) > LARGEST:
        return too_large()
    text = _spreadsheet(content) if content[:4] == b"PK\x03\x04" else _decoded(content)
    return text if isinstance(text, Denial) else _table(text, columns)


def too_large() -> Denial:
    """What is said of more than LARGEST."""
    return Denial(_("Berkas terlalu besar (paling banyak 20 MB)."))


def bare(cell: str) -> str:
    """The cell without the apostrophe before a figure or a formula, by which spreadsheets keep a cell a text."""
    cell = cell.strip()
    return cell[1:].strip() if cell[:1] == "'" and (cell[1:2].isdigit() or cell[1:2] in FORMULA) else cell


def kept_text(cell: str) -> str:
    """The cell as a spreadsheet takes it for a text: no formula, no number whose last figures are lost."""
    return f"'{cell}" if cell.startswith(FORMULA) or (cell.isdigit() and len(cell) > 15) else cell


def wrong_text(text: str, *, needed: bool) -> str:
    """How to mend a name or a title; empty where nothing is wrong with it."""
    if needed and not text:
        return _("Kolom ini wajib diisi.")
    if len(text) > 200:
        return _("Paling banyak 200 huruf.")
    # Controls and marks that turn the direction of writing make one name look like another.
    if any(unicodedata.category(sign) in ("Cc", "Cf") for sign in text):
        return _("Ada karakter yang tidak terlihat di dalamnya. Ketik ulang isinya.")
    return ""


def written(rows: Iterable[Iterable[str]]) -> bytes:
    """CSV with a mark and `;`, so that a spreadsheet in Indonesian opens it as it is."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([[kept_text(cell) for cell in row] for row in rows])
    return f"\ufeff{out.getvalue()}".encode()


def download(name: str, content: bytes) -> HttpResponse:
    """A CSV under this name."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _spreadsheet(content: bytes) -> str | Denial:
    damaged = Denial(_("Buku kerja ini tidak dapat dibaca. Simpan ulang sebagai XLSX atau CSV, lalu unggah lagi."))
    bomb = Denial(_("Buku kerja ini terlalu besar setelah dibuka. Simpan lembar daftarnya saja sebagai CSV."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED or _marks(archive) > MOST_MARKS:
                return bomb
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return damaged
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        path = Path(file.name)
        if spreadsheet.kind(path) != "xlsx":
            return damaged
        try:
            text = _bounded(spreadsheet.sheet(path).text)
        except FileRefused:
            return damaged
    return bomb if text is None else text


def _marks(archive: zipfile.ZipFile) -> int:
    found = 0
    for name in archive.namelist():
        with archive.open(name) as part:
            while block := part.read(1 << 20):
                found += block.count(b"<")
    return found


def _bounded(blocks: Iterable[bytes]) -> str | None:
    """The sheet as text; None where it is more than a CSV may be: one long text in every cell, or rows without end."""
    taken, size, rows = [], 0, 0
    for block in blocks:
        size, rows = size + len(block), rows + block.count(b"\n")
        if size > LARGEST or rows > 2 * MOST_ROWS:
            return None
        taken.append(block)
    return b"".join(taken).decode()


def _decoded(content: bytes) -> str | Denial:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    for one in (encoding, "cp1252"):
        try:
            text = content.decode(one)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    return Denial(_("Berkas ini bukan CSV atau XLSX. Simpan ulang sebagai CSV UTF-8, lalu unggah lagi."))


def _table(text: str, columns: Columns) -> Sheet | Denial:
    text = re.sub(r"\Asep=.\r?\n", "", text, flags=re.IGNORECASE)
    if not text.strip():
        return Denial(_("Berkas ini kosong."))
    reader = csv.reader(io.StringIO(text), delimiter=read_dialect(text[:65_536].encode()).delimiter, strict=True)
    try:
        header = [name.strip().lower() for name in next(reader)]
        if refused := _misnamed(header, columns):
            return refused
        places = [header.index(name) if name in header else None for name in columns.all]
        rows = []
        for number, cells in enumerate(reader, start=2):
            if any(cell.strip() for cell in cells):
                whole = len(cells) == len(header)
                rows.append((number, ["" if at is None else cells[at] for at in places] if whole else None))
            if len(rows) > MOST_ROWS:
                return Denial(_("Lebih dari 100.000 baris. Bagi berkas ini."))
    except csv.Error:
        words = _("Tanda kutip di sekitar baris {line} tidak berpasangan. Perbaiki lalu unggah lagi.")
        return Denial(words.format(line=reader.line_num))
    return Sheet(rows, WHY in header) if rows else Denial(_("Hanya ada judul kolom. Isi sedikitnya satu baris."))


def _misnamed(header: list[str], columns: Columns) -> Denial | None:
    for name in columns.needed:
        if name not in header:
            words = _("Berkas ini tidak punya kolom “{name}”. Kolom yang ada: {found}.")
            return Denial(words.format(name=name, found=", ".join(one[:40] for one in header[:20] if one) or "–"))
    for name in (*columns.all, WHY):
        if header.count(name) > 1:
            return Denial(_("Kolom “{name}” ada dua kali. Sisakan satu.").format(name=name))
    return None
