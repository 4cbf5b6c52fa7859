"""What does each line of a WhatsApp chat say: that a message begins, when, and of which kind, or nothing of that?

Only the stamp is read, never a name or a word: of the rest it is asked whether it is one of WhatsApp's own sentences.
"""

from __future__ import annotations

import re
from datetime import timedelta, tzinfo
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.files.masks import Positions
from netral.acts.files.split import Block
from netral.acts.values import times
from netral.acts.values.cells import flags
from netral.acts.values.strings import Mask
from netral.acts.values.times import Micros

Bytes: TypeAlias = npt.NDArray[np.uint8]
_MARK, _SPACE = "[\u200e\u200f\u202a-\u202e]*", "[ \u00a0\u202f]"
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
    """The numbers of all stamps at once, one byte further at each step."""
    count = len(starts)
    shown, half = np.zeros((_NUMBERS + 1, count), np.int64), np.zeros(count, np.uint8)
    number, which, inside = np.zeros(count, np.int32), np.zeros(count, np.int8), np.zeros(count, bool)
    for step in range(int(sizes.max(initial=-1)) + 1):
        byte = np.where(step < sizes, data[starts + step], 0)
        digit = byte - _ZERO < _TEN
        if (inside & ~digit).any():
            ended = np.flatnonzero(inside & ~digit)
            shown[np.minimum(which[ended], _NUMBERS), ended] = number[ended]
            which[ended] += 1
            number[ended] = 0
        number = np.where(digit, number * 10 + (byte - _ZERO), number)
        half = np.where(_HALF[byte], byte | _LOWER, half)
        inside = digit
    return shown, half


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
    days, where = np.unique(shown // _DAY, return_inverse=True)
    begins, ends = (np.array([_offset(int(day) * _DAY, zone) for day in days + more], np.int64) for more in (0, 1))
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
