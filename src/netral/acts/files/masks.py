"""Bit masks over a block of bytes, 64 bytes to the word, as in simdjson: the arithmetic behind the splitter."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.uint64]
Positions = npt.NDArray[np.int64]

_ONE, _TOP, _ALL = np.uint64(1), np.uint64(63), np.uint64(2**64 - 1)


def equal(data: npt.NDArray[np.uint8], byte: int) -> Bits:
    """Bit i is set where byte i equals `byte`."""
    return pack(data == byte)


def pack(found: npt.NDArray[np.bool_]) -> Bits:
    """Bit i is set where `found` is true."""
    packed = np.packbits(found, bitorder="little")
    return np.concatenate((packed, np.zeros(-len(packed) % 8, np.uint8))).view(np.uint64)


def at(places: Positions, length: int) -> Bits:
    """The bits at these places are set, of `length` or a few more."""
    found = np.zeros(length, bool)
    found[places] = True
    return pack(found)


def after(mask: Bits) -> Bits:
    """Bit i moves to i+1."""
    moved = mask << _ONE
    moved[1:] |= mask[:-1] >> _TOP
    return moved


def before(mask: Bits) -> Bits:
    """Bit i moves to i-1."""
    moved = mask >> _ONE
    moved[:-1] |= mask[1:] << _TOP
    return moved


def only(position: int, like: Bits) -> Bits:
    """A mask as long as `like` with one bit set."""
    mask = np.zeros_like(like)
    mask[position >> 6] = _ONE << np.uint64(position & 63)
    return mask


def parity(quotes: Bits) -> Bits:
    """Bit i tells whether an odd number of quotes stand at or before i: inside a quoted cell."""
    inside = quotes.copy()
    for step in (1, 2, 4, 8, 16, 32):
        inside ^= inside << np.uint64(step)
    odd = np.bitwise_xor.accumulate((np.bitwise_count(quotes) & 1).astype(np.uint8))
    inside[1:] ^= np.where(odd[:-1], _ALL, np.uint64(0))
    return inside


def flip_from(inside: Bits, position: int) -> None:
    """Turn every bit from `position` on, in place: after damage that left a quote too many or too few."""
    word = position >> 6
    inside[word] ^= _ALL << np.uint64(position & 63)
    inside[word + 1 :] ^= _ALL


def positions(mask: Bits, length: int) -> Positions:
    """Where the bits are set. Counting on bool is 3 to 4 times faster than on uint8."""
    return np.flatnonzero(np.unpackbits(mask.view(np.uint8), count=length, bitorder="little").view(bool))


def rank(mask: Bits, at: Positions) -> Positions:
    """How many bits are set before each position."""
    totals = np.concatenate(([0], np.cumsum(np.bitwise_count(mask), dtype=np.int64)))
    word = at >> 6
    below = (_ONE << (at & 63).astype(np.uint64)) - _ONE
    ranked: Positions = totals[word] + np.bitwise_count(np.append(mask, np.uint64(0))[word] & below)
    return ranked


def bit(mask: Bits, position: int) -> bool:
    return bool((int(mask[position >> 6]) >> (position & 63)) & 1)
