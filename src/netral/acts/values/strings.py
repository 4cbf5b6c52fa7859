"""Questions to a whole column of strings at once: are these digits, which handles are mentioned, what is it tidied?"""

from __future__ import annotations

import html
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Mask = npt.NDArray[np.bool_]
LOST = "\ufffd"
"""Stands for what a record lost (a NUL, half a sign): taken out, it would turn one id into another."""
_TEXT = pa.string()


def _table(allowed: bytes) -> Mask:
    table = np.zeros(256, bool)
    table[np.frombuffer(allowed, np.uint8)] = True
    return table


DIGIT = _table(b"0123456789")
HANDLE = _table(b"0123456789_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
MAX_HANDLE = 15


def view(column: pa.Array) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int32]]:
    """The bytes of a string column without nulls, and its n+1 offsets into them."""
    _, offsets, data = column.buffers()
    edges = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1]
    return np.frombuffer(data if data is not None else b"", np.uint8), edges


def made_of(column: pa.Array, allowed: Mask, *, longest: int) -> Mask:
    """Which cells hold 1 to `longest` bytes, all of them `allowed`."""
    data, edges = view(column)
    lengths = np.diff(edges)
    fits: Mask = (lengths >= 1) & (lengths <= longest)
    wrong = ~allowed[data[edges[0] : edges[-1]]]
    if wrong.any():
        before = np.concatenate(([0], np.cumsum(wrong, dtype=np.int32)))
        fits &= np.diff(before[edges - edges[0]]) == 0
    return fits


def numbers(column: pa.Array, valid: Mask) -> npt.NDArray[np.uint64]:
    """Cells as uint64 where `valid` (digits, at most 19), else 0."""
    if not valid.all():
        column = pc.if_else(pa.array(valid), column, "0")
    found: npt.NDArray[np.uint64] = column.cast(pa.uint64()).to_numpy()
    return found


def where(mask: Mask, column: pa.Array, change: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """`change` applied to the cells under `mask` only."""
    if not mask.any():
        return column
    if mask.all():
        return change(column)
    picked = pa.array(mask)
    return pc.replace_with_mask(column, picked, change(column.filter(picked)))


def unquote(column: pa.Array) -> pa.Array:
    """Cells of a file that was split with quoting off: one pair of outer quotes goes, inner ones stay."""
    quoted = pc.and_(pc.starts_with(column, '"'), pc.ends_with(column, '"'))
    quoted = pc.and_(quoted, pc.greater_equal(pc.binary_length(column), 2))
    mask = quoted.to_numpy(zero_copy_only=False)
    return where(mask, column, lambda cells: pc.binary_slice(cells.cast(pa.binary()), 1, -1).cast(_TEXT))


def tidy(column: pa.Array) -> pa.Array:
    """Text for people: entities unescaped once, Unicode NFC; nothing stripped."""
    data, edges = view(column)
    entities = _rows(np.flatnonzero(data[: edges[-1]] == 38), edges)
    column = where(entities, column, lambda cells: pa.array([html.unescape(c) for c in cells.to_pylist()], _TEXT))
    return where(_maybe_not_nfc(column), column, lambda cells: pc.utf8_normalize(cells, form="NFC"))


def _maybe_not_nfc(column: pa.Array) -> Mask:
    """Cells with more than ASCII, Latin-1, emoji and common punctuation, which NFC leaves as they are."""
    data, edges = view(column)
    at = np.flatnonzero(data[: edges[-1]] >= 0xC4)
    lead, second, third = data[at], data[np.minimum(at + 1, len(data) - 1)], data[np.minimum(at + 2, len(data) - 1)]
    emoji = (lead == 0xF0) & (second == 0x9F)
    punctuation = (lead == 0xE2) & (second == 0x80) & (third >= 0x82)
    dingbats = (lead == 0xE2) & (second >= 0x98) & (second <= 0x9E)
    selector = (lead == 0xEF) & (second == 0xB8) & (third == 0x8F)
    return _rows(at[~(emoji | punctuation | dingbats | selector)], edges)


def _rows(at: npt.NDArray[np.int64], edges: npt.NDArray[np.int32]) -> Mask:
    """The cells that these byte positions lie in."""
    found: Mask = np.zeros(len(edges) - 1, bool)
    found[np.searchsorted(edges, at[at >= edges[0]], "right") - 1] = True
    return found


def mentions(column: pa.Array) -> tuple[pa.ListArray, pa.Array]:
    """Per text its @handles in lower case, and the one it starts with (null when it starts otherwise).

    A handle is 1 to 15 of [A-Za-z0-9_] and ends there; `a@b.id` is an address, not a mention.
    """
    data, edges = view(column)
    padded = np.concatenate((data, np.zeros(MAX_HANDLE + 2, np.uint8)))
    at = np.flatnonzero(data[: edges[-1]] == 64)
    at = at[at >= edges[0]]
    row = np.searchsorted(edges, at, "right") - 1
    first = at == edges[row]
    at, row, first = (x[first | ~HANDLE[padded[at - 1]]] for x in (at, row, first))
    length = np.zeros(len(at), np.int64)
    running = np.ones(len(at), bool)
    for step in range(1, MAX_HANDLE + 2):
        running &= HANDLE[padded[at + step]] & (at + step < edges[row + 1])
        length += running
    good = (length >= 1) & (length <= MAX_HANDLE)
    at, row, first, length = at[good], row[good], first[good], length[good]
    handles = pc.ascii_lower(_slices(padded, at + 1, length))
    counts = np.bincount(row, minlength=len(column))
    offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    leading = np.full(len(column), -1, np.int64)
    leading[row[first]] = np.flatnonzero(first)
    return (
        pa.ListArray.from_arrays(pa.array(offsets), handles),
        handles.take(pa.array(leading, mask=leading < 0)),
    )


def _slices(data: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> pa.Array:
    offsets = np.concatenate(([0], np.cumsum(lengths)))
    flat = np.arange(offsets[-1]) - np.repeat(offsets[:-1] - starts, lengths)
    return pa.Array.from_buffers(
        _TEXT, len(starts), [None, pa.py_buffer(offsets.astype(np.int32)), pa.py_buffer(data[flat])]
    )
