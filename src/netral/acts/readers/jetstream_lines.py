"""From lines of Jetstream JSON to flat columns: Arrow for whole blocks, one by one what Arrow will not have."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pjson

from netral.acts.files.masks import Positions
from netral.acts.files.split import Block
from netral.acts.readers.jetstream_layout import FEWEST, Layout, lay, texts, whole_numbers
from netral.acts.values.strings import Mask, view

_S = pa.string()
FIELDS: dict[str, tuple[str, ...]] = {
    "did": ("did",),
    "kind": ("kind",),
    "operation": ("commit", "operation"),
    "collection": ("commit", "collection"),
    "rkey": ("commit", "rkey"),
    "created_at": ("commit", "record", "createdAt"),
    "subject": ("commit", "record", "subject"),
    "subject_uri": ("commit", "record", "subject", "uri"),
    "text": ("commit", "record", "text"),
    "parent": ("commit", "record", "reply", "parent", "uri"),
    "root": ("commit", "record", "reply", "root", "uri"),
    "quoted": ("commit", "record", "embed", "record", "uri"),
    "quoted_with_media": ("commit", "record", "embed", "record", "record", "uri"),
}
STRUCTURED = {
    "langs": (("commit", "record", "langs"), pa.list_(_S)),
    "facets": (
        ("commit", "record", "facets"),
        pa.list_(pa.struct([("features", pa.list_(pa.struct([("did", _S)])))])),
    ),
}


class Duplicate(ValueError):
    """A JSON object that names a member twice: whose value is meant is not certain."""


def flatten(block: Block, keep: Mask, wanted: list[str]) -> tuple[pa.Table, Positions, dict[int, str]]:
    """Columns `time_us` and `wanted` of the kept lines that can be read, their positions, and reasons for the rest.

    Lines of one layout stand together: not in the order of the file.
    """
    rows = np.flatnonzero(keep)
    lines = _lines(block).take(pa.array(rows)) if len(rows) < len(block.starts) else _lines(block)
    closed = _closed(block)[rows]
    tables, places, failed = [], [], {int(i): "invalid_json" for i in rows[~closed]}
    alike, laid = _alike(lines, closed, wanted)
    for flat, good in laid:
        tables.append(flat)
        places.append(rows[good])
    rest = closed & ~alike
    follows = _names_subject(lines, rest)
    for group in (rest & ~follows, rest & follows):
        if not group.any():
            continue
        chosen = lines.filter(pa.array(group)) if not group.all() else lines
        flat, good, bad = _group(chosen, wanted, subject_is_text=bool(follows[group].any()))
        tables.append(flat)
        places.append(rows[group][good])
        failed |= {int(rows[group][i]): reason for i, reason in bad.items()}
    if not tables:
        return _rows([], wanted), np.zeros(0, np.int64), failed
    return pa.concat_tables(tables).combine_chunks(), np.concatenate(places), failed


def _alike(lines: pa.Array, closed: Mask, wanted: list[str]) -> tuple[Mask, list[tuple[pa.Table, Positions]]]:
    """Which lines were read by their layout, and what they hold."""
    _, edges = view(lines)
    lengths = np.where(closed, np.diff(edges), 0)
    done: Mask = np.zeros(len(lines), bool)
    laid = []
    counts = np.bincount(lengths, minlength=1)
    for length in (np.flatnonzero(counts[1:] >= FEWEST) + 1).tolist():
        rows = np.flatnonzero(lengths == length)
        found = lay(lines.take(pa.array(rows)))
        if found is None or not _plain(found[0], wanted):
            continue
        layout, grid = found
        fits = layout.fits(grid)
        grid = grid if fits.all() else grid[fits]
        columns = {"time_us": whole_numbers(grid, layout.numbers[("time_us",)])}
        for name in wanted:
            kind = STRUCTURED[name][1] if name in STRUCTURED else _S
            span = None if name in STRUCTURED else layout.texts.get(FIELDS[name])
            columns[name] = pa.nulls(len(grid), kind) if span is None else texts(grid, span)
        laid.append((pa.table(columns), rows[fits]))
        done[rows[fits]] = True
    return done, laid


def _plain(layout: Layout, wanted: list[str]) -> bool:
    """Whether text is all that this layout has where text is wanted, and the time is a number."""
    paths = {path[: len(FIELDS[name])] for name in wanted if name in FIELDS for path in layout.numbers}
    if ("time_us",) not in layout.numbers or any(FIELDS[name] in paths for name in wanted if name in FIELDS):
        return False
    lists = [STRUCTURED[name][0] for name in wanted if name in STRUCTURED]
    return not any(path[: len(one)] == one for one in lists for path in (*layout.texts, *layout.numbers))


def _lines(block: Block) -> pa.Array:
    edges = np.append(block.starts, len(block.data)).astype(np.int32)
    return pa.Array.from_buffers(_S, len(block.starts), [None, pa.py_buffer(edges), pa.py_buffer(block.data)])


def _closed(block: Block) -> Mask:
    """Lines that begin with { and end with }: an object never spans two, so halves cannot pass for records."""
    data = np.frombuffer(block.data, np.uint8)
    last = np.append(block.starts[1:], len(data)) - 1
    for blank in (10, 13):
        last = last - ((data[last] == blank) & (last > block.starts))
    closed: Mask = (data[block.starts] == 123) & (data[last] == 125)
    # What stood in a list may have blanks behind it.
    for index in np.flatnonzero(~closed).tolist():
        whole = block.record(index).strip(b" \t\r\n")
        closed[index] = whole.startswith(b"{") and whole.endswith(b"}")
    return closed


def _names_subject(lines: pa.Array, rest: Mask) -> Mask:
    """Follows name their subject as text, likes as an object: one column cannot be both."""
    named: Mask = np.zeros(len(lines), bool)
    if rest.any():
        picked = lines if rest.all() else lines.filter(pa.array(rest))
        found = pc.match_substring_regex(picked, '"subject": ?"')
        named[rest] = found.to_numpy(zero_copy_only=False)
    return named


def _group(lines: pa.Array, wanted: list[str], *, subject_is_text: bool) -> tuple[pa.Table, Positions, dict[int, str]]:
    everything = np.arange(len(lines))
    fast = _arrow(lines, wanted, subject_is_text=subject_is_text)
    if fast is not None:
        return fast, everything, {}
    bad = {i: "invalid_json" for i, line in enumerate(lines.to_pylist()) if not _is_json(line)}
    good = np.setdiff1d(everything, np.array(sorted(bad), np.int64))
    rest = lines.take(pa.array(good))
    fast = _arrow(rest, wanted, subject_is_text=subject_is_text) if bad else None
    if fast is not None:
        return fast, good, bad
    found, kept = [], []
    for index, line in zip(good.tolist(), rest.to_pylist(), strict=True):
        event = _event(line)
        if event is None:
            bad[index] = "invalid_json"
        else:
            found.append(event)
            kept.append(index)
    return _rows(found, wanted), np.array(kept, np.int64), bad


def _arrow(lines: pa.Array, wanted: list[str], *, subject_is_text: bool) -> pa.Table | None:
    """Arrow's reading of all lines, or None if it stumbles over one: over a duplicate name, another type."""
    if not len(lines):
        return None
    _, offsets, data = lines.buffers()
    edges = np.frombuffer(offsets, np.int32)[lines.offset : lines.offset + len(lines) + 1]
    body = data.slice(int(edges[0]), int(edges[-1] - edges[0]))
    try:
        table = pjson.read_json(
            pa.BufferReader(body),
            read_options=pjson.ReadOptions(use_threads=False, block_size=max(body.size + 1, 1 << 16)),
            parse_options=pjson.ParseOptions(
                explicit_schema=_schema(wanted, subject_is_text=subject_is_text), unexpected_field_behavior="ignore"
            ),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows != len(lines):
        return None
    columns = {"time_us": _whole(table.column("time_us"))}
    for name in wanted:
        path, kind = STRUCTURED[name] if name in STRUCTURED else (FIELDS[name], _S)
        absent = (name == "subject" and not subject_is_text) or (name == "subject_uri" and subject_is_text)
        columns[name] = pa.nulls(len(lines), kind) if absent else _dig(table, path)
    return pa.table(columns)


def _schema(wanted: list[str], *, subject_is_text: bool) -> pa.Schema:
    tree: dict[str, Any] = {"time_us": pa.int64()}
    for name in wanted:
        if name == ("subject_uri" if subject_is_text else "subject"):
            continue
        path, kind = STRUCTURED[name] if name in STRUCTURED else (FIELDS[name], _S)
        at = tree
        for step in path[:-1]:
            at = at.setdefault(step, {})
        at[path[-1]] = kind
    return pa.schema(_fields(tree))


def _fields(tree: dict[str, Any]) -> list[pa.Field]:
    return [pa.field(name, pa.struct(_fields(kind)) if isinstance(kind, dict) else kind) for name, kind in tree.items()]


def _whole(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole


def _dig(table: pa.Table, path: tuple[str, ...]) -> pa.Array:
    column = _whole(table.column(path[0]))
    return column if len(path) == 1 else pc.struct_field(column, list(path[1:]))


def _is_json(line: str) -> bool:
    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False


def _event(line: str) -> dict[str, Any] | None:
    try:
        event = json.loads(line, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Duplicate
    return found


def _rows(events: list[dict[str, Any]], wanted: list[str]) -> pa.Table:
    """The same columns from parsed events; a value of another type than expected counts as absent."""
    seen = [event.get("time_us") for event in events]
    exact = [t if isinstance(t, int) and not isinstance(t, bool) and 0 <= t < 2**63 else None for t in seen]
    columns = {"time_us": pa.array(exact, pa.int64())}
    for name in wanted:
        if name in STRUCTURED:
            columns[name] = pa.nulls(len(events), STRUCTURED[name][1])
        else:
            columns[name] = pa.array([_text(event, FIELDS[name]) for event in events], _S)
    return pa.table(columns)


def _text(event: Any, path: tuple[str, ...]) -> str | None:
    for step in path:
        event = event.get(step) if isinstance(event, dict) else None
    return event if isinstance(event, str) else None
