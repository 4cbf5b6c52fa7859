"""Do a register's cells hold words that are known: statuses, roles, contests, places? Raises with row and remedy."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from netral.law.contests import WRITE_REGION, UnknownContest, find, is_region
from netral.law.model import Rulebook, Text
from netral.patrol.errors import RegisterRefused

_FILL = Text("isi sel ini", "fill this cell")


def words(column: pa.ChunkedArray) -> pa.Array:
    """The distinct words of a column."""
    return pc.unique(column.combine_chunks()).cast(pa.string())


def first(mask: pa.Array) -> int | None:
    """The first data row, from 1, for which the mask is true."""
    at = pc.index(pc.fill_null(mask, False), True).as_py()
    return None if at < 0 else int(at) + 1


def row_of(column: pa.ChunkedArray, word: str) -> int:
    return int(pc.index(column.cast(pa.string()), word).as_py()) + 1


def refuse_empty(path: Path, cells: pa.Table, name: str) -> None:
    column = cells.column(name)
    if column.null_count == 0 and not (pa.types.is_dictionary(column.type) and None in words(column).to_pylist()):
        return
    if (row := first(pc.is_null(column.cast(pa.string())))) is not None:
        raise RegisterRefused(path, Text("kosong", "empty"), _FILL, row=row, column=name)


def refuse_unless_among(
    path: Path, cells: pa.Table, name: str, allowed: tuple[str, ...], *, optional: bool = False
) -> None:
    column = cells.column(name)
    if not optional:
        refuse_empty(path, cells, name)
    bad = [word for word in words(column).to_pylist() if word is not None and word not in allowed]
    if bad:
        row = min(row_of(column, word) for word in bad)
        said = column[row - 1].as_py()[:40]
        raise RegisterRefused(path, unknown(said), _use(allowed, optional=optional), row=row, column=name)


def unknown(said: str) -> Text:
    """A word that none of ours is."""
    return Text(f"“{said}” tidak dikenal", f"“{said}” is not known")


def _use(allowed: tuple[str, ...], *, optional: bool) -> Text:
    choice = ", ".join(allowed)
    empty = (", atau kosongkan", ", or leave it empty") if optional else ("", "")
    return Text(f"gunakan {choice}{empty[0]}", f"use {choice}{empty[1]}")


def refuse_unknown_contests(path: Path, cells: pa.Table, rulebook: Rulebook) -> None:
    """Empty cells are another fault."""
    column = cells.column("contest")
    for name in words(column).drop_null().to_pylist():
        try:
            find(rulebook, name)
        except UnknownContest as error:
            row = row_of(column, name)
            raise RegisterRefused(path, error.problem, error.remedy, row=row, column="contest") from None


def refuse_unknown_regions(path: Path, cells: pa.Table, rulebook: Rulebook) -> None:
    """An unknown place would be read as WIB, and move the edges of a day by up to two hours."""
    column = cells.column("region")
    bad = [word for word in words(column).to_pylist() if word is not None and not is_region(rulebook, word)]
    if bad:
        row = min(row_of(column, word) for word in bad)
        said = column[row - 1].as_py()[:40]
        remedy = f"{WRITE_REGION.id}, tanpa titik; kosong dibaca WIB"
        raise RegisterRefused(path, f"“{said}” bukan kode daerah", remedy, row=row, column="region")
