"""From JSON values to cells: Arrow for whole blocks where it can, one by one where it stumbles."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pjson

from netral.acts.files.masks import Positions
from netral.acts.files.split import Block
from netral.acts.format import Format, Path, dig
from netral.acts.values.strings import LOST, Mask

_TEXT = pa.string()
_HALF = re.compile("[\ud800-\udfff]")


class Unreadable(ValueError):
    """The record is no JSON, or one that says two things."""


class Exact(str):
    """A number with a fraction or an exponent, as it is written: a float would change an id."""

    __slots__ = ()


def parse(text: str) -> Any:
    """The value; raises Unreadable for what is no JSON, names a member twice, or nests without end."""
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_float=Exact, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Unreadable from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable
    return found


def _no_constant(_name: str) -> Any:
    raise Unreadable


def as_text(value: Any) -> str | None:
    """A cell: text as it is, numbers as they are written, null for nothing and for what holds others."""
    if isinstance(value, str):
        # Half of a surrogate pair cannot be written as UTF-8.
        return (value if value.isascii() else _HALF.sub(LOST, value)) or None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else None


class JsonValues:
    """How the records of one file become cells."""

    def __init__(self, fmt: Format) -> None:
        self._fmt = fmt
        self._schema = _schema(fmt.cells)

    def read(self, block: Block, keep: Mask) -> tuple[dict[str, pa.Array], Positions, dict[int, str], dict[str, int]]:
        """Columns, the record of each row, reasons for the records that gave none, and repairs."""
        rows = np.flatnonzero(keep)
        if self._fmt.walk is None and keep.all() and not block.flags:
            columns = self._arrow(block)
            if columns is not None:
                return columns, rows, {}, {}
        return self._one_by_one(block, rows)

    def _arrow(self, block: Block) -> dict[str, pa.Array] | None:
        """Arrow's reading of all records, None where it stumbles over one: a number among texts, a name twice."""
        try:
            table = pjson.read_json(
                pa.BufferReader(block.data),
                read_options=pjson.ReadOptions(use_threads=False, block_size=max(len(block.data) + 1, 1 << 16)),
                parse_options=pjson.ParseOptions(explicit_schema=self._schema, unexpected_field_behavior="ignore"),
            )
        except pa.ArrowInvalid:
            return None
        if table.num_rows != len(block.starts):
            return None
        return {name: _dig(table, path) for name, path in self._fmt.cells.items()}

    def _one_by_one(
        self, block: Block, rows: Positions
    ) -> tuple[dict[str, pa.Array], Positions, dict[int, str], dict[str, int]]:
        failed: dict[int, str] = {}
        repairs: dict[str, int] = {}
        places: list[int] = []
        cells: dict[str, list[str | None]] = {name: [] for name in self._fmt.cells}
        for row in rows.tolist():
            try:
                value, mended = self._value(block.record(row))
            except Unreadable:
                failed[row] = "invalid_json"
                continue
            for repair in mended:
                repairs[repair] = repairs.get(repair, 0) + 1
            found = self._records(value)
            for record in found or []:
                for name, path in self._fmt.cells.items():
                    cells[name].append(as_text(dig(record, path)))
            places += [row] * len(found or [])
            if not found:
                failed[row] = "unknown_record" if found is None else "not_an_act"
        columns = {name: pa.array(values, _TEXT) for name, values in cells.items()}
        return columns, np.array(places, np.int64), failed, repairs

    def _value(self, record: bytes) -> tuple[Any, list[str]]:
        repairs = []
        if b"\0" in record:
            record, repairs = record.replace(b"\0", LOST.encode()), ["nul_replaced"]
        text = record.decode().strip(" \t\r\n,")
        try:
            return parse(text), repairs
        except Unreadable:
            mended = self._fmt.mend(record) if self._fmt.mend else None
            if mended is None:
                raise
            return parse(mended[0].decode().strip(" \t\r\n,")), [*repairs, mended[1]]

    def _records(self, value: Any) -> list[dict[str, Any]] | None:
        """The records of a value; None where it has not the shape of this format."""
        if not isinstance(value, dict):
            return None
        if self._fmt.walk is None:
            return [value]
        try:
            return list(self._fmt.walk(value))
        except (AttributeError, LookupError, TypeError, RecursionError):
            return None


def _schema(paths: Mapping[str, Path]) -> pa.Schema:
    tree: dict[str, Any] = {}
    for path in paths.values():
        at = tree
        for step in path[:-1]:
            at = at.setdefault(step, {})
        at[path[-1]] = _TEXT
    return pa.schema(_fields(tree))


def _fields(tree: dict[str, Any]) -> list[pa.Field]:
    return [pa.field(name, pa.struct(_fields(kind)) if isinstance(kind, dict) else kind) for name, kind in tree.items()]


def _dig(table: pa.Table, path: Path) -> pa.Array:
    column = table.column(path[0]).combine_chunks()
    column = column.chunk(0) if isinstance(column, pa.ChunkedArray) else column
    found = column if len(path) == 1 else pc.struct_field(column, list(path[1:]))
    return pc.if_else(pc.equal(found, ""), pa.scalar(None, _TEXT), found)
