"""Where does each record begin, and is it proven? Exact accounting of CSV records at block speed.

The splitter, never the parsing engine, counts records. One pass with bit masks finds record ends (newlines
outside quotes) and proves RFC 4180 for all records of a block at once; what cannot be proven is flagged and
goes to the slow lane.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from netral.acts.files import masks
from netral.acts.files.masks import Positions
from netral.acts.files.source import BLOCK, Source
from netral.acts.values.strings import Mask

_DIRTY = 256 << 10
MOST = 1 << 17
"""Records in one block: real ones have fewer, and what costs memory per record must not come by the million."""


@dataclass(frozen=True, slots=True)
class Block:
    """Whole records in a row: their bytes, where each starts (here and in the file), what is wrong,
    and what the object says that they stand in."""

    data: bytes
    starts: Positions
    offsets: Positions
    lengths: Positions
    flags: dict[int, str]
    about: Any = None

    def record(self, index: int) -> bytes:
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.data)
        return self.data[self.starts[index] : end]

    def without(self, keep: Mask) -> bytes:
        """The bytes of the kept records: one copy per run, none when all are kept."""
        if keep.all():
            return self.data
        edges = np.flatnonzero(np.diff(np.concatenate(([0], keep.view(np.int8), [0])))).reshape(-1, 2)
        starts = np.append(self.starts, len(self.data))
        return b"".join([self.data[starts[first] : starts[last]] for first, last in edges])

    def repeats(self, line: bytes) -> list[int]:
        """Records that are this line: a header that a tool wrote again."""
        found, at = [], self.data.find(line)
        while at >= 0:
            index = int(np.searchsorted(self.starts, at, "right")) - 1
            if self.record(index).strip() == line:
                found.append(index)
            at = self.data.find(line, at + 1)
        return found


def gathered(blocks: Iterator[Block]) -> Iterator[Block]:
    """Small blocks (dirt cuts the file into many) joined to ones worth the engine's fixed cost."""
    waiting: list[Block] = []
    size = rows = 0
    for block in blocks:
        waiting.append(block)
        size, rows = size + len(block.data), rows + len(block.starts)
        if size >= BLOCK // 2 or rows >= MOST:
            yield _joined(waiting)
            waiting, size, rows = [], 0, 0
    if waiting:
        yield _joined(waiting)


def _joined(blocks: list[Block]) -> Block:
    if len(blocks) == 1:
        return blocks[0]
    bytes_before = np.cumsum([0, *(len(block.data) for block in blocks)])
    rows_before = np.cumsum([0, *(len(block.starts) for block in blocks)]).tolist()
    return Block(
        data=b"".join([block.data for block in blocks]),
        starts=np.concatenate([block.starts + at for block, at in zip(blocks, bytes_before[:-1], strict=True)]),
        offsets=np.concatenate([block.offsets for block in blocks]),
        lengths=np.concatenate([block.lengths for block in blocks]),
        flags={
            i + at: flag for block, at in zip(blocks, rows_before[:-1], strict=True) for i, flag in block.flags.items()
        },
    )


@dataclass(frozen=True, slots=True)
class _Cut:
    """How much of a window is whole records, where they start, and which are flagged."""

    size: int
    starts: Positions
    flags: dict[int, str]


