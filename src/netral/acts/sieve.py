"""Which acts may concern certain accounts? A quick look that lets a few strangers through and loses nobody.

A reader that knows whose acts are wanted makes the other columns for these few only. What passes is still to be
compared exactly; what does not pass is certain to be nobody in the lists.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.values.strings import Mask, view

Hashes = npt.NDArray[np.uint64]
_TAKEN_BACK = pa.array(["Undo", "Delete"])
# Odd numbers with no pattern in their bits: the golden ratio, and the multiplier of MurmurHash3's finish.
_GOLDEN, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xFF51AFD7ED558CCD)
# A string is told by its length and first bytes; longer ones that begin alike let each other through.
_BYTES, _SPARE, _SLICE = 64, 32, 1 << 15


class Names:
    """A set of strings as one bit each: `may_hold` is never wrongly no, and wrongly yes for about one in 40."""

    def __init__(self, *columns: pa.Array | pa.ChunkedArray) -> None:
        # In slices that stay in the processor's cache: eight times as fast.
        names = [_whole(column).drop_null() for column in columns]
        hashes = [_hashes(one.slice(at, _SLICE)) for one in names for at in range(0, len(one), _SLICE)]
        size = sum(map(len, names))
        self._shift = np.uint64(64 - min(30, max(10, (size * _SPARE).bit_length())))
        self._bits: npt.NDArray[np.uint8] = np.zeros(1 << (61 - int(self._shift)), np.uint8)
        for found in hashes:
            at = found >> self._shift
            np.bitwise_or.at(self._bits, at >> np.uint64(3), _bit(at))

    def may_hold(self, column: pa.Array) -> Mask:
        """Per string whether it may be in the set; null is not."""
        at = _hashes(column.fill_null("") if column.null_count else column) >> self._shift
        held: Mask = (self._bits[at >> np.uint64(3)] & _bit(at)) != 0
        return held & column.is_valid().to_numpy(zero_copy_only=False) if column.null_count else held


class Acts(Protocol):
    """Accepted acts of a block, whose columns are made when they are asked for."""

    size: int

    def column(self, name: str) -> pa.Array: ...

    def where(self, mask: Mask) -> Any: ...


class Sieve:
    """The accounts whose acts are wanted, and those toward whom; ids and handles are compared without platform."""

    def __init__(self, *, actor_ids: Names, actor_handles: Names, owner_ids: Names, owner_handles: Names) -> None:
        self._actors = (actor_ids, "actor_id"), (actor_handles, "actor_handle")
        self._owners = (owner_ids, "object_owner_id"), (owner_handles, "object_owner_handle")

    def narrow(self, acts: Any) -> Any:
        """The acts that one of the actors may have done toward one of the owners, or taken back, whatever it was."""
        few = acts.where(_any(acts, self._actors))
        return few.where(_any(few, self._owners) | _is_taken_back(few.column("verb")))

    def sift(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The same for acts whose columns are there already."""
        few: _Batch = self.narrow(_Batch(batch))
        return few.batch


class _Batch:
    def __init__(self, batch: pa.RecordBatch) -> None:
        self.batch, self.size = batch, len(batch)
        self.column = batch.column

    def where(self, mask: Mask) -> _Batch:
        return _Batch(self.batch.filter(pa.array(mask)))


def _any(acts: Acts, sets: tuple[tuple[Names, str], ...]) -> Mask:
    held: Mask = np.zeros(acts.size, bool)
    for names, column in sets:
        held |= names.may_hold(acts.column(column))
    return held


def _is_taken_back(verbs: pa.Array) -> Mask:
    words = verbs.dictionary_decode() if pa.types.is_dictionary(verbs.type) else verbs
    found: Mask = pc.is_in(words, _TAKEN_BACK).to_numpy(zero_copy_only=False)
    return found


def _whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _bit(at: Hashes) -> npt.NDArray[np.uint8]:
    shifted: npt.NDArray[np.uint8] = np.uint8(1) << (at & np.uint64(7)).astype(np.uint8)
    return shifted


def _hashes(column: pa.Array) -> Hashes:
    """64 bits of each string: its length and, eight bytes at a time, how it begins."""
    data, edges = view(column)
    data, edges = data[edges[0] : edges[-1]], edges - edges[0]
    padded = np.concatenate((data, np.zeros(8, np.uint8)))
    # Every eight bytes in a row as one number, wherever they begin.
    words: Hashes = np.ndarray((len(data) + 1,), "<u8", padded, strides=(1,))
    lengths = np.diff(edges).astype(np.int64)
    found = lengths.astype(np.uint64) * _GOLDEN
    for step in range(0, min(_BYTES, int(lengths.max(initial=0))), 8):
        left = lengths - step
        live = slice(None) if left.min() > 0 else left > 0
        word = words[edges[:-1][live] + step]
        beyond = np.clip(8 - left[live], 0, 7).astype(np.uint64) << np.uint64(3)
        mixed = (found[live] ^ (word << beyond)) * _MIX
        found[live] = mixed ^ (mixed >> np.uint64(32))
    spread: Hashes = found * _GOLDEN
    return spread
