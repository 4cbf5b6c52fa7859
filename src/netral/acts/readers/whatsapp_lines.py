"""What does each line of a WhatsApp chat say: that a message begins, when, and of which kind, or nothing of that?

Only the stamp is read, never a name or a word: of the rest it is asked whether it is one of WhatsApp's own sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta, tzinfo
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from numpy.lib.stride_tricks import sliding_window_view

from netral.acts.files.masks import Positions
from netral.acts.files.split import Block
from netral.acts.values import times
from netral.acts.values.cells import flags
from netral.acts.values.strings import Mask
from netral.acts.values.times import Micros

Bytes: TypeAlias = npt.NDArray[np.uint8]
# With so few marks a stamp has less than 64 bytes.
_MARK, _SPACE = "[\u200e\u200f\u202a-\u202e]{0,8}", "[ \u00a0\u202f]"
_STAMP = (
    rf"[0-9]{{1,4}}[/.-][0-9]{{1,2}}[/.-][0-9]{{2,4}},?{_SPACE}"
    rf"[0-9]{{1,2}}[.:][0-9]{{2}}(?:[.:][0-9]{{2}})?(?:{_SPACE}?[AaPp]\.?{_SPACE}?[Mm]\.?)?"
)
_BEGINS = {"android": rf"^{_MARK}{_STAMP} - ", "ios": rf"^{_MARK}\[{_STAMP}\] "}
_STAMP_ENDS = {"android": " - ", "ios": "] "}
# Behind the name, which may be anything; without a name it is a notice of WhatsApp, in the phone's language.
_SAID = ": "
_GONE = (
    rf"[^:]+: {_MARK}(?:Pesan ini (?:telah )?dihapus|Anda (?:telah )?menghapus pesan ini|"
    r"This message was deleted|You deleted this message)\b"
)
_DELETED = {shape: f"{begins}{_GONE}" for shape, begins in _BEGINS.items()}
_JOINED = r"bergabung (?:menggunakan|melalui|dengan|lewat) tautan|joined using .*link"
_LEFT = r"(?: keluar| left)\.?\s*$"
_ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}
_WORDS = (None, "Create", "Delete", "Join", "Leave")
_HOUR, _DAY, _NUMBERS = 3_600_000_000, 86_400_000_000, 6
_ZERO, _TEN, _LOWER = np.uint8(48), np.uint8(10), np.uint8(32)


def _among(letters: str) -> Mask:
    table = np.zeros(256, bool)
    table[np.frombuffer(letters.encode(), np.uint8)] = True
    return table


# Also the first byte of each mark that may stand before.
_DELETED_BEGINS, _HALF = _among("PATY\u200e"), _among("APap")
# The zones at the two ends of the world: what a clock without one can mean.
_EASTMOST, _WESTMOST = 14 * _HOUR, 12 * _HOUR


class Messages(NamedTuple):
    """The messages that begin in a block, each with what continues it there.

    `shown`: the numbers of each stamp, in the order in which they stand. `half`: a or p of a twelve-hour clock, or 0.
    """

    block: Block
    shown: Positions
    half: Bytes
    verbs: pa.Array


def shape(head: bytes) -> str | None:
    """How the first line of a file begins a message, None where it does not."""
    first = head.lstrip()[:1024].decode(errors="replace").partition("\n")[0]
    return next((name for name, pattern in _BEGINS.items() if re.match(pattern, first)), None)


def messages(block: Block, shape: str) -> Messages:
    """A line that begins no message is more of the one before, even where that stands in an earlier block."""
    cuts = pa.py_buffer(np.append(block.starts, len(block.data)).astype(np.int32))
    every = pa.Array.from_buffers(pa.string(), len(block.starts), [None, cuts, pa.py_buffer(block.data)])
    begins = pc.match_substring_regex(every, _BEGINS[shape])
    heads, at = every.filter(begins), np.flatnonzero(flags(begins))
    edges = np.append(block.offsets[at], block.offsets[-1] + block.lengths[-1])
    flagged = {i: block.flags[line] for i, line in enumerate(at.tolist()) if line in block.flags} if block.flags else {}
    own = Block(block.data, block.starts[at], edges[:-1], np.diff(edges), flagged)
    sizes = pc.find_substring(heads, _STAMP_ENDS[shape]).to_numpy(zero_copy_only=False)
    data = np.frombuffer(block.data, np.uint8)
    return Messages(own, *_stamps(data, own.starts, sizes), _verbs(data, own.starts, heads, _DELETED[shape]))


def _stamps(data: Bytes, starts: Positions, sizes: Positions) -> tuple[Positions, Bytes]:
    """The numbers of all stamps, those at once that have their digits at the same places: a phone writes few kinds."""
    count, longest = len(starts), int(sizes.max(initial=1))
    shown, half = np.zeros((_NUMBERS, count), np.int64), np.zeros(count, np.uint8)
    ample = np.append(data, np.zeros(longest, np.uint8)) if count and starts[-1] + longest > len(data) else data
    grid = sliding_window_view(ample, longest)[starts]
    if (sizes != longest).any():
        grid[np.arange(longest) >= sizes[:, None]] = 0
    digits = grid - _ZERO < _TEN
    for rows, places in _kinds(digits):
        cells = grid[rows]
        for number, (start, end) in enumerate(_runs(places)[:_NUMBERS]):
            for column in range(start, end):
                shown[number, rows] = shown[number, rows] * 10 + (cells[:, column] - _ZERO)
    letters = _HALF[grid]
    if letters.any():
        half = np.where(letters, grid | _LOWER, 0).max(axis=1)
    return shown, half


def _kinds(digits: Mask) -> Iterator[tuple[Any, Mask]]:
    """Rows that are alike, and how they are."""
    if (digits == digits[:1]).all():
        yield from [(slice(None), digits[0])] if len(digits) else ()
        return
    packed = np.packbits(digits, axis=1, bitorder="little")
    codes = np.zeros((len(digits), 8), np.uint8)
    codes[:, : packed.shape[1]] = packed
    kinds, first, which = np.unique(codes.view(np.uint64)[:, 0], return_index=True, return_inverse=True)
    yield from ((np.flatnonzero(which == kind), digits[first[kind]]) for kind in range(len(kinds)))


def _runs(places: Mask) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], places.view(np.int8), [0]))))
    return [(start, end) for start, end in edges.reshape(-1, 2).tolist()]


def _verbs(data: Bytes, starts: Positions, heads: pa.Array, deleted: str) -> pa.Array:
    """Create for a message, Delete where only its place is left, Join, Leave; null for another notice."""
    said = pc.find_substring(heads, _SAID).to_numpy(zero_copy_only=False)
    verbs = np.where(said >= 0, _WORDS.index("Create"), 0)
    # Few messages begin as the sentence for a deleted one does: only these are compared with it.
    begun = data[np.minimum(starts + said + len(_SAID), len(data) - 1)]
    perhaps, notice = np.flatnonzero((said >= 0) & _DELETED_BEGINS[begun]), np.flatnonzero(said < 0)
    for verb, among, sentence in (("Delete", perhaps, deleted), ("Join", notice, _JOINED), ("Leave", notice, _LEFT)):
        found = flags(pc.match_substring_regex(heads.take(pa.array(among)), sentence))
        verbs[among[found]] = _WORDS.index(verb)
    return pa.array(_WORDS, pa.string()).take(pa.array(verbs))


def order(found: Messages) -> str | None:
    """Whether day or month comes first, where a number above 12 proves it and no other proves the contrary."""
    may = {name: local(found, name) != times.NO_TIME for name in _ORDERS}
    only = sum(mask.astype(np.int64) for mask in may.values()) == 1
    proven = [name for name, mask in may.items() if (mask & only).any()]
    return proven[0] if len(proven) == 1 else None


def local(found: Messages, order: str) -> Micros:
    """What the phone's calendar and clock showed, as if it were UTC; NO_TIME where that is no time."""
    year, month, day = (found.shown[place] for place in _ORDERS[order])
    if order != "ymd":
        year = np.where(year < 100, year + 2000, year)
    hour, minute, second = found.shown[3:_NUMBERS]
    twelve = found.half != 0
    well = (minute < 60) & (second < 60) & np.where(twelve, (hour >= 1) & (hour <= 12), hour < 24)
    hour = np.where(twelve, hour % 12 + 12 * (found.half == ord("p")), hour)
    return times.compose(year, month, day, ((hour * 60 + minute) * 60 + second) * 1_000_000, well)


def instants(local: Micros, zone: tzinfo) -> Micros:
    """The same in UTC: a zone's offset is asked twice a day, and for each message on days on which it changes."""
    known = local != times.NO_TIME
    shown = np.where(known, local, 0)
    day = shown // _DAY
    first = int(day.min(initial=0))
    seen = np.bincount(day - first) > 0
    days, where = np.flatnonzero(seen) + first, (np.cumsum(seen) - 1)[day - first]
    begins, ends = (np.array([_offset(int(one) * _DAY, zone) for one in days + more], np.int64) for more in (0, 1))
    offsets = begins[where]
    for row in np.flatnonzero((begins != ends)[where]).tolist():
        offsets[row] = _offset(int(shown[row]), zone)
    return np.where(known, local - offsets, local)


def anywhere(local: Micros) -> tuple[Micros, Micros]:
    """The first and last instants that such clocks can mean, whatever their zone."""
    known = local != times.NO_TIME
    return np.where(known, local - _EASTMOST, local), np.where(known, local + _WESTMOST, local)


def _offset(local: int, zone: tzinfo) -> int:
    shown = times.moment(local).replace(tzinfo=zone)
    return (shown.utcoffset() or timedelta()) // timedelta(microseconds=1)
