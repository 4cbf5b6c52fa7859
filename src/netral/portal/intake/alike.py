"""Is this nearly the same report as one before? Shingles of words, min-hashed; the desk shows them together.

Nothing is dropped or merged by it: a person reads them side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b

SHINGLE = 3
BANDS, ROWS = 8, 2
"""Two texts share a band with probability 1 - (1 - s^2)^8 at likeness s: 0.99 at 0.7, 0.15 at 0.15."""
ENOUGH = 0.6
"""Likeness (Jaccard, of shingles) from which two reports are shown as one group."""


def shingles(text: str) -> set[str]:
    """Runs of three words, without case, signs or spaces; a text of fewer words is one shingle."""
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}


def likeness(one: str, other: str) -> float:
    """Jaccard's index of their shingles, from 0 to 1."""
    left, right = shingles(one), shingles(other)
    return len(left & right) / len(left | right)


def bands(text: str) -> list[str]:
    """By which a text is looked up: equal bands are a hint, `likeness` decides."""
    found = shingles(text)
    hashes = [min(_hash(seed, one) for one in found) for seed in range(BANDS * ROWS)]
    return [f"{at}:" + "".join(hashes[at * ROWS : at * ROWS + ROWS]) for at in range(BANDS)]


def nearest(text: str, others: Iterable[tuple[int, str]]) -> int | None:
    """The key of the most similar text that is similar enough; the earliest of equals."""
    scored = [(likeness(text, other), -key) for key, other in others]
    best, key = max(scored, default=(0.0, 0))
    return -key if best >= ENOUGH else None


def _hash(seed: int, shingle: str) -> str:
    return blake2b(shingle.encode(), digest_size=8, salt=seed.to_bytes(8, "big")).hexdigest()
