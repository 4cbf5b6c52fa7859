"""One JSON value as it is written: numbers exact, members unique, half signs shown as lost."""

from __future__ import annotations

import json
import re
from types import NoneType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.values.strings import LOST

_TEXT = pa.string()
_HALF = re.compile("[\ud800-\udfff]")


class Unreadable(ValueError):
    """The record is no JSON, or one that says two things."""


class Exact(str):
    """A number with a fraction or an exponent, as it is written: a float would change an id."""

    __slots__ = ()


def parse(text: str) -> Any:
    """The value; raises Unreadable for what is no JSON, names a member twice, or nests without end."""
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        raise Unreadable from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable
    return found


def _no_constant(_name: str) -> Any:
    raise Unreadable


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_float=Exact, parse_constant=_no_constant)


def as_text(value: Any) -> str | None:
    """A cell: text as it is, numbers as they are written, null for nothing and for what holds others."""
    if isinstance(value, str):
        # Half of a surrogate pair cannot be written as UTF-8.
        return (value if value.isascii() else _HALF.sub(LOST, value)) or None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else None


def as_column(values: list[Any]) -> pa.Array | None:
    """Cells, each as `as_text` has it; None where a number was made a float and is no longer what was written."""
    kinds = set(map(type, values))
    if float in kinds:
        return None
    try:
        if kinds <= {str, NoneType}:
            found = pa.array(values, _TEXT)
            return pc.if_else(pc.equal(found, ""), pa.scalar(None, _TEXT), found)
        if kinds <= {int, NoneType}:
            return pa.array(values, pa.int64()).cast(_TEXT)
    except (UnicodeEncodeError, OverflowError):
        # Half a sign, or a number beyond 64 bits.
        pass
    return pa.array([as_text(value) for value in values], _TEXT)
