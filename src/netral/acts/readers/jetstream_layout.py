"""Lines that differ only in their values: a whole group is read by one look at the first of them.

Four in five Jetstream lines are likes, follows and reposts in which every value has its fixed length. Lines of
one length are laid under each other; those whose every byte outside the values equals the first line's have
its structure, and their values are columns of bytes. What does not fit is left to the JSON parser.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from netral.acts.values.strings import Mask

_S = pa.string()
_NUMBER = re.compile(rb"[1-9][0-9]{0,17}(?=[,}\]])")
_OTHER = re.compile(rb"(?:true|false|null|-?[0-9][0-9.eE+-]*)(?=[,}\]])")
FEWEST = 32

Path = tuple[str, ...]
Grid = npt.NDArray[np.uint8]


class Irregular(ValueError):
    """The line has blanks, escapes or a member twice: not for this lane."""


class Layout:
    """Where the values of one compact JSON line stand."""

    def __init__(self, line: bytes) -> None:
        self.texts: dict[Path, tuple[int, int]] = {}
        self.numbers: dict[Path, tuple[int, int]] = {}
        self._line, self._seen = line, set[Path]()
        if b"\\" in line or self._value(0, ()) != len(line):
            raise Irregular

    def _value(self, at: int, path: Path) -> int:
        if path in self._seen:
            raise Irregular
        self._seen.add(path)
        line = self._line
        first = line[at : at + 1]
        if first == b"{":
            return self._members(at + 1, path)
        if first == b"[":
            return self._elements(at + 1, path)
        if first == b'"':
            end = line.index(b'"', at + 1)
            self.texts[path] = (at + 1, end)
            return end + 1
        if match := _NUMBER.match(line, at):
            self.numbers[path] = match.span()
            return match.end()
        if match := _OTHER.match(line, at):
            return match.end()
        raise Irregular

    def _members(self, at: int, path: Path) -> int:
        line = self._line
        while line[at : at + 1] == b'"':
            end = line.index(b'"', at + 1)
            if line[end + 1 : end + 2] != b":":
                raise Irregular
            at = self._value(end + 2, (*path, line[at + 1 : end].decode()))
            if line[at : at + 1] == b"}":
                return at + 1
            at = self._comma(at)
        raise Irregular

    def _elements(self, at: int, path: Path) -> int:
        number = 0
        while True:
            at = self._value(at, (*path, str(number)))
            if self._line[at : at + 1] == b"]":
                return at + 1
            at, number = self._comma(at), number + 1

    def _comma(self, at: int) -> int:
        if self._line[at : at + 1] != b",":
            raise Irregular
        return at + 1

    def fits(self, grid: Grid) -> Mask:
        """Rows with the first line's structure: equal outside the values, and nothing special inside them."""
        fixed = np.ones(grid.shape[1], bool)
        for start, end in (*self.texts.values(), *self.numbers.values()):
            fixed[start:end] = False
        fits: Mask = np.ones(len(grid), bool)
        if self._all_alike(grid, fixed):
            return fits
        for start, end in self.texts.values():
            cells = grid[:, start:end]
            _require(fits, (cells != 34) & (cells != 92) & (cells >= 32))
        for start, end in self.numbers.values():
            cells = grid[:, start:end]
            _require(fits, (cells - np.uint8(48)) < 10)
            fits &= cells[:, 0] != 48
        edges = np.flatnonzero(np.diff(np.concatenate(([0], fixed.view(np.int8), [0])))).reshape(-1, 2)
        for start, end in edges.tolist():
            _require(fits, grid[:, start:end] == grid[0, start:end])
        return fits

    def _all_alike(self, grid: Grid, fixed: Mask) -> bool:
        """The usual case, in few passes over everything: if no more quotes stand in it than in as many first lines,
        none stands inside a value; likewise what JSON would have to escape."""
        if not (grid == grid[0]).all(axis=0)[fixed].all():
            return False
        first, size = grid[0], len(grid)
        for mark, once in ((grid == 34, first == 34), (grid == 92, first == 92), (grid < 32, first < 32)):
            if np.count_nonzero(mark) != size * np.count_nonzero(once):
                return False
        numbers = (grid[:, start:end] for start, end in self.numbers.values())
        return all(((cells - np.uint8(48)) < 10).all() and (cells[:, 0] != 48).all() for cells in numbers)


def _require(fits: Mask, cells: npt.NDArray[np.bool_]) -> None:
    """Nearly always all cells are right, and asking that is far cheaper than asking row by row."""
    if not cells.all():
        fits &= cells.all(axis=1)


def lay(lines: pa.Array) -> tuple[Layout, Grid] | None:
    """The layout of lines of one length, and their bytes one under the other; None where it is irregular."""
    _, offsets, data = lines.buffers()
    edges = np.frombuffer(offsets, np.int32)[lines.offset : lines.offset + len(lines) + 1]
    grid = np.frombuffer(data, np.uint8)[edges[0] : edges[-1]].reshape(len(lines), -1)
    try:
        return Layout(grid[0].tobytes().rstrip(b"\r\n")), grid
    except (Irregular, ValueError, RecursionError):
        return None


def texts(grid: Grid, span: tuple[int, int]) -> pa.Array:
    """One column of fixed-length strings."""
    start, end = span
    body = np.ascontiguousarray(grid[:, start:end])
    offsets = np.arange(len(grid) + 1, dtype=np.int32) * np.int32(end - start)
    return pa.Array.from_buffers(_S, len(grid), [None, pa.py_buffer(offsets), pa.py_buffer(body)])


def whole_numbers(grid: Grid, span: tuple[int, int]) -> pa.Array:
    """One column of numbers of equal length, at most 18 digits."""
    value = np.zeros(len(grid), np.int64)
    for column in range(*span):
        value = value * 10 + (grid[:, column] - np.uint8(48))
    return pa.array(value)
