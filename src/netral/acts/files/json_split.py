"""Where does each record of a JSON document begin? Elements of a huge array, or values one after another.

Brackets and commas outside of strings, found in whole blocks; no more than an element beyond a block is held,
however large the array. Which element is valid is left to the parser.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from netral.acts.files.json_scan import COMMA, Bytes, Scanner, quotes
from netral.acts.files.masks import Positions
from netral.acts.files.source import Source
from netral.acts.files.split import MOST, Block, undecodable
from netral.acts.rejects import FileRefused, Said

WHITE = b" \t\r\n"
_OPEN, _CLOSE = 91, 93
_FEW, _STEPS = 1000, 8
_SOLID = np.ones(256, bool)
_SOLID[np.frombuffer(WHITE + b",", np.uint8)] = False


def elements(source: Source) -> Iterator[Block]:
    """The elements of the list that the file is, or of several lists in a row, a block at a time.

    What follows the last whole element of a cut file is its last record, and so is what follows the last list.
    """
    scan, buffer, base, left, astray = Scanner(), b"", source.start, _CLOSE, False
    while fresh := source.read():
        if astray:
            buffer = _grown(source, buffer, fresh, base)
            continue
        edges, signs = _list_edges(scan, fresh, len(buffer))
        buffer += fresh
        at, what = np.concatenate(([-1], edges)), np.concatenate(([left], signs))
        starts, ends = at[:-1] + 1, at[1:]
        wanted, stray = _elements_among(np.frombuffer(buffer, np.uint8), starts, ends, what)
        if wanted.any():
            yield from cut(source, buffer, starts[wanted], ends[wanted], base)
        astray = stray is not None
        done = int(at[-1]) + 1 if stray is None else int(starts[stray])
        left = int(what[-1])
        base += source.width(memoryview(buffer)[:done])
        buffer = _grown(source, buffer[done:], b"", base)
    if buffer.strip(WHITE + b","):
        yield from cut(source, buffer, np.array([0]), np.array([len(buffer)]), base)


def _list_edges(scan: Scanner, fresh: bytes, before: int) -> tuple[Positions, Bytes]:
    """Where lists begin and end and their elements part, `before` bytes further on; closing of any kind is `]`."""
    data = np.frombuffer(fresh, np.uint8)
    found, depth = scan.feed(data)
    sign = data[found]
    closes = (sign == 93) | (sign == 125)
    edge = np.where(sign == COMMA, depth == 1, np.where(closes, depth == 0, depth == 1))
    return found[edge] + before, np.where(closes, _CLOSE, sign)[edge]


def _elements_among(data: Bytes, starts: Positions, ends: Positions, what: Bytes) -> tuple[Any, int | None]:
    """Which spans are elements, and the first span between lists that holds what does not belong there."""
    between, closed = what[:-1] == _CLOSE, what[1:] == _CLOSE
    wanted = ~between
    if not (between.any() or closed.any()):
        return wanted, None
    bare = np.zeros(len(starts), bool)
    asked = np.flatnonzero(between | closed)
    bare[asked] = _bare(data, starts[asked], ends[asked])
    wanted &= ~(bare & closed)
    stray = np.flatnonzero(between & (~bare | (what[1:] != _OPEN)))
    if not len(stray):
        return wanted, None
    wanted[stray[0] :] = False
    return wanted, int(stray[0])


def _bare(data: Bytes, starts: Positions, ends: Positions) -> Any:
    """Which of these spans hold blanks and commas only."""
    if len(starts) < _FEW:
        spans = zip(starts.tolist(), ends.tolist(), strict=True)
        return np.array([not _SOLID[data[start:end]].any() for start, end in spans], bool)
    solid = np.concatenate(([0], np.cumsum(_SOLID[data])))
    return solid[ends] == solid[starts]


def roots(source: Source) -> Iterator[Block]:
    """JSON objects one after another, with or without anything between them."""
    scan, buffer, base, lowest = Scanner(), b"", source.start, 0
    while fresh := source.read():
        data = np.frombuffer(fresh, np.uint8)
        found, depth = scan.feed(data)
        # A closing bracket too many ends a record of its own, and not every object after it.
        floor = np.minimum.accumulate(np.concatenate(([lowest], depth)))
        lowest = int(floor[-1])
        ends = found[(depth == floor[1:]) & (data[found] != COMMA)] + 1 + len(buffer)
        buffer = _grown(source, buffer, fresh, base, whole=bool(len(ends)))
        if len(ends):
            yield from cut(source, buffer, np.concatenate(([0], ends[:-1])), ends, base)
            base += source.width(memoryview(buffer)[: int(ends[-1])])
            buffer = buffer[int(ends[-1]) :]
    if buffer.strip():
        yield from cut(source, buffer, np.array([0]), np.array([len(buffer)]), base)


def _grown(source: Source, begun: bytes, fresh: bytes, base: int, *, whole: bool = False) -> bytes:
    """What is held of a record that has not ended; refused when that is more than one value may be."""
    held = begun + fresh
    if len(held) > source.limits.value and not whole:
        raise too_long(source, base)
    return held


def too_long(source: Source, base: int) -> FileRefused:
    """What is no list of records, and too much to be one."""
    most = source.limits.value >> 20
    return FileRefused(
        source.path,
        "damaged",
        Said(
            f"satu catatan lebih dari {most} MiB, mulai bita {base}", f"a record of more than {most} MiB at byte {base}"
        ),
    )


def cut(
    source: Source, buffer: bytes, starts: Positions, ends: Positions, base: int, about: Any = None
) -> Iterator[Block]:
    """One record a line, as if the file had been lines: what parts them becomes line ends, other line ends blanks.

    `base`: where the buffer begins in the original file.
    """
    for first in range(0, len(starts), MOST):
        some = slice(first, first + MOST)
        yield one_block(source, buffer, starts[some], ends[some], base, about)


def one_block(source: Source, buffer: bytes, starts: Positions, ends: Positions, base: int, about: Any = None) -> Block:
    """All these records in one block."""
    first, last = int(starts[0]), int(ends[-1])
    body = np.frombuffer(buffer, np.uint8)[first:last].copy()
    breaks = np.flatnonzero((body == 10) | (body == 13))
    if len(breaks):
        body[breaks[np.searchsorted(quotes(body), breaks) % 2 == 0]] = 32
    before = base + source.width(memoryview(buffer)[:first])
    starts, ends = starts - first, ends - first
    parted = starts[1:] > ends[:-1]
    for index in np.flatnonzero(starts[1:] - ends[:-1] > 1).tolist():
        body[ends[index] : starts[index + 1]] = 32
    body[ends[:-1][parted]] = 10
    begins, stops = _trimmed(body, starts, ends)
    data = body.tobytes()
    flags = dict.fromkeys(_with_nul(body, starts), "nul") if b"\0" in data else {}
    flags |= dict.fromkeys(undecodable(data, begins, stops), "encoding")
    places = source.places(buffer[first:last], np.concatenate((begins, stops)), before)
    offsets = places[: len(starts)]
    return Block(data, starts, offsets, places[len(starts) :] - offsets, flags, about)


def _trimmed(body: Bytes, starts: Positions, ends: Positions) -> tuple[Positions, Positions]:
    """The same spans without the blanks around each: a step for all of them at once, since most have one or none."""
    begins, stops = starts.copy(), ends.copy()
    for _ in range(_STEPS):
        filled = begins < stops
        first, last = filled.copy(), filled.copy()
        first[filled] = body[begins[filled]] <= 32
        last[filled] = body[stops[filled] - 1] <= 32
        if not (first | last).any():
            return begins, stops
        begins += first
        stops = np.maximum(stops - last, begins)
    solid = np.append(np.flatnonzero(body > 32), len(body))
    begins = np.minimum(solid[np.searchsorted(solid, starts)], ends)
    return begins, np.maximum(solid[np.maximum(np.searchsorted(solid, ends) - 1, 0)] + 1, begins)


def _with_nul(body: Bytes, starts: Positions) -> list[int]:
    found: list[int] = np.unique(np.searchsorted(starts, np.flatnonzero(body == 0), "right") - 1).tolist()
    return found
