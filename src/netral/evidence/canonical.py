"""The one way to write a record as bytes: canonical JSON (RFC 8785), over text and whole numbers only.

Numbers with a fraction are refused: their canonical form hangs on how a language prints them, and no record needs one.
"""

from __future__ import annotations

from typing import Any

import orjson

_SAFE = 2**53 - 1
_PLAIN = frozenset((str, bool, type(None)))
"""Types that most values have and nothing can be wrong with: passed over where they stand, which halves an append."""


def encode(value: Any) -> bytes:
    """`value` as RFC 8785 bytes; TypeError or ValueError for what has no single form in every language."""
    _refuse_ambiguous(value)
    # Keys are ASCII here, so that the order of code points is the order of UTF-16 units that the RFC asks for.
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def decode(line: bytes) -> Any:
    """What canonical bytes say; ValueError where they are not exactly what `encode` would write."""
    value = orjson.loads(line)
    try:
        written = encode(value)
    except (TypeError, RecursionError) as error:
        # Deeper than any record: a stranger's line can be no more than not canonical.
        raise ValueError(str(error)) from error
    if written != line:
        raise ValueError("not canonical")
    return value


def _refuse_ambiguous(value: Any) -> None:
    if type(value) in _PLAIN or isinstance(value, str):
        return
    if isinstance(value, int):
        if not -_SAFE <= value <= _SAFE:
            raise ValueError(f"{value}: a whole number above 2^53 is not exact everywhere")
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise TypeError(f"{key!r}: a key is ASCII text")
            kind = type(inner)
            if not (kind in _PLAIN or (kind is int and -_SAFE <= inner <= _SAFE)):
                _refuse_ambiguous(inner)
    elif isinstance(value, list):
        for inner in value:
            _refuse_ambiguous(inner)
    else:
        raise TypeError(f"{type(value).__name__}: only text, whole numbers, true, false, null, lists and objects")
