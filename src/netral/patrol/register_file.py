"""Which cells does a register file hold? Reads CSV or Parquet into columns of text, strictly."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from netral.patrol.errors import RegisterRefused
from netral.patrol.register_bytes import RegisterBytes

WORDS = ("platform", "valid_from", "valid_to", "status", "agency", "region", "contest", "role")
_AGAIN = "simpan ulang sebagai CSV UTF-8 dengan judul kolom"


def read_cells(given: RegisterBytes, columns: tuple[str, ...]) -> pa.Table:
    """`columns` as trimmed text, empty cells null; row order kept. Raises RegisterRefused."""
    _refuse_other(given.path, given.head)
    typed = given.head.startswith(b"PAR1")
    table = _parquet(given, columns) if typed else _csv(given, columns)
    if not table.num_rows:
        raise RegisterRefused(given.path, "hanya ada judul kolom", "isi sedikitnya satu baris")
    return pa.table({name: _trimmed(table.column(name), typed=typed) for name in columns})


def _trimmed(cells: pa.ChunkedArray, *, typed: bool) -> pa.Array:
    """Few words many times stay a dictionary: a register has a million rows and ten statuses."""
    whole = (
        cells.unify_dictionaries().combine_chunks() if pa.types.is_dictionary(cells.type) else cells.combine_chunks()
    )
    if not pa.types.is_dictionary(whole.type):
        return _text(whole, typed=typed)
    return pa.DictionaryArray.from_arrays(whole.indices, _text(whole.dictionary.cast(pa.string()), typed=typed))


def _text(cells: pa.Array, *, typed: bool) -> pa.Array:
    """`typed`: the file knows its texts. In a CSV an apostrophe before a figure or a sign of calculation is no part of
    the cell: by it a spreadsheet keeps an id whole, and a formula from being one."""
    text = pc.utf8_trim_whitespace(cells)
    if not typed and pc.any(pc.starts_with(text, "'")).as_py():
        text = pc.utf8_trim_whitespace(pc.replace_substring_regex(text, r"^'([0-9=+\-@\t\r])", r"\1"))
    empty = pc.equal(pc.binary_length(text), 0)
    return pc.if_else(empty, pa.scalar(None, pa.string()), text) if pc.any(empty).as_py() else text


def _refuse_other(path: Path, head: bytes) -> None:
    if not head.strip():
        raise RegisterRefused(path, "berkas kosong", _AGAIN)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RegisterRefused(path, "bukan UTF-8 (UTF-16)", _AGAIN)
    if not head.startswith(b"PAR1") and b"\0" in head:
        raise RegisterRefused(path, "bukan CSV atau Parquet (isinya biner)", _AGAIN)


def _named(path: Path, found: list[str], columns: tuple[str, ...]) -> None:
    if missing := [name for name in columns if name not in found]:
        raise RegisterRefused(
            path, f"tidak ada kolom {', '.join(missing)}", f"judul kolom yang harus ada: {', '.join(columns)}"
        )
    if twice := sorted({name for name in columns if found.count(name) > 1}):
        raise RegisterRefused(path, f"kolom {twice[0]} ada dua kali", "sisakan satu")


def _parquet(given: RegisterBytes, columns: tuple[str, ...]) -> pa.Table:
    path = given.path
    try:
        schema = pq.read_schema(given.arrow)
        _named(path, schema.names, columns)
        table = pq.read_table(given.arrow, columns=list(columns), read_dictionary=list(WORDS))
    except (pa.ArrowException, OSError):
        raise RegisterRefused(path, "Parquet ini rusak", "tulis ulang berkasnya") from None
    cells = {}
    for name in columns:
        kind = schema.field(name).type
        kind = kind.value_type if pa.types.is_dictionary(kind) else kind
        if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
            raise RegisterRefused(
                path, f"berisi bilangan pecahan ({kind}), angka ID sudah hilang", "simpan sebagai teks", column=name
            )
        if pa.types.is_timestamp(kind):
            raise RegisterRefused(path, "berisi waktu, bukan tanggal", "simpan tanggal saja", column=name)
        column = table.column(name)
        cells[name] = column if pa.types.is_dictionary(column.type) else column.cast(pa.string())
    return pa.table(cells)


def _kind(name: str) -> pa.DataType:
    return pa.dictionary(pa.int32(), pa.string()) if name in WORDS else pa.string()


def _csv(given: RegisterBytes, columns: tuple[str, ...]) -> pa.Table:
    line = given.head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    delimiter = ";" if line.count(b";") > line.count(b",") else ","
    found = [cell.strip().strip('"') for cell in line.decode("utf-8", "replace").strip().split(delimiter)]
    _named(given.path, found, columns)
    try:
        table = _parse(given, found, delimiter, columns)
    except pa.ArrowInvalid as error:
        raise _damaged(given, found, delimiter, str(error)) from None
    return table


def _parse(given: RegisterBytes, found: list[str], delimiter: str, columns: tuple[str, ...]) -> pa.Table:
    return pacsv.read_csv(
        given.arrow,
        read_options=pacsv.ReadOptions(column_names=found, skip_rows=1, block_size=1 << 22),
        parse_options=pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
        convert_options=pacsv.ConvertOptions(
            column_types={name: _kind(name) for name in found}, include_columns=list(columns), strings_can_be_null=False
        ),
    )


def _damaged(given: RegisterBytes, found: list[str], delimiter: str, said: str) -> RegisterRefused:
    """Arrow's sentence quotes the row; ours counts it instead, so that no name reaches a log."""
    path = given.path
    if "UTF" in said.upper():
        with given.open() as file:
            lines = file.read().split(b"\n")
        row = next((n for n, line in enumerate(lines) if line.decode("utf-8", "ignore").encode() != line), None)
        return RegisterRefused(path, "ada bita yang bukan UTF-8", _AGAIN, row=row)
    rows: list[int] = []

    def skip(row: pacsv.InvalidRow) -> str:
        rows.append(row.number)
        return "skip"

    try:
        pacsv.read_csv(
            given.arrow,
            read_options=pacsv.ReadOptions(column_names=found, skip_rows=1, use_threads=False, block_size=1 << 22),
            parse_options=pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=skip),
            convert_options=pacsv.ConvertOptions(column_types=dict.fromkeys(found, pa.binary())),
        )
    except pa.ArrowInvalid:
        return RegisterRefused(path, "satu sel terlalu besar atau kutipnya tidak ditutup", "periksa tanda kutipnya")
    row = rows[0] - 1 if rows and rows[0] else None
    return RegisterRefused(
        path, f"jumlah sel tidak sama dengan judul kolom ({len(found)})", "periksa pemisah dan tanda kutip", row=row
    )
