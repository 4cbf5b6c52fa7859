"""What does each line of a WhatsApp chat say: that a message begins, when, and of which kind, or nothing of that?

Only the stamp is read, never a name or a word: of the rest it is asked whether it is one of WhatsApp's own sentences.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.files.masks import Positions
from netral.acts.files.split import Block
from netral.acts.values import times
from netral.acts.values.cells import empty_to_null, flags, kinds
from netral.acts.values.times import Micros

_MARK, _SPACE = "[\u200e\u200f\u202a-\u202e]*", "[ \u00a0\u202f]"
_STAMP = (
    rf"[0-9]{{1,4}}[/.-][0-9]{{1,2}}[/.-][0-9]{{2,4}},?{_SPACE}"
    rf"[0-9]{{1,2}}[.:][0-9]{{2}}(?:[.:][0-9]{{2}})?(?:{_SPACE}?[AaPp]\.?{_SPACE}?[Mm]\.?)?"
)
_BEGINS = {"android": rf"^{_MARK}{_STAMP} - ", "ios": rf"^{_MARK}\[{_STAMP}\] "}
_STAMP_ENDS = {"android": " - ", "ios": "] "}
# A name, which may be anything, and a colon; without one it is a notice of WhatsApp, in the phone's language.
_NAMED = r"[^:]+:"
_DELETED = (
    rf"{_NAMED} {_MARK}(?:Pesan ini (?:telah )?dihapus|Anda (?:telah )?menghapus pesan ini|"
    r"This message was deleted|You deleted this message)\b"
)
_JOINED = r"bergabung (?:menggunakan|melalui|dengan|lewat) tautan|joined using .*link"
_LEFT = r"(?: keluar| left)\.?\s*$"
_ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}
_MINUTE, _HOUR, _DIGITS, _NUMBERS = 60_000_000, 3_600_000_000, 48, 6
# The zones at the two ends of the world: what a clock without one can mean.
_EASTMOST, _WESTMOST = 14 * _HOUR, 12 * _HOUR


class Messages(NamedTuple):
    """The messages that begin in a block, each with what continues it there.

    `shown`: the numbers of each stamp, in the order in which they stand. `half`: a or p of a twelve-hour clock, or 0.
    """

    block: Block
    shown: Positions
    half: Positions
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
    return Messages(own, *_stamps(block.data, own.starts, sizes), _verbs(heads, _BEGINS[shape]))


def _stamps(data: bytes, starts: Positions, sizes: Positions) -> tuple[Positions, Positions]:
    """The numbers of all stamps at once, one byte further at each step."""
    bytes_ = np.frombuffer(data, np.uint8)
    count = len(starts)
    shown, half = np.zeros((_NUMBERS + 1, count), np.int64), np.zeros(count, np.int64)
    number, which, inside = np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count, bool)
    for step in range(int(sizes.max(initial=-1)) + 1):
        byte = np.where(step < sizes, bytes_[starts + step], 0).astype(np.int64)
        digit = (byte >= _DIGITS) & (byte < _DIGITS + 10)
        ended = np.flatnonzero(inside & ~digit)
        shown[np.minimum(which[ended], _NUMBERS), ended] = number[ended]
        which[ended] += 1
        number[ended] = 0
        number = np.where(digit, number * 10 + byte - _DIGITS, number)
        lowered = byte | 32
        half = np.where((lowered == ord("a")) | (lowered == ord("p")), lowered, half)
        inside = digit
    return shown, half


def _verbs(heads: pa.Array, begins: str) -> pa.Array:
    """Create for a message, Delete where only its place is left, Join, Leave; null for another notice."""
    message = flags(pc.match_substring_regex(heads, rf"{begins}{_NAMED}(?:\s|$)"))
    deleted = flags(pc.match_substring_regex(heads, begins + _DELETED))
    notices = heads.filter(pa.array(~message))
    joined, left = np.zeros(len(heads), bool), np.zeros(len(heads), bool)
    for found, pattern in ((joined, _JOINED), (left, _LEFT)):
        found[~message] = flags(pc.match_substring_regex(notices, pattern))
    words = ((deleted, "Delete"), (message, "Create"), (joined, "Join"), (left, "Leave"))
    return empty_to_null(kinds(len(heads), *words, other=""))


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
    """The same in UTC: a zone's offset is asked once an hour, not once a message."""
    known = local != times.NO_TIME
    hours, where = np.unique(np.where(known, local // _HOUR, 0), return_inverse=True)
    offsets = np.array([_offset(int(hour), zone) for hour in hours], np.int64)
    return np.where(known, local - offsets[where], local)


def anywhere(local: Micros) -> tuple[Micros, Micros]:
    """The first and last instants that such clocks can mean, whatever their zone."""
    known = local != times.NO_TIME
    return np.where(known, local - _EASTMOST, local), np.where(known, local + _WESTMOST, local)


def _offset(hour: int, zone: tzinfo) -> int:
    shown = datetime.fromtimestamp(hour * (_HOUR // 1_000_000), UTC).replace(tzinfo=zone)
    return (shown.utcoffset() or timedelta()) // timedelta(microseconds=1)
