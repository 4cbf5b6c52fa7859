"""When does a register's row hold? Half-open days, and no account in two rows at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netral.law.model import Text
from netral.patrol.errors import RegisterRefused

_SHAPE = re.compile(r"^([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-[0-9]{2}-[0-9]{2}$")  # there is no year 0
_REMEDY = Text("tulis seperti 2024-08-27", "write it as 2024-08-27")


def dates(path: Path, cells: pa.Table) -> dict[str, pa.Array]:
    """`valid_from` and `valid_to` as days; empty is open. Raises RegisterRefused."""
    days = {name: _days(path, cells.column(name), name) for name in ("valid_from", "valid_to")}
    turned = pc.fill_null(pc.greater_equal(days["valid_from"], days["valid_to"]), False)
    at = pc.index(turned, True).as_py()
    if at >= 0:
        raise RegisterRefused(
            path,
            Text("valid_to tidak sesudah valid_from", "valid_to is not after valid_from"),
            Text(
                "valid_to adalah hari pertama yang tidak berlaku lagi",
                "valid_to is the first day on which it no longer holds",
            ),
            row=at + 1,
            column="valid_to",
        )
    return days


def _days(path: Path, column: pa.ChunkedArray, name: str) -> pa.Array:
    coded = column.combine_chunks().dictionary_encode()
    words = coded.dictionary
    shaped = pc.match_substring_regex(words, _SHAPE.pattern)
    try:
        if not pc.all(shaped, min_count=0).as_py():
            raise pa.ArrowInvalid("shape")
        days = words.cast(pa.date32())
    except pa.ArrowInvalid:
        raise _bad_day(path, column, words, name) from None
    return days.take(coded.indices)


def _bad_day(path: Path, column: pa.ChunkedArray, words: pa.Array, name: str) -> RegisterRefused:
    cells = column.cast(pa.string())
    rows = [pc.index(cells, word).as_py() for word in words if word.is_valid and not _is_day(word)]
    row = min(rows)
    said = cells[row].as_py()[:30]
    problem = Text(f"“{said}” bukan tanggal", f"“{said}” is no day")
    return RegisterRefused(path, problem, _REMEDY, row=row + 1, column=name)


def _is_day(word: pa.StringScalar) -> bool:
    try:
        word.cast(pa.date32())
    except pa.ArrowInvalid:
        return False
    return _SHAPE.match(word.as_py()) is not None


def refuse_overlaps(path: Path, table: pa.Table, *, owner: tuple[str, ...], shared: bool) -> None:
    """Raise when one account is in two rows at once; `shared`: different owners may have the same account."""
    for found in overlaps(table, owner=owner, shared=shared):
        raise _overlap(path, found)


class Overlap(NamedTuple):
    """Two rows, from 0, that hold one account at once: the later of them in the file, and the one before."""

    row: int
    before: int
    same_owner: bool
    column: str


def overlaps(table: pa.Table, *, owner: tuple[str, ...], shared: bool) -> Iterator[Overlap]:
    """Of ids, then of handles, by row. A row may hide another behind it: without these rows, ask again."""
    engine = duckdb.connect(config={"temp_directory": ""})
    try:
        engine.register("r", table.append_column("n", pa.array(np.arange(table.num_rows))))
        for key, column in (("uid", "platform_user_id"), ("handle", "handle")):
            for row, before, same in engine.execute(_overlap_sql(key, owner, shared=shared)).fetchall():
                yield Overlap(row, before, same, column)
    finally:
        engine.close()


def _overlap_sql(key: str, owner: tuple[str, ...], *, shared: bool) -> str:
    # The cheap aggregate first, on the one column: only what occurs twice is sorted by day.
    group = ", ".join((key, "platform", *owner)) if shared else f"{key}, platform"
    whose = "(" + ", ".join(owner) + ")"
    return f"""
        WITH twice AS (
            SELECT hash({key}) AS g FROM r WHERE {key} IS NOT NULL GROUP BY g HAVING count(*) > 1
        ), rows AS (
            SELECT n, {group}, {whose} AS whose, coalesce(valid_from, DATE '0001-01-01') AS f,
                   coalesce(valid_to, DATE '9999-12-31') AS t
            FROM r WHERE {key} IS NOT NULL AND hash({key}) IN (SELECT g FROM twice)
        ), seen AS (
            SELECT n, whose, f,
                   max(t) OVER w AS until, arg_max(n, t) OVER w AS before, arg_max(whose, t) OVER w AS other
            FROM rows
            WINDOW w AS (PARTITION BY {group} ORDER BY f, t, n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        )
        SELECT greatest(n, before), least(n, before), whose = other FROM seen WHERE f < until ORDER BY 1
    """


def _overlap(path: Path, found: Overlap) -> RegisterRefused:
    before = found.before
    if found.same_owner:
        problem = f"periode akun ini tumpang tindih dengan baris data {before + 1}"
        remedy = "valid_to baris lama harus sama dengan atau sebelum valid_from baris baru"
    else:
        problem = f"akun yang sama dinyatakan pegawai lain di baris data {before + 1} pada waktu yang sama"
        remedy = "pastikan siapa yang memakainya, lalu perbaiki salah satu"
    return RegisterRefused(path, problem, remedy, row=found.row + 1, column=found.column)
