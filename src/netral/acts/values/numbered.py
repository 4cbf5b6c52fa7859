"""Which word stands beside this number, anywhere in the file? Twelve bytes a number, however many there are."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np

from netral.acts.values.json_cells import as_text

_NONE, _TWO = -1, -2


class Numbered:
    """Words by number; None where a number has none, or two that differ: which of them is meant is not certain."""

    def __init__(self) -> None:
        self._numbers, self._codes = array("q"), array("i")
        self._words = _Codes()
        self._settled: tuple[Any, Any, list[str]] | None = None

    def add(self, numbers: Sequence[Any], words: Sequence[Any]) -> None:
        """As they stand in the records. What is no whole number of 64 bits is nobody's."""
        known = _whole(numbers)
        if len(known) < len(numbers):
            whole = [at for at, number in enumerate(numbers) if len(_whole([number]))]
            known, words = _whole([numbers[at] for at in whole]), [words[at] for at in whole]
        self._numbers.frombytes(known.tobytes())
        if set(map(type, words)) - {str}:
            words = [as_text(word) or "" for word in words]
        self._codes.extend([self._words[word] for word in words])

    def words(self, numbers: Sequence[Any]) -> list[str | None]:
        """The word of each. Settled with the first question: nothing is added after it."""
        self._settled = self._settled or self._settle()
        known, codes, words = self._settled
        asked = [at for at, number in enumerate(numbers) if type(number) is int]
        found: list[str | None] = [None] * len(numbers)
        wanted = _whole([numbers[at] for at in asked])
        if len(wanted) < len(asked):
            return found if len(numbers) == 1 else [self.words([number])[0] for number in numbers]
        if not len(known):
            return found
        places = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
        for at, code in zip(asked, np.where(known[places] == wanted, codes[places], _NONE).tolist(), strict=True):
            found[at] = words[code] if code >= 0 else None
        return found

    def _settle(self) -> tuple[Any, Any, list[str]]:
        numbers, codes = np.frombuffer(self._numbers, np.int64), np.frombuffer(self._codes, np.int32)
        order = np.lexsort((codes, numbers))
        numbers, codes = numbers[order], codes[order]
        first = np.flatnonzero(np.diff(numbers, prepend=numbers[:1] - 1))
        last = np.append(first[1:], len(numbers)) - 1
        # Sorted within a number, words differ exactly when the first and the last do.
        settled = np.where(codes[first] == codes[last], codes[first], _TWO) if len(first) else codes
        return numbers[first], settled, self._words.told


class _Codes(dict[str, int]):
    """The code of each word, new ones as they come; none for what is no word."""

    def __init__(self) -> None:
        super().__init__({"": _NONE})
        self.told: list[str] = []

    def __missing__(self, word: str) -> int:
        # Half a sign is one that was lost, whichever half it is.
        text = as_text(word) or ""
        if text != word:
            self[word] = self[text]
        else:
            self[word] = len(self.told)
            self.told.append(word)
        return self[word]


def _whole(numbers: Sequence[Any]) -> Any:
    """These numbers; none where one of them is no whole number of 64 bits."""
    nothing = np.zeros(0, np.int64)
    if set(map(type, numbers)) != {int}:
        return nothing
    try:
        return np.array(numbers, np.int64)
    except OverflowError:
        return nothing
