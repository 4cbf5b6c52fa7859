"""Where are brackets and commas outside of strings, and how deep? Block after block, each byte looked at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netral.acts.files import masks
from netral.acts.files.masks import Positions

_OPENS, _CLOSES, COMMA = b"{[", b"}]", 44
_QUOTE, _BACKSLASH = 34, 92
_STEP = np.zeros(256, np.int8)
_STEP[np.frombuffer(_OPENS, np.uint8)], _STEP[np.frombuffer(_CLOSES, np.uint8)] = 1, -1
Bytes = npt.NDArray[np.uint8]


class Scanner:
    """What one block leaves open, the next goes on with: a string, backslashes, depth."""

    def __init__(self) -> None:
        self._quoted, self._slashes, self._depth = 0, 0, 0

    def feed(self, data: Bytes) -> tuple[Positions, Positions]:
        """Brackets and commas of this block outside of strings, and the depth after each."""
        quotes = self._quotes(data)
        inside = masks.parity(masks.at(quotes, len(data)))
        # Brackets and braces differ from each other in one bit that the two of a pair share.
        paired = data | 32
        mark = masks.pack((paired == 123) | (paired == 125) | (data == COMMA))
        found = masks.positions(mark & (inside if self._quoted else ~inside), len(data))
        depth = np.cumsum(_STEP[data[found]], dtype=np.int64) + self._depth
        self._quoted = (self._quoted + len(quotes)) % 2
        self._depth = int(depth[-1]) if len(depth) else self._depth
        return found, depth

    def _quotes(self, data: Bytes) -> Positions:
        found = quotes(data, self._slashes)
        # How many backslashes stand at the end: a whole block of them carries on what was before.
        last = len(data) - len(data.tobytes().rstrip(b"\\")) if len(data) and data[-1] == _BACKSLASH else 0
        self._slashes = last + (self._slashes if last == len(data) else 0)
        return found


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
