"""From the records of a table to cells: whole blocks by Arrow, what the splitter could not prove one by one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv

from netral.acts.files.dialect import Dialect, split_cells
from netral.acts.files.masks import Positions
from netral.acts.files.split import Block
from netral.acts.format import Path
from netral.acts.values.strings import LOST, Mask

_TEXT = pa.string()
_HOPELESS = ("encoding", "record_too_long")


class TableValues:
    """How the records of one CSV become cells. Of columns with one name the last counts: tools add theirs behind."""

    def __init__(self, dialect: Dialect, cells: Mapping[str, Path]) -> None:
        self._dialect = dialect
        last = {name: i for i, name in enumerate(dialect.header)}
        first = {name: i for i, name in reversed(list(enumerate(dialect.header)))}
        self._columns = {
            cell: last[name] if not inputs else first[name]
            for cell, (name, *inputs) in cells.items()
            if name in last and (not inputs or first[name] < last[name])
        }

    def read(self, block: Block, keep: Mask) -> tuple[dict[str, pa.Array], Positions, dict[int, str], dict[str, int]]:
        """Columns, the record of each row, reasons for the records that gave none, and repairs."""
        keep = keep.copy()
        failed: dict[int, str] = {}
        repairs: dict[str, int] = {}
        mended: list[tuple[int, list[str]]] = []
        for row in sorted(block.flags):
            if not keep[row]:
                continue
            keep[row] = False
            found = self._recover(block.record(row), block.flags[row])
            if isinstance(found, str):
                failed[row] = found
            else:
                mended.append((row, found))
                if block.flags[row] == "nul":
                    repairs["nul_replaced"] = repairs.get("nul_replaced", 0) + 1
        rows = np.flatnonzero(keep)
        columns = self._arrow(block, keep, len(rows)) if len(rows) else {c: pa.array([], _TEXT) for c in self._columns}
        if mended:
            extra = {c: pa.array([cells[at] for _, cells in mended], _TEXT) for c, at in self._columns.items()}
            rows = np.concatenate((rows, [row for row, _ in mended]))
            order = pa.array(np.argsort(rows, kind="stable"))
            columns = {c: pa.concat_arrays([columns[c], extra[c]]).take(order) for c in columns}
            rows = np.sort(rows)
        nothing = pa.scalar(None, _TEXT)
        return {c: pc.if_else(pc.equal(v, ""), nothing, v) for c, v in columns.items()}, rows, failed, repairs

    def _arrow(self, block: Block, keep: Mask, count: int) -> dict[str, pa.Array]:
        names = [str(i) for i in range(self._dialect.width)]
        chosen = [str(at) for at in self._columns.values()]
        table = pcsv.read_csv(
            pa.BufferReader(block.without(keep)),
            read_options=pcsv.ReadOptions(column_names=names, block_size=len(block.data) + 64, use_threads=False),
            parse_options=pcsv.ParseOptions(
                delimiter=self._dialect.delimiter, newlines_in_values=True, ignore_empty_lines=False
            ),
            convert_options=pcsv.ConvertOptions(
                column_types=dict.fromkeys(chosen, _TEXT),
                include_columns=list(dict.fromkeys(chosen)),
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
        if table.num_rows != count:
            raise AssertionError(f"splitter counts {count} records, Arrow {table.num_rows}")
        return {cell: _whole(table.column(str(at))) for cell, at in self._columns.items()}

    def _recover(self, record: bytes, flag: str) -> list[str] | str:
        """The cells of a record that the splitter flagged, or why there are none. Never padded."""
        if flag in _HOPELESS:
            return flag
        text = record.decode().rstrip("\r\n").replace("\0", LOST)
        cells = split_cells(text, self._dialect.delimiter)
        if cells is None:
            return "row_truncated" if flag == "row_truncated" else "unescaped_quote"
        if len(cells) == self._dialect.width:
            # Nobody knows whether the last cell is whole; it matters where something is read from it.
            cut = flag == "unterminated" and self._dialect.width - 1 in self._columns.values()
            return "row_truncated" if cut else cells
        return "row_truncated" if len(cells) < self._dialect.width else "row_width"


def _whole(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
