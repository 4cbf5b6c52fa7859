"""Where does each record of a JSON document begin? Elements of a huge array, or values one after another.

Brackets and commas outside of strings, found in whole blocks; no more than a block is held, however large the
array. Which element is valid is left to the parser.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from netral.acts.files.masks import Positions
from netral.acts.files.source import Source
from netral.acts.files.split import Block, undecodable
from netral.acts.rejects import FileRefused

LARGEST = 64 << 20
_OPENS, _CLOSES, _COMMA, _QUOTE, _BACKSLASH = b"{[", b"}]", 44, 34, 92
_STEP = np.zeros(256, np.int8)
_STEP[np.frombuffer(_OPENS, np.uint8)], _STEP[np.frombuffer(_CLOSES, np.uint8)] = 1, -1
_MARKS = _STEP != 0
_MARKS[_COMMA] = True
_WHITE = b" \t\r\n"
Bytes = npt.NDArray[np.uint8]


def elements(source: Source) -> Iterator[Block]:
    """The elements of the list that the file is, or of several lists in a row, a block at a time.

    What follows the last whole element of a cut file is its last record, and so is what follows the last list.
    """
    buffer, at, base, inside, ended = b"", 0, source.start, False, False
    while not ended:
        fresh = source.read()
        ended = not fresh
        base += source.width(buffer[:at])
        buffer, at = buffer[at:] + fresh, 0
        while True:
            if not inside:
                start = len(buffer) - len(buffer.lstrip(_WHITE + b","))
                if buffer[start : start + 1] != b"[":
                    break
                at, inside = start + 1, True
            cut, closed = _cut(buffer, at)
            if len(cut) > 1:
                yield _block(source, buffer, cut, base)
            at = int(cut[-1])
            if not closed:
                break
            base += source.width(buffer[: at + 1])
            buffer, at, inside = buffer[at + 1 :], 0, False
        if len(buffer) - at > LARGEST:
            raise FileRefused(source.path, "damaged", f"an element of more than 64 MiB at byte {base}")
    if buffer[at:].strip(_WHITE + b","):
        yield _block(source, buffer, np.array([at, len(buffer)]), base)


def roots(source: Source) -> Iterator[Block]:
    """JSON objects one after another, with or without anything between them."""
    buffer, base, ended = b"", source.start, False
    while not ended:
        fresh = source.read()
        ended = not fresh
        buffer += fresh
        ends = _root_ends(buffer)
        if ended and buffer[int(ends[-1]) if len(ends) else 0 :].strip():
            ends = np.append(ends, len(buffer))
        if not len(ends):
            if len(buffer) > LARGEST:
                raise FileRefused(source.path, "damaged", f"a record of more than 64 MiB at byte {base}")
            continue
        yield _block(source, buffer, np.concatenate(([0], ends)), base)
        base += source.width(buffer[: ends[-1]])
        buffer = buffer[int(ends[-1]) :]


def marks(data: Bytes) -> tuple[Positions, Positions]:
    """Brackets and commas outside of strings, and the depth after each; the first byte is outside."""
    quotes = np.flatnonzero(data == _QUOTE)
    if len(quotes):
        quotes = quotes[~_escaped(data, quotes)]
    found = np.flatnonzero(_MARKS[data])
    found = found[np.searchsorted(quotes, found) % 2 == 0]
    return found, np.cumsum(_STEP[data[found]], dtype=np.int64)


def _escaped(data: Bytes, quotes: Positions) -> npt.NDArray[np.bool_]:
    """Which quotes stand after an odd number of backslashes."""
    odd = np.zeros(len(quotes), bool)
    running, back = np.arange(len(quotes)), 1
    while len(running):
        place = quotes[running] - back
        running = running[(place >= 0) & (data[np.maximum(place, 0)] == _BACKSLASH)]
        odd[running] ^= True
        back += 1
    return odd


def _cut(buffer: bytes, at: int) -> tuple[Positions, bool]:
    """Where elements after `at` begin (each just after a comma), and whether the array's end was seen.

    The last entry is where the next element will begin, or the closing bracket.
    """
    data = np.frombuffer(buffer, np.uint8)[at:]
    found, depth = marks(data)
    closing = np.flatnonzero(depth < 0)
    if len(closing):
        found, depth = found[: closing[0] + 1], depth[: closing[0] + 1]
    level = found[(depth == 0) & (data[found] == _COMMA)]
    edges = np.concatenate(([0], level + 1))
    if len(closing):
        end = int(found[-1])
        empty = not buffer[at + int(edges[-1]) : at + end].strip()
        edges = np.append(edges[:-1] if empty else edges, end)
    return edges + at, bool(len(closing))


def _root_ends(buffer: bytes) -> Positions:
    data = np.frombuffer(buffer, np.uint8)
    found, depth = marks(data)
    ends: Positions = found[(depth == 0) & (data[found] != _COMMA)] + 1
    return ends


def _block(source: Source, buffer: bytes, edges: Positions, base: int) -> Block:
    """One record a line, as if the file had been lines: separators become line ends, other line ends blanks."""
    first, last = int(edges[0]), int(edges[-1])
    body = np.frombuffer(buffer, np.uint8)[first:last].copy()
    edges = edges - first
    ends = edges[1:] - (body[edges[1:] - 1] == _COMMA)
    breaks = np.flatnonzero((body == 10) | (body == 13))
    if len(breaks):
        quotes = np.flatnonzero(body == _QUOTE)
        quotes = quotes[~_escaped(body, quotes)] if len(quotes) else quotes
        body[breaks[np.searchsorted(quotes, breaks) % 2 == 0]] = 32
    separators = edges[1:] - 1
    body[separators[(body[separators] == _COMMA) | (body[separators] == 32)]] = 10
    solid = np.append(np.flatnonzero(body > 32), len(body))
    starts = solid[np.searchsorted(solid, edges[:-1])]
    stops = solid[np.maximum(np.searchsorted(solid, ends) - 1, 0)] + 1
    data = body.tobytes()
    flags = dict.fromkeys(_with_nul(body, starts), "nul") if b"\0" in data else {}
    flags |= dict.fromkeys(undecodable(data, starts, stops), "encoding")
    places = source.places(buffer[first:last], np.concatenate((starts, stops)), base + source.width(buffer[:first]))
    offsets = places[: len(starts)]
    return Block(data, edges[:-1], offsets, places[len(starts) :] - offsets, flags)


def _with_nul(body: Bytes, starts: Positions) -> list[int]:
    found: list[int] = np.unique(np.searchsorted(starts, np.flatnonzero(body == 0), "right") - 1).tolist()
    return found
