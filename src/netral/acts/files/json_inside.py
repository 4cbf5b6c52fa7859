"""Where are the elements of a long list inside of an object, and what stands around it? No more is held than a block.

`comments` of a video, `messages` of a chat: the list may be of any length, the object around it is small.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

import numpy as np

from netral.acts.files.json_scan import COMMA, Scanner
from netral.acts.files.json_split import WHITE, too_long
from netral.acts.files.masks import Positions
from netral.acts.files.source import Source

_BEFORE = re.compile(rb"[{,][ \t\r\n]*\Z")
_AFTER = re.compile(rb"[ \t\r\n]*:[ \t\r\n]*\[")
_SOLID = re.compile(rb"[^ \t\r\n,]")
_NEAR = 256
_NOWHERE = np.zeros(0, np.int64)
Kind = Literal["objects", "text", "elements", "end"]


class Piece(NamedTuple):
    """`objects`: whole ones without such a list. `text`: of an object, outside of its list. `elements`: of the list.
    `end`: of the object, not `closed` where the file ends first. All from `starts` to `ends` in `data`, which begins
    at byte `base` of the original file.
    """

    kind: Kind
    data: bytes
    base: int
    starts: Positions
    ends: Positions
    closed: bool = True


class _Window:
    """Bytes not yet handed on, and the places in them that matter. A list is one that is named so in an object."""

    def __init__(self, source: Source, read: Callable[[], bytes], names: tuple[str, ...]) -> None:
        self._source, self._read, self._scan = source, read, Scanner()
        self._names = tuple(b'"' + name.encode() + b'"' for name in names)
        self.data, self.base = b"", source.start
        self.ends = self.lists = self.commas = self.closes = _NOWHERE

    def grow(self) -> bool:
        """Take a block more; False at the end."""
        fresh = self._read()
        data = np.frombuffer(fresh, np.uint8)
        found, depth = self._scan.feed(data)
        sign, begun = data[found], len(self.data)
        closes = (sign == 93) | (sign == 125)
        places = found + begun
        self.data += fresh
        self.ends = np.append(self.ends, places[closes & (depth == 0)])
        self.closes = np.append(self.closes, places[closes & (depth == 1)])
        self.commas = np.append(self.commas, places[(sign == COMMA) & (depth == 2)])
        self.lists = np.append(self.lists, self._named(begun, places[(sign == 91) & (depth == 2)]))
        return bool(fresh)

    def drop(self, count: int) -> None:
        """What is before `count` has been handed on."""
        self.base += self._source.width(memoryview(self.data)[:count])
        self.data = self.data[count:]
        self.ends, self.closes, self.commas, self.lists = (
            places[np.searchsorted(places, count) :] - count
            for places in (self.ends, self.closes, self.commas, self.lists)
        )
        if len(self.data) > self._source.limits.value:
            raise too_long(self._source, self.base)

    def _named(self, begun: int, opened: Positions) -> Positions:
        """Which of these lists have one of the names; a name further than 256 bytes from its list is not seen."""
        found = []
        for name in self._names:
            at = self.data.find(name, max(0, begun - _NEAR))
            while at >= 0:
                after = _AFTER.match(self.data, at + len(name))
                if after is not None and _BEFORE.search(self.data[max(0, at - _NEAR) : at]):
                    found.append(after.end() - 1)
                at = self.data.find(name, at + 1)
        return np.intersect1d(opened, np.array(found, np.int64))


def pieces(source: Source, read: Callable[[], bytes], names: tuple[str, ...]) -> Iterator[Piece]:
    """The pieces of what `read` gives, in order; `source` tells where they are in the file, and what is too long."""
    window, within = _Window(source, read, names), "nothing"
    while window.grow():
        at, more = 0, True
        while more:
            if within == "nothing":
                at, within, more, piece = _objects(window, at)
            elif within == "object":
                at, within, more, piece = _text(window, at)
            else:
                at, within, more, piece = _elements(window, at)
            if piece is not None:
                yield piece
            if within == "nothing" and piece is not None and piece.kind == "text":
                yield _piece(window, "end", at, at)
        window.drop(at)
    if window.data.strip(WHITE + b",") and within != "object":
        yield _piece(window, "objects" if within == "nothing" else "elements", 0, len(window.data))
    if within == "object":
        yield _piece(window, "text", 0, len(window.data))
    if within != "nothing":
        yield _piece(window, "end", len(window.data), len(window.data))._replace(closed=False)


Step = tuple[int, str, bool, Piece | None]


def _objects(window: _Window, at: int) -> Step:
    """Whole objects before the next list, then the object that the list is in."""
    begun, to = np.searchsorted(window.ends, at), len(window.ends)
    if len(named := window.lists[np.searchsorted(window.lists, at) :]):
        to = np.searchsorted(window.ends, named[0])
    ends = window.ends[begun:to] + 1
    if len(ends):
        piece = Piece("objects", window.data, window.base, np.concatenate(([at], ends[:-1])), ends)
        return int(ends[-1]), "nothing", True, piece
    if (solid := _SOLID.search(window.data, at)) is None:
        return at, "nothing", False, None
    return solid.start(), "object", True, None


def _text(window: _Window, at: int) -> Step:
    """What stands before the list, or to the object's end; the last bytes wait, since a name may begin there."""
    ends, lists = (places[np.searchsorted(places, at) :] for places in (window.ends, window.lists))
    if len(lists) and not (len(ends) and ends[0] < lists[0]):
        to = int(lists[0]) + 1
        return to, "list", True, _piece(window, "text", at, to)
    if len(ends):
        to = int(ends[0]) + 1
        return to, "nothing", True, _piece(window, "text", at, to)
    to = max(at, len(window.data) - _NEAR)
    return to, "object", False, _piece(window, "text", at, to) if to > at else None


def _elements(window: _Window, at: int) -> Step:
    """Whole elements; the list's end belongs to the text behind it."""
    closed = window.closes[np.searchsorted(window.closes, at) :][:1]
    commas = window.commas[np.searchsorted(window.commas, at) :]
    if len(closed):
        commas = commas[: np.searchsorted(commas, closed[0])]
    edges = np.concatenate(([at - 1], commas, closed))
    if len(closed) and not window.data[int(edges[-2]) + 1 : int(closed[0])].strip():
        edges = edges[:-1]
    piece = None
    if len(edges) > 1:
        piece = Piece("elements", window.data, window.base, edges[:-1] + 1, edges[1:])
    if len(closed):
        return int(closed[0]), "object", True, piece
    return int(edges[-1]) + 1, "list", False, piece


def _piece(window: _Window, kind: Kind, start: int, end: int) -> Piece:
    return Piece(kind, window.data, window.base, np.array([start]), np.array([end]))
