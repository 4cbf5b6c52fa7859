"""What do these JSON records hold, many at once? What `json_cells.parse` says of each, at the speed of orjson.

orjson takes the last of two members of one name, and a float for a number that 64 bits do not hold, and tells neither.
Values written out again do: they have fewer members then, or a fraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import NoneType
from typing import Any

import numpy as np
import orjson

from netral.acts.files.json_scan import quotes

_NOT_INSIDE = np.zeros(256, bool)
_NOT_INSIDE[np.frombuffer(bytes(range(33)) + b":,[{", np.uint8)] = True
_ZERO, _TEN = np.uint8(48), np.uint8(10)


def values(records: Sequence[bytes], *, numbers: bool, known: bool = False) -> list[Any]:
    """The value of each record, None where only `parse` may say it.

    `numbers`: they must be exact wherever they are; else a float may stand for one, and is to be looked out for.
    `known`: these very bytes were asked for before, with exact numbers, and nothing was None.
    """
    found = [_value(record) for record in records]
    if known or _told_once(records, found, numbers):
        return found
    return [
        value if _told_once([record], [value], numbers) else None for record, value in zip(records, found, strict=True)
    ]


def _value(record: bytes) -> Any:
    try:
        return orjson.loads(record)
    except orjson.JSONDecodeError:
        return None


def _told_once(records: Sequence[bytes], found: Sequence[Any], numbers: bool) -> bool:
    """Whether these values hold all that the records say; a record without a value says nothing."""
    if NoneType in map(type, found):
        records = [record for record, value in zip(records, found, strict=True) if value is not None]
        found = [value for value in found if value is not None]
    try:
        again = orjson.dumps(found)
    except orjson.JSONEncodeError:
        # Nested deeper than it writes.
        return False
    return members(b"\n".join(records)) == members(again) and not (numbers and fraction(again))


def members(text: bytes) -> int:
    """How many members the objects of these values have."""
    data = np.frombuffer(text, np.uint8)
    colon, blank = data == 58, data <= 32
    named = np.flatnonzero((data == 34)[:-1] & colon[1:])
    before = data[named - 1]
    escaped = named[before == 92]
    odd = _NOT_INSIDE[before].any() or (data[escaped - 2] == 92).any() or (named[:1] < 2).any()
    if not (odd or (blank[:-1] & colon[1:]).any()):
        # A quote and a colon end a member's name here, or are inside of a text behind one backslash.
        return len(named) - len(escaped)
    outside = np.searchsorted(quotes(data), np.flatnonzero(colon)) % 2 == 0
    return int(np.count_nonzero(outside))


def fraction(text: bytes) -> bool:
    """Whether a number of these values has a fraction or an exponent."""
    data = np.frombuffer(text, np.uint8)
    behind = np.flatnonzero((data[:-1] - _ZERO < _TEN) & ((data == 46) | (data == 101))[1:])
    # Texts have points and letters behind digits too.
    return bool(len(behind)) and bool((np.searchsorted(quotes(data), behind) % 2 == 0).any())
