"""Where are brackets and commas outside of strings, and how deep? Block after block, each byte looked at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netral.acts.files import masks
from netral.acts.files.masks import Positions

_OPENS, _CLOSES, COMMA = b"{[", b"}]", 44
_QUOTE, _BACKSLASH = 34, 92
_OTHER = 2
_STEP = np.full(256, _OTHER, np.int8)
_STEP[np.frombuffer(_OPENS, np.uint8)], _STEP[np.frombuffer(_CLOSES, np.uint8)], _STEP[COMMA] = 1, -1, 0
Bytes = npt.NDArray[np.uint8]


class Scanner:
    """What one block leaves open, the next goes on with: a string, backslashes, depth."""

    def __init__(self) -> None:
        self._quoted, self._slashes, self._depth = 0, 0, 0

    def feed(self, data: Bytes) -> tuple[Positions, Positions]:
        """Brackets and commas of this block outside of strings, and the depth after each."""
        bits, count = self._quotes(data)
        inside = masks.parity(bits)
        # Brackets and braces share these bits with Y, _, y and DEL, which stand outside of strings in no JSON.
        mark = masks.pack(((data | 38) == 127) | (data == COMMA))
        found = masks.positions(mark & (inside if self._quoted else ~inside), len(data))
        step = _STEP[data[found]]
        if (other := step == _OTHER).any():
            found, step = found[~other], step[~other]
        depth = np.cumsum(step, dtype=np.int64) + self._depth
        self._quoted = (self._quoted + count) % 2
        self._depth = int(depth[-1]) if len(depth) else self._depth
        return found, depth

    def _quotes(self, data: Bytes) -> tuple[masks.Bits, int]:
        """Where quotes begin or end a string, and how many do."""
        if not self._slashes and not (data == _BACKSLASH).any():
            bits = masks.equal(data, _QUOTE)
            return bits, int(np.bitwise_count(bits).sum())
        found = quotes(data, self._slashes)
        # How many backslashes stand at the end: a whole block of them carries on what was before.
        last = len(data) - len(data.tobytes().rstrip(b"\\")) if len(data) and data[-1] == _BACKSLASH else 0
        self._slashes = last + (self._slashes if last == len(data) else 0)
        return masks.at(found, len(data)), len(found)


def quotes(data: Bytes, slashes: int = 0) -> Positions:
    """The quotes that begin or end a string: not after an odd number of backslashes, `slashes` of them before."""
    found: Positions = np.flatnonzero(data == _QUOTE)
    back = np.flatnonzero(data == _BACKSLASH)
    if not len(found) or (not len(back) and not slashes):
        return found
    begins = back[np.diff(back, prepend=-2) > 1]
    after = np.zeros(len(found), np.int64)
    if len(back):
        run = begins[np.maximum(np.searchsorted(begins, found) - 1, 0)]
        ends = data[np.maximum(found - 1, 0)] == _BACKSLASH
        ends &= found > run
        after[ends] = (found - run)[ends] + np.where(run[ends] == 0, slashes, 0)
    if found[0] == 0:
        after[0] = slashes
    real: Positions = found[after % 2 == 0]
    return real


def marks(data: Bytes) -> tuple[Positions, Positions]:
    """Brackets and commas outside of strings, and the depth after each; the first byte is outside."""
    return Scanner().feed(data)
