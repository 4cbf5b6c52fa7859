"""From JSON values to cells: Arrow for whole blocks where it can, one by one where it stumbles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pjson

from netral.acts.files.masks import Positions
from netral.acts.files.split import Block
from netral.acts.format import Format, Path, dig
from netral.acts.inside import Whole
from netral.acts.values.json_cells import Unreadable, as_text, parse
from netral.acts.values.numbered import Numbered
from netral.acts.values.strings import LOST, Mask

_TEXT = pa.string()


class Tracked(list[Any]):
    """A list that knows which of its elements is being looked at."""

    at = -1

    def __iter__(self) -> Iterator[Any]:
        for at, one in enumerate(super().__iter__()):
            self.at = at
            yield one


@dataclass(frozen=True, slots=True)
class About:
    """What an object says beside its long list, None where that cannot be read; and the list's elements by number."""

    value: dict[str, Any] | None
    noted: Numbered | None


class JsonValues:
    """How the records of one file become cells."""

    def __init__(self, fmt: Format) -> None:
        self._fmt = fmt
        self._schema = _schema(fmt.cells)

    def read(self, block: Block, keep: Mask) -> tuple[dict[str, pa.Array], Positions, dict[int, str], dict[str, int]]:
        """Columns, the record of each row, reasons for the records that gave none, and repairs."""
        rows = np.flatnonzero(keep)
        if block.about is not None:
            return self._elements(block, rows)
        if self._fmt.walk is None and keep.all() and not block.flags:
            columns = self._arrow(block)
            if columns is not None:
                return columns, rows, {}, {}
        return self._one_by_one(block, rows)

    def _arrow(self, block: Block) -> dict[str, pa.Array] | None:
        """Arrow's reading of all records, None where it stumbles over one: a number among texts, a name twice.

        Each must be an object: Arrow dies of a block that begins with `null`, and a record without a value would
        hide another that has two.
        """
        if not (block.objects or _objects(block)):
            return None
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

    def about(self, whole: Whole) -> About:
        """What a long list's object says, for all blocks of it."""
        for text in whole.readings():
            try:
                value, _ = self._value(text)
            except (Unreadable, UnicodeDecodeError):
                continue
            return About(value if isinstance(value, dict) else None, whole.noted)
        return About(None, whole.noted)

    def note(self, notes: Numbered, block: Block) -> None:
        """Keep the number and the word of each element; what cannot be read names nobody."""
        assert self._fmt.notes is not None
        for _, value in self._read(block, range(len(block.starts)), {}, {}):
            if isinstance(value, dict):
                number, word = self._fmt.notes(value)
                notes.add(number, as_text(word))

    def _elements(
        self, block: Block, rows: Positions
    ) -> tuple[dict[str, pa.Array], Positions, dict[int, str], dict[str, int]]:
        """Elements of a long list, as `walk` finds them in the object that has only these."""
        failed: dict[int, str] = {}
        repairs: dict[str, int] = {}
        if block.about.value is None:
            return self._columns([]), rows[:0], dict.fromkeys(rows.tolist(), "invalid_json"), repairs
        read = list(self._read(block, rows.tolist(), failed, repairs))
        found: list[tuple[int, dict[str, Any]]] = []
        for several in ([read], [[one] for one in read]):
            found, odd = [], []
            for part in several:
                made = self._among(block.about, part)
                found += made or []
                odd += [] if made is not None else [row for row, _ in part]
            if not odd:
                break
        with_one = {row for row, _ in found}
        for row, value in read:
            if row not in with_one:
                failed[row] = "not_an_act" if isinstance(value, dict) and row not in odd else "unknown_record"
        records = [record for _, record in found]
        return self._columns(records), np.array([row for row, _ in found], np.int64), failed, repairs

    def _among(self, about: About, part: list[tuple[int, Any]]) -> list[tuple[int, dict[str, Any]]] | None:
        """The row and the record of each that `walk` finds; None where one of them has not the shape of this format."""
        assert self._fmt.walk is not None
        assert self._fmt.inside is not None
        inner = Tracked(value for _, value in part)
        value = {**(about.value or {}), self._fmt.inside: inner}
        try:
            walked = self._fmt.walk(value) if self._fmt.notes is None else self._fmt.walk(value, about.noted)
            return [(part[inner.at][0], record) for record in walked]
        except (AttributeError, LookupError, TypeError, RecursionError):
            return None

    def _one_by_one(
        self, block: Block, rows: Positions
    ) -> tuple[dict[str, pa.Array], Positions, dict[int, str], dict[str, int]]:
        failed: dict[int, str] = {}
        repairs: dict[str, int] = {}
        places: list[int] = []

        def records() -> Iterator[dict[str, Any]]:
            for row, value in self._read(block, rows.tolist(), failed, repairs):
                found = self._records(value)
                places.extend([row] * len(found or []))
                if not found:
                    failed[row] = "unknown_record" if found is None else "not_an_act"
                yield from found or []

        return self._columns(records()), np.array(places, np.int64), failed, repairs

    def _columns(self, records: Iterable[dict[str, Any]]) -> dict[str, pa.Array]:
        """Cells are taken record by record: a block of them held at once took half as long again."""
        cells: dict[str, list[str | None]] = {name: [] for name in self._fmt.cells}
        for record in records:
            for name, path in self._fmt.cells.items():
                cells[name].append(as_text(dig(record, path)))
        return {name: pa.array(values, _TEXT) for name, values in cells.items()}

    def _read(
        self, block: Block, rows: Iterable[int], failed: dict[int, str], repairs: dict[str, int]
    ) -> Iterator[tuple[int, Any]]:
        """Row and value of each record that can be read; the others are booked."""
        for row in rows:
            try:
                value, mended = self._value(block.record(row))
            except (Unreadable, UnicodeDecodeError):
                failed[row] = "invalid_json"
                continue
            for repair in mended:
                repairs[repair] = repairs.get(repair, 0) + 1
            yield row, value

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


def _objects(block: Block) -> bool:
    """Whether every record begins with { and ends with }."""
    data = np.frombuffer(block.data, np.uint8)
    if len(data) <= block.starts[-1]:
        return False
    last = np.append(block.starts[1:], len(data)) - 1
    last = last - ((data[last] == 10) & (last > block.starts))
    plain = (data[block.starts] == 123) & (data[last] == 125)
    others = (block.record(row).strip(b" \t\r\n,") for row in np.flatnonzero(~plain).tolist())
    return all(other[:1] == b"{" and other[-1:] == b"}" for other in others)


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
