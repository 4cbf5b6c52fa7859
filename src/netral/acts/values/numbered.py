"""Which word stands beside this number, anywhere in the file? Twelve bytes a number, however many there are."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import Any

import numpy as np

_NONE, _TWO = -1, -2


class Numbered:
    """Words by number; None where a number has none, or two that differ: which of them is meant is not certain."""

    def __init__(self) -> None:
        self._numbers, self._codes = array("q"), array("i")
        self._words: dict[str, int] = {}
        self._sorted: tuple[Any, Any, list[str]] | None = None

    def add(self, number: Any, word: str | None) -> None:
        """What is no whole number of 64 bits is nobody's."""
        if isinstance(number, int) and not isinstance(number, bool) and -(2**63) <= number < 2**63:
            self._numbers.append(number)
            self._codes.append(_NONE if word is None else self._words.setdefault(word, len(self._words)))

    def __getitem__(self, number: Any) -> str | None:
        """Settled with the first question: nothing is added after it."""
        if not isinstance(number, int) or isinstance(number, bool):
            return None
        numbers, codes, words = self._sorted or self._settle()
        at = bisect_left(numbers, number)
        known = at < len(numbers) and numbers[at] == number and codes[at] >= 0
        return words[codes[at]] if known else None

    def _settle(self) -> tuple[Any, Any, list[str]]:
        numbers, codes = np.frombuffer(self._numbers, np.int64), np.frombuffer(self._codes, np.int32)
        order = np.lexsort((codes, numbers))
        numbers, codes = numbers[order], codes[order]
        first = np.flatnonzero(np.diff(numbers, prepend=numbers[:1] - 1))
        last = np.append(first[1:], len(numbers)) - 1
        # Sorted within a number, words differ exactly when the first and the last do.
        settled = np.where(codes[first] == codes[last], codes[first], _TWO) if len(first) else codes
        # An array of numpy takes 20 times as long to be asked for one of its numbers.
        self._sorted = array("q", numbers[first].tobytes()), array("i", settled.tobytes()), list(self._words)
        return self._sorted