def records(source: Source, *, delimiter: bytes, width: int, quoted: bool) -> Iterator[Block]:
    """Every record of `source` in file order; `quoted` False means that quotes are plain bytes.

    Flags: blank_line, row_width, row_truncated, unescaped_quote, bare_cr, nul, encoding, record_too_long, and
    unterminated: the last record has no line end, so nobody knows whether its last cell is whole.
    """
    buffer, at, base, window, ended, stuck = b"", 0, source.start, BLOCK, False, False
    while True:
        if not ended and len(buffer) - at < window:
            fresh = source.read()
            ended = not fresh
            buffer, at = buffer[at:] + fresh, 0
            continue
        data = buffer[at : at + window]
        if not data:
            return
        if not stuck and (lines := data.count(b"\n")) > MOST:
            data = data[: len(data) * MOST // lines]
        last = ended and at + len(data) == len(buffer)
        cut = _cut(data, delimiter=delimiter, width=width, quoted=quoted, last=last)
        stuck = not cut.size
        if stuck:
            window = max(2 * len(data), window)
            if len(data) > source.limits.record:
                cut = _runaway(data, last=last)
                if not cut.size:
                    block, buffer = overlong(source, buffer[at:], base)
                    yield block
                    at, base, window = 0, base + int(block.lengths[0]), BLOCK
                    continue
            if not cut.size:
                if last:
                    raise AssertionError(f"{source.path}: no progress at byte {base}")
                continue
        flags = cut.flags
        if "encoding" in flags.values() and source.may_be_cp1252():
            (buffer,) = source.become_cp1252(buffer[at:])
            at = 0
            continue
        body = data if cut.size == len(data) else data[: cut.size]
        edges = source.places(body, np.append(cut.starts, cut.size), base)
        yield Block(body, cut.starts, edges[:-1], np.diff(edges), flags)
        at += cut.size
        base = int(edges[-1])
        window = min(2 * window, BLOCK) if cut.size == len(data) or not flags else _DIRTY


def overlong(source: Source, begun: bytes, base: int) -> tuple[Block, bytes]:
    """A line that does not end within the cap: one record of which only place and length are kept, and what follows."""
    length = 0
    while begun and (end := begun.find(b"\n")) < 0:
        length += source.width(begun)
        begun = source.read()
    ended = begun[: end + 1] if begun else b""
    length += source.width(ended)
    none, here = np.zeros(1, np.int64), np.array([base])
    return Block(b"\n", none, here, np.array([length]), {0: "record_too_long"}), begun[len(ended) :]


def _cut(data: bytes, *, delimiter: bytes, width: int, quoted: bool, last: bool) -> _Cut:
    array = np.frombuffer(data, np.uint8)
    size = len(data)
    quotes = masks.equal(array, 34) if quoted else np.zeros((size + 63) >> 6, np.uint64)
    newlines, delimiters = masks.equal(array, 10), masks.equal(array, delimiter[0])
    returns = masks.equal(array, 13) if b"\r" in data else np.zeros_like(newlines)
    inside = masks.parity(quotes)
    proof = _Proof(quotes, newlines | delimiters, returns, size, last=last)
    wrong = proof.first_wrong(inside, 0)
    damaged: list[tuple[int, int, str]] = []
    if wrong is not None:
        good = _last_end(newlines, inside, 0, wrong)
        if good and size > _DIRTY:
            return _cut(data[:good], delimiter=delimiter, width=width, quoted=quoted, last=False)
        size, inside = _around_damage(data, newlines, inside, proof, delimiter=delimiter, last=last, into=damaged)
        last = last and size == len(data)
        if not size:
            return _Cut(0, np.zeros(0, np.int64), {})
    ends = masks.positions(newlines & ~inside, size)
    for begin, end, _ in damaged:
        between = np.searchsorted(ends, (begin, end))
        ends = np.concatenate((ends[: between[0]], [end - 1], ends[between[1] :]))
    unfinished = last and (not len(ends) or ends[-1] != size - 1)
    if unfinished:
        ends = np.append(ends, size - 1)
    if not len(ends):
        return _Cut(0, np.zeros(0, np.int64), {})
    starts = np.concatenate(([0], ends[:-1] + 1))
    cut = int(ends[-1]) + 1
    flags = _widths(data, starts, ends, delimiters & ~inside, width)
    if b"\r" in data:
        bare = returns & ~inside & ~masks.before(newlines) & ~masks.only(size - 1, newlines)
        _flag(flags, starts, cut, masks.positions(bare, size), "bare_cr")
    if b"\0" in data:
        _flag(flags, starts, cut, np.flatnonzero(array[:size] == 0), "nul")
    if unfinished and data[size - 1] != 34:
        flags.setdefault(len(starts) - 1, "unterminated")
    flags |= {int(np.searchsorted(starts, begin)): flag for begin, _, flag in damaged}
    # Last, since bytes that cannot be decoded rule out every repair.
    flags |= dict.fromkeys(undecodable(data, starts, ends + 1), "encoding")
    return _Cut(cut, starts, flags)


class _Proof:
    """Where RFC 4180 lets a quote open and close a cell, whatever stands before in the file."""

    def __init__(self, quotes: masks.Bits, breaks: masks.Bits, returns: masks.Bits, size: int, *, last: bool) -> None:
        self._quotes, self._size, self._last = quotes, size, last
        self._may_open = masks.after(breaks | quotes) | masks.only(0, quotes)
        self._may_close = masks.before(breaks | quotes | returns) | masks.only(size - 1, quotes)

    def first_wrong(self, inside: masks.Bits, at: int) -> int | None:
        """The first quote from `at` on that may not stand where it stands, or the file's end inside of quotes."""
        word = at >> 6
        quotes, within = self._quotes[word:], inside[word:]
        wrong = (quotes & within & ~self._may_open[word:]) | (quotes & ~within & ~self._may_close[word:])
        if len(wrong):
            wrong[0] &= ~np.uint64((1 << (at & 63)) - 1)
        where = np.flatnonzero(wrong)
        if not len(where):
            return self._size - 1 if self._last and masks.bit(inside, self._size - 1) else None
        lowest = int(wrong[where[0]])
        return (word + int(where[0])) * 64 + (lowest & -lowest).bit_length() - 1


def _last_end(newlines: masks.Bits, inside: masks.Bits, at: int, before: int) -> int:
    """Where the last record that ends between `at` and `before` ends, exclusive; `at` when none does."""
    word = at >> 6
    ends = masks.positions(newlines[word:] & ~inside[word:], before - word * 64) + word * 64
    return int(ends[-1]) + 1 if len(ends) and ends[-1] >= at else at


def _around_damage(
    data: bytes,
    newlines: masks.Bits,
    inside: masks.Bits,
    proof: _Proof,
    *,
    delimiter: bytes,
    last: bool,
    into: list[tuple[int, int, str]],
) -> tuple[int, masks.Bits]:
    """Step over each damaged record, and take the quotes after it anew; how far that came, and what is inside.

    The masks are made once a window: a damaged record costs a look at it and the rest of the window's proof.
    """
    at, inside = 0, inside.copy()
    while (wrong := proof.first_wrong(inside, at)) is not None:
        begin = _last_end(newlines, inside, at, wrong)
        near = data[begin : begin + _DIRTY]
        rest = near if b"\n" in near else data[begin:]
        found = _resync(rest, delimiter, last=last and begin + len(rest) == len(data))
        if not found.size:
            return begin, inside
        end = begin + found.size
        into.append((begin, end, found.flags[0]))
        if end >= len(data):
            break
        if masks.bit(inside, end - 1):
            masks.flip_from(inside, end)
        at = end
    return len(data), inside


def _widths(data: bytes, starts: Positions, ends: Positions, cells: masks.Bits, width: int) -> dict[int, str]:
    seen = np.diff(masks.rank(cells, np.append(starts, ends[-1] + 1))) + 1
    return {
        int(i): "row_width" if data[starts[i] : ends[i] + 1].strip() else "blank_line"
        for i in np.flatnonzero((seen != width) | (ends - starts < 2))
        if seen[i] != width or not data[starts[i] : ends[i] + 1].strip()
    }


def _flag(flags: dict[int, str], starts: Positions, cut: int, found: Positions, reason: str) -> None:
    for index in np.unique(np.searchsorted(starts, found[found < cut], "right") - 1):
        flags[int(index)] = reason


def undecodable(data: bytes, starts: Positions, ends: Positions) -> Iterator[int]:
    """Which records (from `starts` to before `ends`, in order) hold bytes that are not UTF-8."""
    first, last = int(starts[0]), int(ends[-1])
    try:
        edges = pa.py_buffer(np.array([first, last], np.int32))
        pa.Array.from_buffers(pa.string(), 1, [None, edges, pa.py_buffer(data)]).validate(full=True)
        return
    except pa.ArrowInvalid:
        at = first
    while at < last:
        try:
            data[at:last].decode()
            return
        except UnicodeDecodeError as error:
            index = int(np.searchsorted(starts, at + error.start, "right")) - 1
            yield index
            at = max(int(ends[index]), at + error.start + 1)


def is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _resync(data: bytes, delimiter: bytes, *, last: bool) -> _Cut:
    """Slow lane: a record is the fewest lines that read as RFC 4180; a line that cannot is one flagged record."""
    first = end = data.find(b"\n")
    while True:
        line = data[: end if end >= 0 else len(data)].rstrip(b"\r\n")
        proven = _proven(line, delimiter)
        if proven is not None or end < 0 or end > 1 << 16:
            break
        end = data.find(b"\n", end + 1)
    if end < 0 and not last and (proven is not False or first < 0):
        return _Cut(0, np.zeros(0, np.int64), {})
    flags = {}
    if not proven:
        flags[0] = "row_truncated" if first < 0 else "unescaped_quote"
        end = first
    else:
        # Proven here but not by the masks' window: its width is still to be checked by the slow lane.
        flags[0] = "row_width"
    size = end + 1 if end >= 0 else len(data)
    if not is_utf8(data[:size]):
        flags[0] = "encoding"
    return _Cut(size, np.zeros(1, np.int64), flags)


def _proven(line: bytes, delimiter: bytes) -> bool | None:
    """True: every cell bare or properly quoted; None: ends inside quotes; False: a quote out of place."""
    at, size = 0, len(line)
    while at <= size:
        if line[at : at + 1] == b'"':
            while True:
                at = line.find(b'"', at + 1)
                if at < 0:
                    return None
                if line[at + 1 : at + 2] != b'"':
                    break
                at += 1
            if at + 1 < size and line[at + 1 : at + 2] != delimiter:
                return False
            at += 2
        else:
            stop = line.find(delimiter, at)
            stop = size if stop < 0 else stop
            if line.find(b'"', at, stop) >= 0:
                return False
            at = stop + 1
    return True


def _runaway(data: bytes, *, last: bool) -> _Cut:
    """A record beyond the cap (a quote never closed): its first line alone is given up, the rest is tried anew."""
    end = data.find(b"\n")
    if end < 0 and not last:
        return _Cut(0, np.zeros(0, np.int64), {})
    return _Cut(end + 1 or len(data), np.zeros(1, np.int64), {0: "record_too_long"})
