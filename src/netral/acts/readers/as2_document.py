"""Which records does a JSON document hold, and at which byte does each begin? Activities of a collection."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_SPACE = re.compile(r"[ \t\r\n]*")
ITEMS = ("orderedItems", "items")
PAGES = ("first", "current")


class DuplicateMember(ValueError):
    """An object names a member twice: whose value is meant is not certain."""


@dataclass(frozen=True, slots=True)
class Found:
    """One JSON value and the characters it spans; `value` None where it could not be read."""

    value: Any
    start: int
    end: int


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """For `object_pairs_hook`: raises DuplicateMember instead of letting the last one win."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DuplicateMember("a member is named twice")
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=unique)


def whole(text: str) -> Any:
    """The document's value; raises ValueError with the place of the fault."""
    try:
        return _DECODER.decode(text)
    except RecursionError:
        raise ValueError("nested without end") from None


def items(text: str, value: Any, start: int = 0) -> Iterator[Found]:
    """The items of a collection, also of its embedded pages, in document order; else the value itself."""
    if not isinstance(value, dict) or not is_collection(value):
        yield Found(value, start, start + len(text[start:].rstrip()))
        return
    for name, member, at in _members(text, start):
        if name in ITEMS:
            yield from _elements(text, at) if text[at] == "[" else [_one(text, at)]
        elif name in PAGES and isinstance(member, dict):
            yield from items(text[: at + _length(text, at)], member, at)


def is_collection(value: dict[str, Any]) -> bool:
    kinds = value.get("type")
    return any(isinstance(k, str) and "Collection" in k for k in (kinds if isinstance(kinds, list) else [kinds]))


def _members(text: str, start: int) -> Iterator[tuple[str, Any, int]]:
    at = _skip(text, _skip(text, start) + 1)
    while text[at] != "}":
        name, at = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
        value, end = _DECODER.raw_decode(text, at)
        yield name, value, at
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at


def _elements(text: str, at: int) -> Iterator[Found]:
    at = _skip(text, at + 1)
    while text[at] != "]":
        found = _one(text, at)
        yield found
        at = _skip(text, found.end)
        at = _skip(text, at + 1) if text[at] == "," else at


def _one(text: str, at: int) -> Found:
    value, end = _DECODER.raw_decode(text, at)
    return Found(value, at, end)


def _length(text: str, at: int) -> int:
    return _one(text, at).end - at


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
